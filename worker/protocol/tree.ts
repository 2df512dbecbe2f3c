import type { Change } from './history.ts';
import type { FeedId, FolderId } from './ids.ts';

/** Other places in the tree of feeds. In a folder, folders stand before feeds. */
export interface TreeMove {
  /** In the order in which they stand afterwards. */
  readonly feedIds: readonly FeedId[];
  readonly folderIds: readonly FolderId[];
  /** Null: to the top. By a title a folder is made, unless there is one of that name; without feeds and folders, for what comes later. */
  readonly into: { readonly id: FolderId } | { readonly title: string; readonly parentId: FolderId | null } | null;
  /** They come before this one there; null: last. */
  readonly beforeFeedId: FeedId | null;
  readonly beforeFolderId: FolderId | null;
}

export interface TreeMoved {
  readonly change: Change;
  /** Where they are now. */
  readonly folderId: FolderId | null;
}
