import type { TreeRow } from '../../state/tree.ts';

export type TreeStep =
  | { readonly kind: 'go'; readonly key: string }
  | { readonly kind: 'fold'; readonly folderId: number; readonly isFolded: boolean };

/**
 * What an arrow key, Home or End does in the tree (ARIA practices, tree view). Null: nothing of the tree's.
 * @param keys of all rows in sight; those of `rows` are the folders and feeds among them.
 */
export function treeStep(eventKey: string, here: string, keys: readonly string[], rows: readonly TreeRow[]): TreeStep | null {
  const index = keys.indexOf(here);
  const go = (to: string | undefined): TreeStep | null => (to === undefined ? null : { kind: 'go', key: to });
  switch (eventKey) {
    case 'ArrowDown':
      return go(keys[index + 1]);
    case 'ArrowUp':
      return go(keys[index - 1]);
    case 'Home':
      return go(keys[0]);
    case 'End':
      return go(keys.at(-1));
    case 'ArrowRight': {
      const row = rows.find(candidate => candidate.key === here);
      if (row?.kind !== 'folder') return null;
      if (row.isFolded) return { kind: 'fold', folderId: row.folder.id, isFolded: false };
      const child = rows[rows.indexOf(row) + 1];
      return child !== undefined && child.level > row.level ? go(child.key) : null;
    }
    case 'ArrowLeft': {
      const row = rows.find(candidate => candidate.key === here);
      if (row === undefined) return null;
      if (row.kind === 'folder' && !row.isFolded) return { kind: 'fold', folderId: row.folder.id, isFolded: true };
      return go(rows.slice(0, rows.indexOf(row)).findLast(candidate => candidate.level < row.level)?.key);
    }
    default:
      return null;
  }
}
