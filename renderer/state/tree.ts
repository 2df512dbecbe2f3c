import type { FolderId } from '../../worker/protocol/ids.ts';
import type { Settings } from '../../worker/protocol/settings.ts';
import type { Folder, Subscription, SubscriptionTree } from '../../worker/protocol/subscriptions.ts';

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

/** How the tree is to be looked at. */
interface TreeLook {
  readonly order: Settings['feedOrder'];
  /** Only what is named so, and what is in a folder of that name. Empty: all. */
  readonly filter: string;
  /** Only what has unread articles, and the open one. */
  readonly hidesRead: boolean;
  /** Key of the open view. */
  readonly open: string;
}

const plainLook: TreeLook = { order: 'hand', filter: '', hidesRead: false, open: '' };

/** The rows in sight, from top to bottom: in each folder its folders first, then its feeds. A feed or folder whose folder is not there stands at the top. */
export function flattenTree(tree: SubscriptionTree, folded: ReadonlySet<FolderId>, look: TreeLook = plainLook): readonly TreeRow[] {
  const { order, filter, hidesRead, open } = look;
  const known = new Set(tree.folders.map(folder => folder.id));
  const parentOf = (id: FolderId | null): FolderId | null => (id !== null && known.has(id) ? id : null);
  const folders = Map.groupBy(tree.folders, folder => parentOf(folder.parentId));
  const feeds = Map.groupBy(tree.subscriptions, subscription => parentOf(subscription.folderId));
  const unread = unreadByFolder(tree);
  const isNamed = matcher(filter);
  const isFiltered = filter.trim() !== '';
  const seen = new Set<FolderId>();

  function visit(parent: FolderId | null, level: number, isMeant: boolean): readonly TreeRow[] {
    const inner = sorted(folders.get(parent) ?? [], order, ({ id }) => unread.get(id) ?? 0).flatMap(folder => {
      if (seen.has(folder.id)) return [];
      seen.add(folder.id);
      const key = `folder:${folder.id}`;
      const isNamedSo = isMeant || isNamed(folder.title);
      const isFolded = folded.has(folder.id) && !isFiltered;
      const within = visit(folder.id, level + 1, isNamedSo);
      const count = unread.get(folder.id) ?? 0;
      const isShown = (isNamedSo || within.length > 0) && (!hidesRead || isFiltered || count > 0 || within.length > 0 || key === open);
      return isShown ? [{ key, folder, isFolded, unread: count, within: isFolded ? [] : within }] : [];
    });
    const own = sorted(feeds.get(parent) ?? [], order, ({ unreadCount }) => unreadCount).filter(
      ({ feedId, title, unreadCount }) =>
        (isMeant || isNamed(title)) && (!hidesRead || isFiltered || unreadCount > 0 || `feed:${feedId}` === open),
    );
    const siblings = inner.length + own.length;
    return [
      ...inner.flatMap(({ within, ...folder }, index): readonly TreeRow[] => [
        { ...folder, kind: 'folder', level, position: index + 1, siblings },
        ...within,
      ]),
      ...own.map(
        (subscription, index): TreeRow => ({
          key: `feed:${subscription.feedId}`,
          level,
          position: inner.length + index + 1,
          siblings,
          kind: 'feed',
          subscription,
        }),
      ),
    ];
  }
  return visit(null, 1, false);
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

function sorted<T extends { readonly position: number; readonly title: string }>(
  rows: readonly T[],
  order: TreeLook['order'],
  unreadOf: (row: T) => number,
): readonly T[] {
  const byTitle = (one: T, other: T) => one.title.localeCompare(other.title, undefined, { sensitivity: 'base', numeric: true });
  switch (order) {
    case 'hand':
      return rows.toSorted((one, other) => one.position - other.position || byTitle(one, other));
    case 'title':
      return rows.toSorted(byTitle);
    case 'unread':
      return rows.toSorted((one, other) => unreadOf(other) - unreadOf(one) || byTitle(one, other));
  }
}

/** Every word of the filter is in the name, whatever the case and the accents. */
function matcher(filter: string): (name: string) => boolean {
  const words = plain(filter).split(/\s+/).filter(Boolean);
  return name => {
    const here = plain(name);
    return words.every(word => here.includes(word));
  };
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
