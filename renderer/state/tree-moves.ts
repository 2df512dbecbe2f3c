import type { FeedId, FolderId } from '../../worker/protocol/ids.ts';
import type { SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import type { TreeMove } from '../../worker/protocol/tree.ts';
import { foldersWithin } from './subscriptions.ts';
import { flattenTree, type TreeRow } from './tree.ts';
import { viewOfKey } from './view.ts';

export interface Movable {
  readonly feedIds: readonly FeedId[];
  readonly folderIds: readonly FolderId[];
}

/** Feeds and folders of these rows, from top to bottom; what is in a folder that moves itself moves with it. */
export function movable(tree: SubscriptionTree, keys: ReadonlySet<string>): Movable {
  const chosen = flattenTree(tree, new Set()).filter(({ key }) => keys.has(key));
  const moving = new Set(chosen.flatMap(row => (row.kind === 'folder' ? [...foldersWithin(tree, row.folder.id)] : [])));
  const below = (row: TreeRow) => (row.kind === 'folder' ? row.folder.parentId : row.subscription.folderId);
  const own = chosen.filter(row => {
    const parent = below(row);
    return parent === null || !moving.has(parent);
  });
  return {
    feedIds: own.flatMap(row => (row.kind === 'feed' ? [row.subscription.feedId] : [])),
    folderIds: own.flatMap(row => (row.kind === 'folder' ? [row.folder.id] : [])),
  };
}

/** Where something is let go: in a folder or at the top (null), before a row there, or last. */
export interface DropPlace {
  readonly into: FolderId | null;
  readonly before: string | null;
}

/** Null: it cannot be there, as a folder in itself. */
export function moveTo(tree: SubscriptionTree, keys: ReadonlySet<string>, { into, before }: DropPlace): TreeMove | null {
  const { feedIds, folderIds } = movable(tree, keys);
  if (feedIds.length + folderIds.length === 0) return null;
  if (into !== null && folderIds.some(id => foldersWithin(tree, id).has(into))) return null;
  const view = before === null ? null : viewOfKey(before);
  return {
    feedIds,
    folderIds,
    into: into === null ? null : { id: into },
    beforeFeedId: view?.kind === 'feed' ? view.feedId : null,
    beforeFolderId: view?.kind === 'folder' ? view.folderId : null,
  };
}

/** One step up or down among its siblings of the same kind, in the order set by hand. Null: it is the first or last already. */
export function stepOf(tree: SubscriptionTree, key: string, step: 1 | -1): TreeMove | null {
  const rows = flattenTree(tree, new Set());
  const row = rows.find(each => each.key === key);
  if (row === undefined) return null;
  const parentOf = (each: TreeRow) => (each.kind === 'folder' ? each.folder.parentId : each.subscription.folderId);
  const into = parentOf(row);
  const siblings = rows.filter(each => each.kind === row.kind && each.level === row.level && parentOf(each) === into);
  const index = siblings.indexOf(row);
  if (index + step < 0 || index + step >= siblings.length) return null;
  const before = siblings[step === -1 ? index - 1 : index + 2]?.key ?? null;
  return moveTo(tree, new Set([key]), { into, before });
}

/** Where a point of the row stands for: its upper or lower part for a place beside it, the middle of a folder for inside. */
export function placeAt(
  tree: SubscriptionTree,
  rows: readonly TreeRow[],
  target: TreeRow,
  /** Of the row's height, 0 at its top. */
  part: number,
  { folderIds }: Movable,
  isByHand: boolean,
): { readonly place: DropPlace; readonly mark: DropMark } {
  const isOfFolders = folderIds.length > 0;
  if (target.kind === 'folder') {
    const { id, parentId } = target.folder;
    // Only a folder has a place among folders.
    const edge = isByHand && isOfFolders ? 0.28 : 0;
    if (part < edge) return { place: { into: parentId, before: target.key }, mark: 'before' };
    if (part > 1 - edge && target.isFolded) return { place: { into: parentId, before: nextKey(rows, target) }, mark: 'after' };
    return { place: { into: id, before: null }, mark: 'inside' };
  }
  const { folderId } = target.subscription;
  const into = folderId !== null && tree.folders.some(({ id }) => id === folderId) ? folderId : null;
  if (!isByHand || isOfFolders) return { place: { into, before: null }, mark: 'beside' };
  return part < 0.5
    ? { place: { into, before: target.key }, mark: 'before' }
    : { place: { into, before: nextKey(rows, target) }, mark: 'after' };
}

/** Where the line is drawn; `beside`: somewhere in the folder that the row is in. */
export type DropMark = 'before' | 'after' | 'inside' | 'beside';

function nextKey(rows: readonly TreeRow[], row: TreeRow): string | null {
  const later = rows.slice(rows.indexOf(row) + 1);
  for (const each of later) {
    if (each.level < row.level) return null;
    if (each.level === row.level) return each.kind === row.kind ? each.key : null;
  }
  return null;
}
