import type { OpmlFeed, OpmlFolder } from '../../worker/protocol/opml.ts';

/** How much of a folder, or of all, is picked. A folder of nothing but subscribed feeds has nothing to pick. */
export type PickState = 'all' | 'none' | 'some' | 'nothing';

export type PickRow =
  | {
      readonly kind: 'folder';
      readonly key: string;
      /** Index in the preview; null stands for the feeds in no folder. */
      readonly folder: number | null;
      readonly level: number;
      readonly position: number;
      readonly siblings: number;
      readonly parentKey: string | null;
      readonly isFolded: boolean;
    }
  | {
      readonly kind: 'feed';
      readonly key: string;
      readonly feed: number;
      readonly level: number;
      readonly position: number;
      readonly siblings: number;
      readonly parentKey: string | null;
    };

/** A list to import as a tree, prepared once for each preview. */
export interface PickTree {
  readonly folders: readonly OpmlFolder[];
  readonly feeds: readonly OpmlFeed[];
  readonly feedsIn: ReadonlyMap<number | null, readonly number[]>;
  readonly foldersIn: ReadonlyMap<number | null, readonly number[]>;
  /** Of every folder, those inside included: the feeds that can be picked. */
  readonly pickable: ReadonlyMap<number | null, readonly number[]>;
}

export function pickTree(folders: readonly OpmlFolder[], feeds: readonly OpmlFeed[]): PickTree {
  const feedsIn = Map.groupBy(feeds.keys(), index => feeds[index]?.folder ?? null);
  const foldersIn = Map.groupBy(folders.keys(), index => folders[index]?.parent ?? null);
  const pickable = new Map<number | null, number[]>();
  for (const [index, { folder, isSubscribed }] of feeds.entries()) {
    if (isSubscribed) continue;
    for (let at: number | null = folder; at !== null; at = folders[at]?.parent ?? null) add(pickable, at, index);
    if (folder === null) add(pickable, null, index);
  }
  return { folders, feeds, feedsIn, foldersIn, pickable };
}

function add(lists: Map<number | null, number[]>, key: number | null, index: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [index]);
  else list.push(index);
}

/** The rows in sight order: folders with what is in them, then the feeds in no folder. */
export function pickRows(tree: PickTree, folded: ReadonlySet<string>): readonly PickRow[] {
  const rows: PickRow[] = [];
  const roots = tree.foldersIn.get(null) ?? [];
  const loose = tree.feedsIn.get(null) ?? [];
  const isFlat = roots.length === 0;

  function addFolder(folder: number, level: number, position: number, siblings: number, parentKey: string | null): void {
    const key = `folder-${folder}`;
    const isFolded = folded.has(key);
    rows.push({ kind: 'folder', key, folder, level, position, siblings, parentKey, isFolded });
    if (isFolded) return;
    const inner = tree.foldersIn.get(folder) ?? [];
    const feeds = tree.feedsIn.get(folder) ?? [];
    const count = inner.length + feeds.length;
    // At most eight levels: the list was read so.
    for (const [index, child] of inner.entries()) addFolder(child, level + 1, index + 1, count, key);
    addFeeds(feeds, level + 1, inner.length, count, key);
  }

  function addFeeds(feeds: readonly number[], level: number, before: number, siblings: number, parentKey: string | null): void {
    for (const [index, feed] of feeds.entries())
      rows.push({ kind: 'feed', key: `feed-${feed}`, feed, level, position: before + index + 1, siblings, parentKey });
  }

  const siblings = roots.length + (loose.length === 0 ? 0 : 1);
  for (const [index, folder] of roots.entries()) addFolder(folder, 1, index + 1, siblings, null);
  if (loose.length === 0) return rows;
  if (isFlat) addFeeds(loose, 1, 0, loose.length, null);
  else {
    const key = 'folder-none';
    const isFolded = folded.has(key);
    rows.push({ kind: 'folder', key, folder: null, level: 1, position: siblings, siblings, parentKey: null, isFolded });
    if (!isFolded) addFeeds(loose, 2, 0, loose.length, key);
  }
  return rows;
}

export function pickStateOf(feeds: readonly number[], picked: ReadonlySet<number>): PickState {
  if (feeds.length === 0) return 'nothing';
  const count = feeds.filter(feed => picked.has(feed)).length;
  return count === 0 ? 'none' : count === feeds.length ? 'all' : 'some';
}

/** What a press on a check box does: all of them, unless all are picked. */
export function toggled(feeds: readonly number[], picked: ReadonlySet<number>): ReadonlySet<number> {
  const next = new Set(picked);
  const isAll = pickStateOf(feeds, picked) === 'all';
  for (const feed of feeds) {
    if (isAll) next.delete(feed);
    else next.add(feed);
  }
  return next;
}
