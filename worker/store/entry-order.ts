import type { EntryId, FeedId, Milliseconds } from '../protocol/ids.ts';
import type { Connection } from './sqlite.ts';

/**
 * Time and feed of every entry, by its id: 12 bytes each, so that what the index finds is put in order, and narrowed by feed and time,
 * without reading a row of the database for each. Neither ever changes; entries only come, are removed, and come back.
 */
export interface EntryOrder {
  /** As the database is in this transaction. */
  catchUp(): void;
  readonly lastId: EntryId;
  /** NaN where there is no such entry. */
  sortAt(id: EntryId): Milliseconds;
  feedOf(id: EntryId): FeedId;
  /** Below 0: the first is the older one. */
  compare(one: EntryId, other: EntryId): number;
}

export function createEntryOrder(connection: Connection): EntryOrder {
  let times = new Float64Array();
  let feeds = new Int32Array();
  let lastId = 0;
  let removals = -1;

  connection.define('know_entry', (id, sortAt, feedId) => {
    times[id] = sortAt;
    feeds[id] = feedId;
    return 1;
  });

  function makeRoom(ids: number): void {
    if (ids <= times.length) return;
    const grownTimes = new Float64Array(ids + Math.ceil(ids / 16)).fill(Number.NaN);
    const grownFeeds = new Int32Array(grownTimes.length);
    grownTimes.set(times);
    grownFeeds.set(feeds);
    times = grownTimes;
    feeds = grownFeeds;
  }

  return {
    catchUp() {
      const now = connection.get<{ removals: number; lastId: number }>(
        'SELECT removals, (SELECT coalesce(max(entry_id), 0) FROM entry_state) AS lastId FROM clock',
      ) ?? { removals: 0, lastId: 0 };
      makeRoom(now.lastId + 1);
      if (now.removals !== removals) {
        times.fill(Number.NaN);
        connection.get('SELECT sum(know_entry(entry_id, sort_at, feed_id)) FROM entry_state INDEXED BY state_time');
      } else if (now.lastId > lastId) {
        connection.get('SELECT sum(know_entry(entry_id, sort_at, feed_id)) FROM entry_state WHERE entry_id > :lastId', { lastId });
      }
      ({ removals, lastId } = now);
    },
    get lastId() {
      return lastId;
    },
    sortAt: id => times[id] ?? Number.NaN,
    feedOf: id => feeds[id] ?? 0,
    compare: (one, other) => (times[one] ?? 0) - (times[other] ?? 0) || one - other,
  };
}
