import { type DragEvent, useRef, useState } from 'react';
import type { SubscriptionTree } from '../../../worker/protocol/subscriptions.ts';
import { useLayout } from '../../state/layout.ts';
import type { TreeRow } from '../../state/tree.ts';
import { drop } from '../../state/tree-changes.ts';
import { meantBy } from '../../state/tree-choice.ts';
import { type DropMark, type DropPlace, movable, moveTo, placeAt } from '../../state/tree-moves.ts';
import { t } from '../../words.ts';
import styles from './feed-tree.module.css';

/** Where what is dragged would come to; the key is empty for the top level. */
interface DropTarget {
  readonly key: string;
  readonly mark: DropMark;
}

/** Of the browser's own: a drag that comes from elsewhere has another one, and is not ours. */
const dragType = 'application/x-freshet-rows';
/** Held above a folded folder for so long, it unfolds. */
const unfoldMs = 600;

/** Dragging feeds and folders to another place by the pointer. Escape ends it, as any drag of the browser. */
export function useTreeDrag(tree: SubscriptionTree | null, rows: readonly TreeRow[], isByHand: boolean) {
  const [target, setTarget] = useState<DropTarget | null>(null);
  const [dragged, setDragged] = useState<ReadonlySet<string>>(new Set());
  const place = useRef<DropPlace | null>(null);
  const unfolding = useRef<{ readonly key: string; readonly timer: number } | null>(null);

  function end(): void {
    setTarget(null);
    setDragged(new Set());
    place.current = null;
    stopUnfolding();
  }

  function stopUnfolding(): void {
    window.clearTimeout(unfolding.current?.timer);
    unfolding.current = null;
  }

  function unfoldSoon(row: TreeRow | undefined): void {
    if (unfolding.current?.key === row?.key) return;
    stopUnfolding();
    if (row?.kind !== 'folder' || !row.isFolded) return;
    const { id } = row.folder;
    const timer = window.setTimeout(() => useLayout.getState().setFolded(id, false), unfoldMs);
    unfolding.current = { key: row.key, timer };
  }

  /** Null: nowhere. */
  function find(event: DragEvent): { readonly target: DropTarget; readonly place: DropPlace } | null {
    const element = (event.target as Element).closest<HTMLElement>('[data-key]');
    const row = rows.find(({ key }) => key === element?.dataset['key']);
    if (tree === null || (element !== null && row === undefined)) return null;
    unfoldSoon(row);
    if (element === null || row === undefined) {
      // Below all rows, or at the heading above them.
      const isHeading = (event.target as Element).closest('[data-top]') !== null;
      const first = isHeading && isByHand ? (rows[0]?.key ?? null) : null;
      return { target: { key: '', mark: 'inside' }, place: { into: null, before: first } };
    }
    const box = element.getBoundingClientRect();
    const found = placeAt(tree, rows, row, (event.clientY - box.top) / box.height, movable(tree, dragged), isByHand);
    return { target: { key: row.key, mark: found.mark }, place: found.place };
  }

  return {
    target,
    dragged,
    handlers: {
      onDragStart(event: DragEvent): void {
        const key = (event.target as Element).closest('[data-key]')?.getAttribute('data-key') ?? null;
        if (key === null || !rows.some(row => row.key === key)) return;
        const keys = meantBy(key);
        event.dataTransfer.setData(dragType, [...keys].join(' '));
        event.dataTransfer.effectAllowed = 'move';
        if (keys.size > 1) showNumber(event, keys.size);
        setDragged(keys);
      },
      onDragOver(event: DragEvent): void {
        if (dragged.size === 0) return;
        // The window refuses what is dragged over it, and is not asked here.
        event.stopPropagation();
        const found = find(event);
        const isPossible = found !== null && tree !== null && moveTo(tree, dragged, found.place) !== null;
        place.current = isPossible ? found.place : null;
        const next = isPossible ? found.target : null;
        if (next?.key !== target?.key || next?.mark !== target?.mark) setTarget(next);
        if (!isPossible) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
      },
      onDragLeave(event: DragEvent): void {
        if (event.currentTarget.contains(event.relatedTarget as Node | null)) return;
        setTarget(null);
        stopUnfolding();
      },
      onDrop(event: DragEvent): void {
        if (dragged.size === 0) return;
        event.preventDefault();
        event.stopPropagation();
        if (place.current !== null) void drop(dragged, place.current);
        end();
      },
      onDragEnd: end,
    },
  };
}

/** One row under the pointer would look as if only that one moved. */
function showNumber(event: DragEvent, count: number): void {
  const image = document.createElement('div');
  image.className = styles['dragged-number'] ?? '';
  image.textContent = t('tree.dragged', { count });
  document.body.append(image);
  event.dataTransfer.setDragImage(image, 12, 12);
  requestAnimationFrame(() => image.remove());
}
