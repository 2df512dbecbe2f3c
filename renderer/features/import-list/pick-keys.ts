import type { PickRow } from '../../state/import-pick.ts';

export type PickStep =
  | { readonly kind: 'move'; readonly index: number }
  | { readonly kind: 'fold'; readonly isFolded: boolean }
  | { readonly kind: 'toggle' };

const pageRows = 8;

/** What a key does in the list of feeds to pick from (ARIA practices, tree view). Null: nothing. */
export function stepInPicks(eventKey: string, here: number, rows: readonly PickRow[]): PickStep | null {
  const row = rows[here];
  if (row === undefined) return null;
  const move = (index: number): PickStep => ({ kind: 'move', index: Math.max(0, Math.min(rows.length - 1, index)) });
  switch (eventKey) {
    case 'ArrowDown':
      return move(here + 1);
    case 'ArrowUp':
      return move(here - 1);
    case 'PageDown':
      return move(here + pageRows);
    case 'PageUp':
      return move(here - pageRows);
    case 'Home':
      return move(0);
    case 'End':
      return move(rows.length - 1);
    case 'ArrowRight':
      if (row.kind !== 'folder') return null;
      return row.isFolded ? { kind: 'fold', isFolded: false } : move(here + 1);
    case 'ArrowLeft':
      if (row.kind === 'folder' && !row.isFolded) return { kind: 'fold', isFolded: true };
      return row.parentKey === null ? null : move(rows.findIndex(({ key }) => key === row.parentKey));
    case ' ':
      return { kind: 'toggle' };
    default:
      return null;
  }
}
