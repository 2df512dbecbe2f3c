import type { ChangeId, FeedId, FolderId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import { laterSetters } from './later-setters.ts';
import { bringBackFolders, removeEmptyFolders } from './restore-folders.ts';
import { isAside } from './subscriptions.ts';

interface FeedBefore {
  readonly id: FeedId;
  readonly removed_at: Milliseconds | null;
  /** 1: the change chose a place for the feed. */
  readonly isPlaced: number;
  readonly was_change_id: ChangeId | null;
  readonly was_removed_at: Milliseconds | null;
  readonly was_folder_id: FolderId | null;
  readonly was_position: number | null;
  readonly was_keeps: number;
}

/**
 * Takes back a subscription or its end. Feeds that a later change subscribed or unsubscribed again are left as they are,
 * and that one goes back to what was before this one.
 */
export function restoreFeeds(connection: Connection, changeId: ChangeId, at: Milliseconds): number {
  const feeds = connection.all<FeedBefore & { readonly isLast: number }>(
    `SELECT feed.id, removed_at, feed.change_id IS :changeId AS isLast, change.kind <> 'unsubscribe' AS isPlaced,
       was_change_id, was_removed_at, was_folder_id, was_position, was_keeps
     FROM change_feed JOIN feed ON feed.id = change_feed.feed_id JOIN change ON change.id = change_feed.change_id
     WHERE change_feed.change_id = :changeId`,
    { changeId },
  );
  const later = laterSetters(connection, 'feed', changeId);
  const folderIds: FolderId[] = [];
  let restored = 0;
  for (const feed of feeds) {
    if (feed.isPlaced === 1) {
      if (!later.passOn(feed.id, 'folder_id', feed.was_folder_id)) setPlace(connection, feed.id, 'folder_id', feed.was_folder_id);
      if (feed.was_position !== null && !later.passOn(feed.id, 'position', feed.was_position)) {
        setPlace(connection, feed.id, 'position', feed.was_position);
      }
    }
    if (feed.isLast === 0) continue;
    const folderId = restoreFeed(connection, feed);
    if (folderId !== null) folderIds.push(folderId);
    // After an earlier change was taken back, this one may lead from nothing to nothing.
    if ((feed.removed_at === null) !== (feed.was_removed_at === null)) restored += 1;
  }
  closeGaps(connection, changeId);
  if (folderIds.length > 0) bringBackFolders(connection, folderIds);
  removeEmptyFolders(connection, changeId, at);
  return restored;
}

function setPlace(connection: Connection, id: FeedId, column: 'folder_id' | 'position', value: number | null): void {
  connection.run(`UPDATE feed SET ${column} = :value WHERE id = :id`, { id, value });
}

/** @returns the folder in which it is subscribed again */
function restoreFeed(connection: Connection, feed: FeedBefore): FolderId | null {
  const [now] = connection.all<{ removed_at: Milliseconds | null; folder_id: FolderId | null }>(
    `UPDATE feed SET removed_at = :removedAt, keeps = 0,
       settling = iif(:removedAt IS NULL, iif(${isAside}, 'return', NULL), iif(:keeps = 1, 'keep', NULL)), change_id = :wasChangeId
     WHERE id = :id RETURNING removed_at, folder_id`,
    { id: feed.id, removedAt: feed.was_removed_at, keeps: feed.was_keeps, wasChangeId: feed.was_change_id },
  );
  return now === undefined || now.removed_at !== null ? null : now.folder_id;
}

function closeGaps(connection: Connection, changeId: ChangeId): void {
  connection.run(
    `UPDATE change_feed SET (was_change_id, was_removed_at, was_keeps) =
       (SELECT was_change_id, was_removed_at, was_keeps FROM change_feed AS mine WHERE mine.change_id = :changeId AND mine.feed_id = change_feed.feed_id)
     WHERE was_change_id = :changeId AND change_id IN (SELECT id FROM change WHERE undone_at IS NULL)`,
    { changeId },
  );
}
