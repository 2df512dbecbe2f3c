import type { SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { t } from '../words.ts';
import { foldersWithin } from './subscriptions.ts';
import { flattenTree } from './tree.ts';
import { movable } from './tree-moves.ts';

/** Folders that these rows of the tree can go into, set in as they are there; the top level first. */
export function folderOptions(
  tree: SubscriptionTree,
  keys: readonly string[] = [],
): readonly { readonly value: string; readonly label: string }[] {
  const { folderIds } = movable(tree, new Set(keys));
  const barred = new Set(folderIds.flatMap(id => [...foldersWithin(tree, id)]));
  const folders = flattenTree(tree, new Set()).flatMap(row =>
    row.kind === 'folder' && !barred.has(row.folder.id)
      ? [{ value: String(row.folder.id), label: `${'\u2003'.repeat(row.level - 1)}${row.folder.title}` }]
      : [],
  );
  return [{ value: '', label: t('properties.noFolder') }, ...folders];
}
