import type { EntryQuery, FolderId } from '../protocol/model.ts';
import { apartFeeds } from './feed-terms.ts';
import { fewRows, isFew } from './few-rows.ts';
import type { Connection } from './sqlite.ts';
import type { ViewSql } from './view-arms.ts';
import { flagViewSql } from './view-flag.ts';
import { labelViewSql } from './view-label.ts';
import { recentViewSql } from './view-recent.ts';
import { isInSnapshot, isLive, turnedUnreadSince } from './view-terms.ts';

export function viewSql(connection: Connection, query: EntryQuery): ViewSql {
  const { scope } = query;
  if (scope.kind === 'starred') return flagViewSql(connection, query, 'starred');
  if (scope.kind === 'later') return flagViewSql(connection, query, 'later');
  if (scope.kind === 'label') return labelViewSql(query, scope.labelId);
  if (scope.kind === 'recent') return recentViewSql(query);

  const onlyUnread = query.onlyUnread || scope.kind === 'unread';
  const place = placeOf(connection, query);
  const common = `${place.where} AND ${isLive} AND ${isInSnapshot}`;
  const parameters = { upToId: query.upToId, ...place.parameters };
  const direction = query.order === 'newest' ? 'DESC' : 'ASC';
  const key = 'sort_at';
  if (!onlyUnread) return { arms: [{ from: by(place.index), where: common, isRead: null }], parameters, direction, key };

  const lately = isFew(
    connection,
    'SELECT 1 FROM entry_state INDEXED BY state_read_at WHERE is_read = 1 AND read_at >= :openedAt LIMIT :most',
    query,
  );
  return {
    arms: [
      { from: by(place.unreadIndex), where: `is_read = 0 AND ${turnedUnreadSince} AND ${common}`, isRead: false },
      { from: by(lately ? 'state_read_at' : place.index), where: `is_read = 1 AND read_at >= :openedAt AND ${common}`, isRead: true },
    ],
    parameters: { ...parameters, openedAt: query.openedAt },
    direction,
    key,
  };
}

/** The entries of a view that are unread now: what mark-all touches and what "next unread" looks for. */
export function unreadOfViewSql(connection: Connection, query: EntryQuery): ViewSql {
  const view = viewSql(connection, query);
  const { unreadIndex } = placeOf(connection, query);
  const arms = view.arms.flatMap(arm => {
    if (arm.isRead !== null) return arm.isRead ? [] : [arm];
    return [{ from: hasOwnIndexes(query) ? arm.from : by(unreadIndex), where: `is_read = 0 AND ${arm.where}`, isRead: false }];
  });
  return { ...view, arms };
}

function hasOwnIndexes({ scope }: EntryQuery): boolean {
  return scope.kind === 'starred' || scope.kind === 'later' || scope.kind === 'label' || scope.kind === 'recent';
}

function by(index: string): string {
  return `entry_state INDEXED BY ${index}`;
}

interface Place {
  readonly where: string;
  readonly index: string;
  readonly unreadIndex: string;
  readonly parameters: Readonly<Record<string, number | string>>;
}

function placeOf(connection: Connection, { scope }: EntryQuery): Place {
  const everywhere = { where: 'TRUE', index: 'state_time', unreadIndex: 'state_unread_time', parameters: {} };
  const common = { ...everywhere, where: `feed_id NOT IN (${apartFeeds})` };
  switch (scope.kind) {
    case 'all':
    case 'unread':
      return common;
    case 'starred':
    case 'later':
    case 'recent':
    case 'label':
      return everywhere;
    case 'today':
      return { ...common, where: `sort_at >= :from AND ${common.where}`, parameters: { from: scope.from } };
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
