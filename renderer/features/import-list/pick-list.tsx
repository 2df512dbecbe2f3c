import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { mirroredKey } from '../../format/mirrored-key.ts';
import { pick, useImport } from '../../state/import-list.ts';
import { type PickRow, type PickTree, pickRows, pickStateOf, toggled } from '../../state/import-pick.ts';
import { t } from '../../words.ts';
import { CheckBox } from './check-box.tsx';
import { stepInPicks } from './pick-keys.ts';
import styles from './pick-list.module.css';
import { PickRowItem } from './pick-row.tsx';

const rowHeight = 34;

/** Folders and feeds with check boxes. Only the rows in sight are in the document. */
export function PickList({ tree }: { readonly tree: PickTree }) {
  const picked = useImport(state => state.picked);
  const isImporting = useImport(state => state.isImporting);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = useMemo(() => pickRows(tree, folded), [tree, folded]);
  const all = useMemo(() => [...tree.feeds.keys()].filter(index => tree.feeds[index]?.isSubscribed === false), [tree]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: index => rows[index]?.key ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const isActiveDrawn = items.some(({ index }) => index === active);

  function feedsOf(row: PickRow): readonly number[] {
    if (row.kind === 'folder') return tree.pickable.get(row.folder) ?? [];
    return tree.feeds[row.feed]?.isSubscribed === false ? [row.feed] : [];
  }
  function toggle(feeds: readonly number[]): void {
    if (!isImporting && feeds.length > 0) pick(toggled(feeds, picked));
  }
  function fold(key: string, isFolded: boolean): void {
    const next = new Set(folded);
    if (isFolded) next.add(key);
    else next.delete(key);
    setFolded(next);
  }
  function moveTo(index: number): void {
    setActive(index);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[active];
    const step = stepInPicks(mirroredKey(event.key), active, rows);
    if (row === undefined || step === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (step.kind === 'move') moveTo(step.index);
    else if (step.kind === 'fold') fold(row.key, step.isFolded);
    else toggle(feedsOf(row));
  }

  return (
    <>
      <div className={styles['all']}>
        <CheckBox
          state={pickStateOf(all, picked)}
          isDisabled={isImporting || all.length === 0}
          label={t('import.all')}
          onToggle={() => toggle(all)}
        />
        <span>{t('import.picked', { picked: picked.size, count: all.length })}</span>
      </div>
      <div
        ref={scroller}
        role="tree"
        aria-multiselectable="true"
        aria-label={t('import.tree')}
        aria-activedescendant={isActiveDrawn ? `${id}-${rows[active]?.key}` : undefined}
        tabIndex={0}
        className={styles['scroller']}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles['sizer']} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <div key={key} role="presentation" className={styles['place']} style={{ transform: `translateY(${start}px)` }}>
                <PickRowItem
                  row={row}
                  tree={tree}
                  id={`${id}-${row.key}`}
                  state={pickStateOf(feedsOf(row), picked)}
                  count={feedsOf(row).length}
                  isActive={index === active}
                  onToggle={() => {
                    setActive(index);
                    toggle(feedsOf(row));
                  }}
                  onFold={isFolded => {
                    setActive(index);
                    fold(row.key, isFolded);
                  }}
                />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}
