import type { EntryId, FeedId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

const mostAtOnce = 200;

/** No change that is still known has to do with it, settled or not. A promise to wait (P8) outlives what it is about. */
const isGone = `removed_at < :before AND settling IS NULL AND coalesce(change_id, 0) NOT IN (SELECT id FROM change)
  AND id NOT IN (SELECT feed_id FROM change_feed)`;

/** Nothing that the user has marked or brought back, and no mark that was set or taken since: that can be taken back, and stands again. */
const isForgettable = `coalesce(entry_state.is_starred, state ->> 'is_starred', 0) = 0
  AND coalesce(entry_state.is_later, state ->> 'is_later', 0) = 0
  AND coalesce(entry_state.star_change_id, state ->> 'star_change_id', 0) NOT IN (SELECT id FROM change)
  AND coalesce(entry_state.later_change_id, state ->> 'later_change_id', 0) NOT IN (SELECT id FROM change)
  AND NOT EXISTS (SELECT 1 FROM entry_label WHERE entry_label.entry_id = entry.id)
  AND NOT EXISTS (SELECT 1 FROM change_entry_label WHERE change_entry_label.entry_id = entry.id)
  AND NOT EXISTS (SELECT 1 FROM entry_kept WHERE entry_kept.entry_id = entry.id)`;

interface GoneFeed {
  readonly id: FeedId;
  readonly keeps: 0 | 1;
}

/**
 * Forgets what went with feeds that were unsubscribed before this time, a few articles of one feed at a time, and then the feeds of which
 * nothing is left. To subscribe to one of them is new from then on. False when there is nothing more to forget.
 */
export function forgetUnsubscribed(connection: Connection, before: Milliseconds, at: Milliseconds): boolean {
  const feeds = connection.all<GoneFeed>(`SELECT id, keeps FROM feed INDEXED BY feed_removed WHERE removed_at IS NOT NULL AND ${isGone}`, {
    before,
  });
  return feeds.some(feed => forgetArticles(connection, feed, before) || forgetFeed(connection, feed.id, at));
}

function forgetArticles(connection: Connection, { id, keeps }: GoneFeed, before: Milliseconds): boolean {
  // Of a feed that keeps articles, those in entry_state are the kept ones. What was deleted by itself goes by its own time (forget-removed.ts).
  const ids = connection
    .all<{ id: EntryId }>(
      `SELECT entry.id FROM entry LEFT JOIN entry_state ON entry_state.entry_id = entry.id LEFT JOIN entry_removed ON entry_removed.entry_id = entry.id
       WHERE entry.feed_id = :id AND iif(:keeps = 1, entry_removed.removed_at < :before, TRUE) AND (with_feed = 1 OR state IS NULL)
         AND ${isForgettable} LIMIT :mostAtOnce`,
      { id, keeps, before, mostAtOnce },
    )
    .map(row => row.id);
  if (ids.length === 0) return false;
  connection.run('DELETE FROM entry WHERE id IN (SELECT value FROM json_each(:ids))', { ids: JSON.stringify(ids) });
  // Else an answer of "not changed" would leave out what is forgotten, when it is subscribed again.
  connection.run('UPDATE feed SET etag = NULL, last_modified = NULL, validators_at = NULL, body_hash = NULL WHERE id = :id', { id });
  return true;
}

/** Icon, counts and addresses go with it; its login has gone before (access.ts). */
function forgetFeed(connection: Connection, id: FeedId, at: Milliseconds): boolean {
  const { changes } = connection.run(
    `DELETE FROM feed WHERE id = :id AND coalesce(retry_after_at, 0) < :at AND NOT EXISTS (SELECT 1 FROM entry WHERE feed_id = :id)`,
    { id, at },
  );
  return changes > 0;
}
