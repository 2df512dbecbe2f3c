import type { FeedId } from '../protocol/ids.ts';
import type { Connection } from './sqlite.ts';
import type { Groups, ViewSql } from './view-arms.ts';
import type { Key, Place } from './view-key.ts';

/** The way through a list that goes feed by feed: forwards or backwards, from a row (without it), or from an end of the list. */
interface Way {
  readonly from: Place | null;
  readonly isBackwards: boolean;
}

/** Keys in the order of the way, without the first `offset`. One feed after the other by its index, and of each only as much as is wanted. */
export function walkKeys(
  connection: Connection,
  view: ViewSql,
  groups: Groups,
  { from, isBackwards }: Way,
  limit: number,
  offset: number,
): readonly Key[] {
  const { feeds } = groups;
  const step = isBackwards ? -1 : 1;
  const start = from === null ? (isBackwards ? feeds.length - 1 : 0) : rankOf(connection, groups, from);
  const found: Key[] = [];
  let left = offset;
  for (let rank = start; rank >= 0 && rank < feeds.length && found.length < limit; rank += step) {
    const feedId = feeds[rank];
    if (feedId === undefined || !groups.isIn(feedId)) continue;
    const part = { feedId, isBackwards, from: rank === start ? from : null };
    if (left > 0) {
      const skipped = countUpTo(connection, view, groups, part, left + 1);
      if (skipped <= left) {
        left -= skipped;
        continue;
      }
    }
    found.push(...keysOfFeed(connection, view, groups, part, limit - found.length, left));
    left = 0;
  }
  return found;
}

interface Part extends Way {
  readonly feedId: FeedId;
}

function keysOfFeed(connection: Connection, view: ViewSql, groups: Groups, part: Part, limit: number, offset: number): readonly Key[] {
  const direction = isAscending(view, part) ? 'ASC' : 'DESC';
  const arms = view.arms.map(
    arm =>
      `SELECT sort_at AS sortAt, entry_id AS id, feed_id AS feedId FROM ${arm.from} WHERE feed_id = :group AND ${arm.step}${bound(view, part)}`,
  );
  return connection.all<Key>(`${arms.join(' UNION ALL ')} ORDER BY sortAt ${direction}, id ${direction} LIMIT :limit OFFSET :offset`, {
    ...parametersOf(groups, part),
    limit,
    offset,
  });
}

function countUpTo(connection: Connection, view: ViewSql, groups: Groups, part: Part, most: number): number {
  const arms = view.arms.map(arm => `SELECT 1 FROM ${arm.from} WHERE feed_id = :group AND ${arm.step}${bound(view, part)}`);
  const counted = connection.get<{ found: number }>(`SELECT count(*) AS found FROM (${arms.join(' UNION ALL ')} LIMIT :most)`, {
    ...parametersOf(groups, part),
    most,
  });
  return counted?.found ?? 0;
}

function isAscending(view: ViewSql, { isBackwards }: Way): boolean {
  return (view.direction === 'ASC') !== isBackwards;
}

function bound(view: ViewSql, part: Part): string {
  return part.from === null ? '' : ` AND (sort_at, entry_id) ${isAscending(view, part) ? '>' : '<'} (:sortAt, :id)`;
}

function parametersOf(groups: Groups, { feedId, from }: Part): Readonly<Record<string, number | string>> {
  return { ...groups.parameters, group: feedId, ...(from === null ? {} : { sortAt: from.sortAt, id: from.id }) };
}

/** Rows before a row in list order. */
export function countWalkedBefore(connection: Connection, view: ViewSql, groups: Groups, place: Place): number {
  const rank = rankOf(connection, groups, place);
  return countFeeds(connection, view, groups, 0, rank) + countPart(connection, view, groups, rank, { before: place });
}

/** Rows strictly between two rows, the first of which stands nearer to the head of the list. */
export function countWalkedBetween(connection: Connection, view: ViewSql, groups: Groups, first: Place, second: Place): number {
  const [low, high] = [rankOf(connection, groups, first), rankOf(connection, groups, second)];
  if (low === high) return countPart(connection, view, groups, low, { after: first, before: second });
  return (
    countPart(connection, view, groups, low, { after: first }) +
    countFeeds(connection, view, groups, low + 1, high) +
    countPart(connection, view, groups, high, { before: second })
  );
}

/** Of whole feeds, from one rank up to another. */
function countFeeds(connection: Connection, view: ViewSql, groups: Groups, from: number, to: number): number {
  const feedIds = groups.feeds.slice(from, Math.max(from, to)).filter(feedId => groups.isIn(feedId));
  if (feedIds.length === 0) return 0;
  return count(connection, view, 'feed_id IN (SELECT value FROM json_each(:groups))', { groups: JSON.stringify(feedIds) });
}

function countPart(
  connection: Connection,
  view: ViewSql,
  { feeds }: Groups,
  rank: number,
  { after, before }: { readonly after?: Place; readonly before?: Place },
): number {
  const feedId = feeds[rank];
  if (feedId === undefined) return 0;
  const [later, earlier] = view.direction === 'ASC' ? ['>', '<'] : ['<', '>'];
  const terms = [
    'feed_id = :group',
    ...(after === undefined ? [] : [`(sort_at, entry_id) ${later} (:afterSortAt, :afterId)`]),
    ...(before === undefined ? [] : [`(sort_at, entry_id) ${earlier} (:beforeSortAt, :beforeId)`]),
  ];
  return count(connection, view, terms.join(' AND '), {
    group: feedId,
    ...(after === undefined ? {} : { afterSortAt: after.sortAt, afterId: after.id }),
    ...(before === undefined ? {} : { beforeSortAt: before.sortAt, beforeId: before.id }),
  });
}

function count(connection: Connection, view: ViewSql, term: string, parameters: Readonly<Record<string, number | string>>): number {
  const arms = view.arms.map(arm => `(SELECT count(*) FROM ${arm.from} WHERE ${term} AND ${arm.where})`);
  return connection.get<{ found: number }>(`SELECT ${arms.join(' + ')} AS found`, { ...view.parameters, ...parameters })?.found ?? 0;
}

/** Behind the end for a row that is in no feed of the list. */
export function rankOf(connection: Connection, { feeds, rank }: Groups, { id, feedId }: Place): number {
  const own = feedId ?? connection.get<{ feedId: FeedId }>('SELECT feed_id AS feedId FROM entry WHERE id = :id', { id })?.feedId;
  return (own === undefined ? undefined : rank.get(own)) ?? feeds.length;
}
