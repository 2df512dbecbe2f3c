import type { EntryQuery, FolderId } from '../protocol/model.ts';
import type { Connection } from './sqlite.ts';

/**
 * A view as SQL: the arms are disjoint sets of entries whose union is the list, each with the index that gives it in list order.
 * Two arms where rows stay visible although they have lost what brought them in (read or unstarred since the list was opened).
 */
export interface ViewSql {
  readonly arms: readonly Arm[];
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly direction: 'DESC' | 'ASC';
}

interface Arm {
  readonly index: string;
  readonly where: string;
  /** Null: read or not. */
  readonly isRead: boolean | null;
}

/** Up to here it is cheaper to collect rows by another index and to sort them than to walk the list's own order. */
const fewRows = 3000;

const isLive = 'feed_id NOT IN (SELECT id FROM feed WHERE removed_at IS NOT NULL)';
// A unary plus keeps a term from choosing the index (sqlite.org/optoverview.html).
const isInSnapshot = '+entry_id <= :upToId';
const turnedUnreadSince = `+entry_id NOT IN (SELECT entry_id FROM entry_state INDEXED BY state_unread_at WHERE unread_at >= :openedAt AND (read_at IS NULL OR read_at < :openedAt))`;
const turnedStarredSince = `+entry_id NOT IN (SELECT entry_id FROM entry_state INDEXED BY state_starred_at WHERE starred_at >= :openedAt AND (unstarred_at IS NULL OR unstarred_at < :openedAt))`;

export function viewSql(connection: Connection, query: EntryQuery): ViewSql {
  const { scope } = query;
  const onlyUnread = query.onlyUnread || scope.kind === 'unread';
  const place = placeOf(connection, query);
  const common = `${place.where} AND ${isLive} AND ${isInSnapshot}`;
  const parameters = { upToId: query.upToId, ...place.parameters };
  const direction = query.order === 'newest' ? 'DESC' : 'ASC';

  if (scope.kind === 'starred') {
    const unread = onlyUnread ? `AND (is_read = 0 OR read_at >= :openedAt) AND ${turnedUnreadSince}` : '';
    const lately = isFew(
      connection,
      'SELECT 1 FROM entry_state INDEXED BY state_unstarred_at WHERE is_starred = 0 AND unstarred_at >= :openedAt LIMIT :most',
      query,
    );
    return {
      arms: [
        { index: 'state_starred_time', where: `is_starred = 1 AND ${turnedStarredSince} AND ${common} ${unread}`, isRead: null },
        {
          index: lately ? 'state_unstarred_at' : 'state_time',
          where: `is_starred = 0 AND unstarred_at >= :openedAt AND ${common} ${unread}`,
          isRead: null,
        },
      ],
      parameters: { ...parameters, openedAt: query.openedAt },
      direction,
    };
  }
  if (!onlyUnread) return { arms: [{ index: place.index, where: common, isRead: null }], parameters, direction };

  const lately = isFew(
    connection,
    'SELECT 1 FROM entry_state INDEXED BY state_read_at WHERE is_read = 1 AND read_at >= :openedAt LIMIT :most',
    query,
  );
  return {
    arms: [
      { index: place.unreadIndex, where: `is_read = 0 AND ${turnedUnreadSince} AND ${common}`, isRead: false },
      { index: lately ? 'state_read_at' : place.index, where: `is_read = 1 AND read_at >= :openedAt AND ${common}`, isRead: true },
    ],
    parameters: { ...parameters, openedAt: query.openedAt },
    direction,
  };
}

/** The entries of a view that are unread now: what mark-all touches and what "next unread" looks for. */
export function unreadOfViewSql(connection: Connection, query: EntryQuery): ViewSql {
  const view = viewSql(connection, query);
  const { unreadIndex } = placeOf(connection, query);
  const arms = view.arms.flatMap(arm => {
    if (arm.isRead !== null) return arm.isRead ? [] : [arm];
    return [{ index: query.scope.kind === 'starred' ? arm.index : unreadIndex, where: `is_read = 0 AND ${arm.where}`, isRead: false }];
  });
  return { ...view, arms };
}

interface Place {
  readonly where: string;
  readonly index: string;
  readonly unreadIndex: string;
  readonly parameters: Readonly<Record<string, number | string>>;
}

function placeOf(connection: Connection, { scope }: EntryQuery): Place {
  const everywhere = { where: 'TRUE', index: 'state_time', unreadIndex: 'state_unread_time', parameters: {} };
  switch (scope.kind) {
    case 'all':
    case 'unread':
    case 'starred':
      return everywhere;
    case 'today':
      return { ...everywhere, where: 'sort_at >= :from', parameters: { from: scope.from } };
    case 'feed':
      return {
        where: 'feed_id = :feedId',
        index: 'state_feed_time',
        unreadIndex: 'state_feed_unread_time',
        parameters: { feedId: scope.feedId },
      };
    case 'folder':
      return folderPlace(connection, scope.folderId);
    case 'search':
      throw new Error('a search is looked up by its own thread');
  }
}

// A folder with few entries is collected feed by feed and sorted; a large one is met soon enough by walking all entries in order.
function folderPlace(connection: Connection, folderId: FolderId): Place {
  const feedIds = feedsInFolder(connection, folderId);
  const parameters = { feedIds: JSON.stringify(feedIds) };
  const size = connection.get<{ entries: number; unread: number }>(
    'SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(unread), 0) AS unread FROM feed_count WHERE feed_id IN (SELECT value FROM json_each(:feedIds))',
    parameters,
  );
  const isSmall = (size?.entries ?? 0) <= fewRows;
  const isSmallUnread = (size?.unread ?? 0) <= fewRows;
  return {
    where: 'feed_id IN (SELECT value FROM json_each(:feedIds))',
    index: isSmall ? 'state_feed_time' : 'state_time',
    unreadIndex: isSmallUnread ? 'state_feed_unread_time' : 'state_unread_time',
    parameters,
  };
}

/** Subscribed feeds of a folder and of the folders in it. */
export function feedsInFolder(connection: Connection, folderId: FolderId): readonly number[] {
  return connection
    .all<{ id: number }>(
      `WITH RECURSIVE inside (id) AS (
         SELECT id FROM folder WHERE id = :folderId AND removed_at IS NULL
         UNION SELECT folder.id FROM folder JOIN inside ON folder.parent_id = inside.id WHERE folder.removed_at IS NULL)
       SELECT feed.id FROM feed JOIN inside ON feed.folder_id = inside.id WHERE feed.removed_at IS NULL ORDER BY feed.id`,
      { folderId },
    )
    .map(row => row.id);
}

function isFew(connection: Connection, sql: string, query: EntryQuery): boolean {
  const found = connection.get<{ found: number }>(`SELECT count(*) AS found FROM (${sql})`, {
    openedAt: query.openedAt,
    most: fewRows + 1,
  });
  return (found?.found ?? 0) <= fewRows;
}
