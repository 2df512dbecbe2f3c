import type { Folder, FolderId, Subscription, SubscriptionTree } from '../../worker/protocol/model.ts';

/** A row of the sidebar's tree of feeds. */
export type TreeRow = TreePlace &
  (
    | { readonly kind: 'folder'; readonly folder: Folder; readonly isFolded: boolean; readonly unread: number }
    | { readonly kind: 'feed'; readonly subscription: Subscription }
  );

interface TreePlace {
  /** Key of the view that the row opens. */
  readonly key: string;
  /** 1 for the outermost. */
  readonly level: number;
  /** Place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

/** The rows in sight, from top to bottom: in each folder its folders first, then its feeds. A feed or folder whose folder is not there stands at the top. */
export function flattenTree(tree: SubscriptionTree, folded: ReadonlySet<FolderId>): readonly TreeRow[] {
  const known = new Set(tree.folders.map(folder => folder.id));
  const parentOf = (id: FolderId | null): FolderId | null => (id !== null && known.has(id) ? id : null);
  const folders = Map.groupBy(tree.folders, folder => parentOf(folder.parentId));
  const feeds = Map.groupBy(tree.subscriptions, subscription => parentOf(subscription.folderId));
  const unread = unreadByFolder(tree);
  const rows: TreeRow[] = [];
  const seen = new Set<FolderId>();

  function visit(parent: FolderId | null, level: number): void {
    const inner = sorted(folders.get(parent) ?? []).filter(folder => !seen.has(folder.id));
    const own = sorted(feeds.get(parent) ?? []);
    const siblings = inner.length + own.length;
    inner.forEach((folder, index) => {
      seen.add(folder.id);
      const isFolded = folded.has(folder.id);
      const place = { key: `folder:${folder.id}`, level, position: index + 1, siblings };
      rows.push({ ...place, kind: 'folder', folder, isFolded, unread: unread.get(folder.id) ?? 0 });
      if (!isFolded) visit(folder.id, level + 1);
    });
    own.forEach((subscription, index) => {
      rows.push({ key: `feed:${subscription.feedId}`, level, position: inner.length + index + 1, siblings, kind: 'feed', subscription });
    });
  }
  visit(null, 1);
  return rows;
}

/** Unread articles of each folder, with those of the folders in it. */
function unreadByFolder(tree: SubscriptionTree): ReadonlyMap<FolderId, number> {
  const parentOf = new Map(tree.folders.map(folder => [folder.id, folder.parentId]));
  const sums = new Map<FolderId, number>();
  for (const { folderId, unreadCount } of tree.subscriptions) {
    const above = new Set<FolderId>();
    for (let id = folderId; id !== null && !above.has(id); id = parentOf.get(id) ?? null) {
      above.add(id);
      sums.set(id, (sums.get(id) ?? 0) + unreadCount);
    }
  }
  return sums;
}

function sorted<T extends { readonly position: number; readonly title: string }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((one, other) => one.position - other.position || one.title.localeCompare(other.title));
}
