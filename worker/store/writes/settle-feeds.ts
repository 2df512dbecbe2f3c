import type { ChangeId, EntryId, FeedId, Milliseconds } from '../../protocol/ids.ts';
import { hasLabel } from '../feed-terms.ts';
import type { Connection } from '../sqlite.ts';
import { createPace, type LongJob } from './long-job.ts';
import { bringBackWithFeed, noteRemoval, putAsideWithFeed } from './remove-entries.ts';

interface Settling {
  readonly id: FeedId;
  readonly settling: 'keep' | 'return';
}

/** An article whose last mark was taken stays so long, so that the mark can be set again. */
const lingersMs = 24 * 60 * 60 * 1000;

const isUnmarked = `is_starred = 0 AND is_later = 0 AND NOT ${hasLabel('entry_state.entry_id')}`;

/**
 * Of feeds that were unsubscribed and keep articles: puts those without a mark aside; of feeds that came back: brings all of them back.
 * Until that is done the feeds show nothing, or less than they have. Whatever ends it in between, the next one goes on with it.
 * The result: how many feeds were settled.
 */
export function settleFeeds(connection: Connection, at: Milliseconds): LongJob<number> {
  const pace = createPace(() => performance.now());
  let settled = 0;
  return {
    step() {
      const feed = nextToSettle(connection);
      if (feed === undefined) return { isDone: true, result: settled };
      if (pace.measure(() => settleSome(connection, feed, at, pace.size()))) settled += 1;
      return { isDone: false };
    },
    leaveAlone: () => undefined,
  };
}

/** What a worker that ended has left to do. False: nothing. */
export function settleLeft(connection: Connection, at: Milliseconds): boolean {
  const feed = nextToSettle(connection);
  if (feed === undefined) return false;
  settleSome(connection, feed, at, atOnce);
  return true;
}

const atOnce = 500;

/** Kept articles that have lost their last mark go after their feed. False: there are none. */
export function dropUnmarked(connection: Connection, at: Milliseconds): boolean {
  const ids = connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_state INDEXED BY state_feed_time WHERE feed_id IN (SELECT id FROM feed WHERE keeps = 1)
         AND ${isUnmarked} AND coalesce(unstarred_at, 0) < :lately AND coalesce(unlater_at, 0) < :lately
         AND NOT EXISTS (SELECT 1 FROM entry_unlabelled WHERE entry_unlabelled.entry_id = entry_state.entry_id AND removed_at >= :lately)
         AND NOT EXISTS (SELECT 1 FROM entry_label JOIN label ON label.id = label_id WHERE entry_label.entry_id = entry_state.entry_id AND label.removed_at >= :lately)
         AND NOT EXISTS (SELECT 1 FROM entry_kept WHERE entry_kept.entry_id = entry_state.entry_id) LIMIT :atOnce`,
      { lately: at - lingersMs, atOnce },
    )
    .map(row => row.id);
  if (ids.length === 0) return false;
  putAsideWithFeed(connection, ids, at);
  return true;
}

/** Articles that went with a feed that keeps others, and have a mark again since a change was taken back. */
export function bringBackMarked(connection: Connection, changeId: ChangeId): void {
  if (connection.get('SELECT 1 FROM feed WHERE keeps = 1 LIMIT 1') === undefined) return;
  const ids = connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_removed WHERE with_feed = 1 AND state IS NOT NULL AND feed_id IN (SELECT id FROM feed WHERE keeps = 1)
         AND entry_id IN (SELECT entry_id FROM change_entry WHERE change_id = :changeId
           UNION SELECT entry_id FROM change_entry_label WHERE change_id = :changeId
           UNION SELECT entry_id FROM entry_label JOIN change_label ON change_label.label_id = entry_label.label_id WHERE change_id = :changeId)
         AND (state ->> 'is_starred' = 1 OR state ->> 'is_later' = 1 OR ${hasLabel('entry_removed.entry_id')})`,
      { changeId },
    )
    .map(row => row.id);
  if (ids.length > 0) bringBackWithFeed(connection, ids);
}

/** Of these articles, those that went with their feed, which is subscribed again or keeps others: so that marks can be set. @returns them */
export function bringBackGoneWithFeed(connection: Connection, among: readonly EntryId[]): readonly EntryId[] {
  const ids = connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_removed WHERE entry_id IN (SELECT value FROM json_each(:among)) AND with_feed = 1 AND state IS NOT NULL`,
      { among: JSON.stringify(among) },
    )
    .map(row => row.id);
  if (ids.length > 0) bringBackWithFeed(connection, ids);
  return ids;
}

/** Of these articles, those without a mark whose feed is not subscribed. */
export function putUnmarkedAside(connection: Connection, among: readonly EntryId[], at: Milliseconds): void {
  if (among.length === 0) return;
  const ids = connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:among))
         AND feed_id IN (SELECT id FROM feed WHERE removed_at IS NOT NULL) AND ${isUnmarked}`,
      { among: JSON.stringify(among) },
    )
    .map(row => row.id);
  if (ids.length > 0) putAsideWithFeed(connection, ids, at);
}

function nextToSettle(connection: Connection): Settling | undefined {
  return connection.get<Settling>('SELECT id, settling FROM feed INDEXED BY feed_settling WHERE settling IS NOT NULL ORDER BY id LIMIT 1');
}

/** True: that was the last of the feed. */
function settleSome(connection: Connection, { id, settling }: Settling, at: Milliseconds, limit: number): boolean {
  const ids = connection
    .all<{ id: EntryId }>(
      settling === 'keep'
        ? `SELECT entry_id AS id FROM entry_state INDEXED BY state_feed_time WHERE feed_id = :id AND ${isUnmarked} LIMIT :limit`
        : 'SELECT entry_id AS id FROM entry_removed WHERE feed_id = :id AND with_feed = 1 AND state IS NOT NULL LIMIT :limit',
      { id, limit },
    )
    .map(row => row.id);
  if (ids.length > 0) {
    if (settling === 'keep') putAsideWithFeed(connection, ids, at);
    else bringBackWithFeed(connection, ids);
  }
  if (ids.length === limit) return false;
  connection.run('UPDATE feed SET settling = NULL, keeps = :keeps WHERE id = :id', { id, keeps: Number(settling === 'keep') });
  noteRemoval(connection);
  return true;
}
