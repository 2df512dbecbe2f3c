import type { Cursor, EntryList, EntryPage, EntryPlace, EntryQuery, EntryRow, EntryView } from '../../protocol/entry-lists.ts';
import type { EntryId } from '../../protocol/ids.ts';
import { hasArticles } from '../feed-terms.ts';
import { feedsInFolder } from '../feeds-in-folder.ts';
import type { Connection } from '../sqlite.ts';
import type { ViewSql } from '../view-arms.ts';
import type { Key } from '../view-key.ts';
import { countAll, countBefore, countBetween, keyOf, keysAfter, keysAt, keysBefore, lastKey } from '../view-rows.ts';
import { unreadOfViewSql, viewSql } from '../view-sql.ts';
import { readEntryRows } from './entry-rows.ts';
import { canGoByFeed, readFeedOrder } from './feed-order.ts';
import { readLabelCount } from './labels.ts';
import type { ListAnchors } from './list-anchors.ts';

/** Fixes a view and gives its first rows, or those around the anchor. Its own time (`openedAt`) comes after every change stored so far, and before every later one. */
export function openView(connection: Connection, view: EntryView, anchorId: EntryId | null, limit: number): EntryList {
  const now = connection.get<{ stamp: number; newest: number }>(
    // Of all entries: one that was removed and comes back is not a new one.
    'SELECT stamp, (SELECT coalesce(max(id), 0) FROM entry) AS newest FROM clock',
  );
  const whole: EntryQuery = { ...view, upToId: now?.newest ?? 0, openedAt: (now?.stamp ?? 0) + 1 };
  const unread = countUnread(connection, whole);
  const total = whole.onlyUnread || whole.scope.kind === 'unread' ? unread : countTotal(connection, whole);
  const query = view.byFeed === true && canGoByFeed(view) ? { ...whole, feeds: readFeedOrder(connection, whole) } : whole;
  const sql = viewSql(connection, query);

  const anchor = anchorId === null ? undefined : keyOf(connection, sql, anchorId);
  if (!anchor) return { query, total, unread, index: 0, rows: rowsOf(connection, keysAt(connection, sql, limit, 0)), anchorIndex: null };

  const anchorIndex = countBefore(connection, sql, anchor);
  const before = keysBefore(connection, sql, anchor, Math.floor(limit / 2)).toReversed();
  const after = keysAfter(connection, sql, anchor, limit - before.length - 1);
  return { query, total, unread, index: anchorIndex - before.length, rows: rowsOf(connection, [...before, anchor, ...after]), anchorIndex };
}

export function readPage(
  connection: Connection,
  query: EntryQuery,
  index: number,
  limit: number,
  after: Cursor | null,
  before: Cursor | null,
  anchors: ListAnchors,
): EntryPage {
  const sql = viewSql(connection, query);
  if (after) return { index, rows: rowsOf(connection, keysAfter(connection, sql, after, limit)) };
  if (before) {
    const rows = rowsOf(connection, keysBefore(connection, sql, before, limit).toReversed());
    return { index: index + limit - rows.length, rows };
  }
  return { index, rows: rowsOf(connection, anchors.keysAt(connection, query, sql, index, limit)) };
}

/** Walks on to a place of a list, a little; true when a page there needs no longer way. */
export function approachPlace(connection: Connection, query: EntryQuery, index: number, anchors: ListAnchors): boolean {
  return anchors.approach(connection, query, viewSql(connection, query), index);
}

/** Where an entry stands; of one that was removed or went with its feed, where it stood among those that are left. Null: nothing is known of it. */
export function placeIn(connection: Connection, query: EntryQuery, id: EntryId): EntryPlace | null {
  const sql = viewSql(connection, query);
  const own = keyOf(connection, sql, id);
  const key = own ?? goneKey(connection, sql, id);
  return key === undefined ? null : { index: countBefore(connection, sql, key), isThere: own !== undefined };
}

function goneKey(connection: Connection, { key }: ViewSql, id: EntryId): Cursor | undefined {
  return connection.get<Cursor>(
    `SELECT entry_id AS id, ${key} AS sortAt FROM entry_state WHERE entry_id = :id AND ${key} IS NOT NULL
     UNION ALL SELECT entry_id, state ->> '${key}' FROM entry_removed WHERE entry_id = :id AND state ->> '${key}' IS NOT NULL`,
    { id },
  );
}

/** Entries that the view would hold but for having arrived after it was opened. */
export function countNew(connection: Connection, query: EntryQuery): number {
  // No entry is read or labelled before it is there.
  if (query.scope.kind === 'recent' || query.scope.kind === 'label') return 0;
  const later: EntryQuery = { ...query, upToId: Number.MAX_SAFE_INTEGER };
  const { arms, parameters } = viewSql(connection, later);
  const first = arms[0];
  if (!first) return 0;
  const row = connection.get<{ found: number }>(
    `SELECT count(*) AS found FROM entry_state NOT INDEXED WHERE entry_id > :seenId AND ${first.where}`,
    {
      ...parameters,
      seenId: query.upToId,
    },
  );
  return row?.found ?? 0;
}

export function findUnread(
  connection: Connection,
  query: EntryQuery,
  index: number,
  direction: 1 | -1,
  anchors: ListAnchors,
): { readonly index: number; readonly row: EntryRow } | null {
  const list = viewSql(connection, query);
  const unread = unreadOfViewSql(connection, query);
  const from = index < 0 ? undefined : anchors.keysAt(connection, query, list, index, 1)[0];
  const found = nearest(connection, unread, from, index, direction);
  if (!found) return null;
  const [row] = rowsOf(connection, [found]);
  if (!row) return null;
  if (!from) return { index: countBefore(connection, list, found), row };
  const between = direction === 1 ? countBetween(connection, list, from, found) : countBetween(connection, list, found, from);
  return { index: index + direction * (between + 1), row };
}

function nearest(
  connection: Connection,
  unread: ReturnType<typeof viewSql>,
  from: Key | undefined,
  index: number,
  direction: 1 | -1,
): Key | undefined {
  if (from) return (direction === 1 ? keysAfter(connection, unread, from, 1) : keysBefore(connection, unread, from, 1))[0];
  // Off the list: before its head, or behind its end.
  const isOutward = index < 0 ? direction === -1 : direction === 1;
  if (isOutward) return undefined;
  if (direction === 1) return keysAt(connection, unread, 1, 0)[0];
  return lastKey(connection, unread);
}

// A view just opened holds everything there is, so the counters kept with each feed answer for it.
function countUnread(connection: Connection, query: EntryQuery): number {
  const { scope } = query;
  if (scope.kind === 'today' || scope.kind === 'recent') return countAll(connection, unreadOfViewSql(connection, query));
  if (scope.kind === 'label') return readLabelCount(connection, scope.labelId).unread;
  const sums = sumCounts(connection, query);
  if (scope.kind === 'starred') return sums.starredUnread;
  return scope.kind === 'later' ? sums.laterUnread : sums.unread;
}

function countTotal(connection: Connection, query: EntryQuery): number {
  const { scope } = query;
  if (scope.kind === 'today') return countAll(connection, viewSql(connection, query));
  if (scope.kind === 'label') return readLabelCount(connection, scope.labelId).entries;
  const sums = sumCounts(connection, query);
  if (scope.kind === 'starred' || scope.kind === 'later' || scope.kind === 'recent') return sums[scope.kind];
  return sums.entries;
}

interface Sums {
  readonly entries: number;
  readonly unread: number;
  readonly starred: number;
  readonly starredUnread: number;
  readonly later: number;
  readonly laterUnread: number;
  readonly recent: number;
}

function sumCounts(connection: Connection, { scope }: EntryQuery): Sums {
  const sums = `SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(unread), 0) AS unread, coalesce(sum(starred), 0) AS starred, coalesce(sum(starred_unread), 0) AS starredUnread,
      coalesce(sum(later), 0) AS later, coalesce(sum(later_unread), 0) AS laterUnread, coalesce(sum(recent), 0) AS recent
    FROM feed_count JOIN feed ON feed.id = feed_count.feed_id WHERE ${hasArticles}`;
  const none = { entries: 0, unread: 0, starred: 0, starredUnread: 0, later: 0, laterUnread: 0, recent: 0 };
  if (scope.kind === 'feed') return connection.get<Sums>(`${sums} AND feed.id = :feedId`, { feedId: scope.feedId }) ?? none;
  if (scope.kind === 'folder') {
    const feedIds = JSON.stringify(feedsInFolder(connection, scope.folderId));
    return connection.get<Sums>(`${sums} AND feed.id IN (SELECT value FROM json_each(:feedIds))`, { feedIds }) ?? none;
  }
  const isCommon = scope.kind === 'all' || scope.kind === 'unread';
  return connection.get<Sums>(isCommon ? `${sums} AND is_apart = 0` : sums) ?? none;
}

/** Each with its place in this list, which is not by its own time in every one. */
function rowsOf(connection: Connection, keys: readonly Key[]): readonly EntryRow[] {
  const places = new Map(keys.map(({ id, sortAt }) => [id, sortAt]));
  const rows = readEntryRows(
    connection,
    keys.map(key => key.id),
  );
  return rows.map(row => ({ ...row, sortAt: places.get(row.id) ?? row.sortAt }));
}
