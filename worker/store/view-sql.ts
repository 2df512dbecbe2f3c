import type { EntryQuery } from '../protocol/entry-lists.ts';
import type { FolderId } from '../protocol/ids.ts';
import { apartFeeds } from './feed-terms.ts';
import { feedsInFolder } from './feeds-in-folder.ts';
import { fewRows, isFew } from './few-rows.ts';
import type { Connection } from './sqlite.ts';
import type { ViewSql } from './view-arms.ts';
import { flagViewSql } from './view-flag.ts';
import { groupsOf } from './view-groups.ts';
import { labelViewSql } from './view-label.ts';
import { recentViewSql } from './view-recent.ts';
import { byRow, bySet, isInSnapshot, isLive } from './view-terms.ts';

export function viewSql(connection: Connection, query: EntryQuery): ViewSql {
  const { scope } = query;
  if (scope.kind === 'recent') return recentViewSql(query);
  const groups = groupsOf(connection, query);
  if (scope.kind === 'starred') return flagViewSql(connection, query, 'starred', groups);
  if (scope.kind === 'later') return flagViewSql(connection, query, 'later', groups);
  if (scope.kind === 'label') return labelViewSql(query, scope.labelId, groups);

  const onlyUnread = query.onlyUnread || scope.kind === 'unread';
  const place = placeOf(connection, query);
  const where = `${place.where} AND ${isLive} AND ${isInSnapshot}`;
  const step = `${place.step} AND ${isInSnapshot}`;
  const parameters = { upToId: query.upToId, ...place.parameters };
  const direction = query.order === 'newest' ? 'DESC' : 'ASC';
  const key = 'sort_at';
  if (!onlyUnread) return { arms: [{ from: by(place.index), where, step, isRead: null }], parameters, direction, key, groups };

  const lately = isFew(
    connection,
    'SELECT 1 FROM entry_state INDEXED BY state_read_at WHERE is_read = 1 AND read_at >= :openedAt LIMIT :most',
    query,
  );
  const unread = {
    from: by(place.unreadIndex),
    where: `is_read = 0 AND ${bySet.wasNotTurnedUnread} AND ${where}`,
    step: `is_read = 0 AND ${byRow.wasNotTurnedUnread} AND ${step}`,
    isRead: false,
  };
  const readSince = 'is_read = 1 AND read_at >= :openedAt';
  const read = {
    from: by(lately ? 'state_read_at' : place.index),
    where: `${readSince} AND ${where}`,
    step: `${readSince} AND ${step}`,
    isRead: true,
  };
  return { arms: [unread, read], parameters: { ...parameters, openedAt: query.openedAt }, direction, key, groups };
}

/** The entries of a view that are unread now: what mark-all touches and what "next unread" looks for. */
export function unreadOfViewSql(connection: Connection, query: EntryQuery): ViewSql {
  const view = viewSql(connection, query);
  const { unreadIndex } = placeOf(connection, query);
  const arms = view.arms.flatMap(arm => {
    if (arm.isRead !== null) return arm.isRead ? [] : [arm];
    const from = hasOwnIndexes(query) ? arm.from : by(unreadIndex);
    return [{ from, where: `is_read = 0 AND ${arm.where}`, step: `is_read = 0 AND ${arm.step}`, isRead: false }];
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
  /** What of that is not about the feed. */
  readonly step: string;
  readonly index: string;
  readonly unreadIndex: string;
  readonly parameters: Readonly<Record<string, number | string>>;
}

const byTime = { index: 'state_time', unreadIndex: 'state_unread_time' };
const byFeedAndTime = { index: 'state_feed_time', unreadIndex: 'state_feed_unread_time' };

function placeOf(connection: Connection, query: EntryQuery): Place {
  const { scope } = query;
  const indexes = query.feeds === undefined ? byTime : byFeedAndTime;
  const everywhere = { where: 'TRUE', step: 'TRUE', ...indexes, parameters: {} };
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
    case 'today': {
      const step = 'sort_at >= :from';
      return { ...common, where: `${step} AND ${common.where}`, step, parameters: { from: scope.from } };
    }
    case 'feed':
      return { ...byFeedAndTime, where: 'feed_id = :feedId', step: 'TRUE', parameters: { feedId: scope.feedId } };
    case 'folder':
      return query.feeds === undefined
        ? folderPlace(connection, scope.folderId)
        : { ...folderPlace(connection, scope.folderId), ...indexes };
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
    step: 'TRUE',
    index: isSmall ? byFeedAndTime.index : byTime.index,
    unreadIndex: isSmallUnread ? byFeedAndTime.unreadIndex : byTime.unreadIndex,
    parameters,
  };
}
