import type { EntryId } from '../protocol/ids.ts';
import type { Connection } from './sqlite.ts';
import type { ViewSql } from './view-arms.ts';
import type { Key, Place } from './view-key.ts';
import { countWalkedBefore, countWalkedBetween, rankOf, walkKeys } from './view-walk.ts';

/** Keys in list order from `offset` on. */
export function keysAt(connection: Connection, view: ViewSql, limit: number, offset: number): readonly Key[] {
  if (view.groups !== null) return walkKeys(connection, view, view.groups, { from: null, isBackwards: false }, limit, offset);
  return keys(connection, view, '', view.direction, { limit, offset });
}

/** The last row of the list. */
export function lastKey(connection: Connection, view: ViewSql): Key | undefined {
  if (view.groups !== null) return walkKeys(connection, view, view.groups, { from: null, isBackwards: true }, 1, 0)[0];
  return keys(connection, view, '', backwards(view), { limit: 1, offset: 0 })[0];
}

/** The keys right after a row in list order, nearest first, without the first `offset`. */
export function keysAfter(connection: Connection, view: ViewSql, from: Place, limit: number, offset = 0): readonly Key[] {
  if (view.groups !== null) return walkKeys(connection, view, view.groups, { from, isBackwards: false }, limit, offset);
  return keys(connection, view, beyond(view, 'after'), view.direction, { limit, offset, sortAt: from.sortAt, id: from.id });
}

/** The keys right before a row in list order, nearest first. */
export function keysBefore(connection: Connection, view: ViewSql, from: Place, limit: number): readonly Key[] {
  if (view.groups !== null) return walkKeys(connection, view, view.groups, { from, isBackwards: true }, limit, 0);
  return keys(connection, view, beyond(view, 'before'), backwards(view), { limit, offset: 0, sortAt: from.sortAt, id: from.id });
}

export function countAll(connection: Connection, view: ViewSql): number {
  return count(connection, view, '', {});
}

export function countBefore(connection: Connection, view: ViewSql, place: Place): number {
  if (view.groups !== null) return countWalkedBefore(connection, view, view.groups, place);
  return count(connection, view, beyond(view, 'before'), { sortAt: place.sortAt, id: place.id });
}

/** Rows strictly between two rows, the first of which stands nearer to the head of the list. */
export function countBetween(connection: Connection, view: ViewSql, first: Place, second: Place): number {
  if (view.groups !== null) return countWalkedBetween(connection, view, view.groups, first, second);
  const [low, high] = view.direction === 'ASC' ? [first, second] : [second, first];
  return count(
    connection,
    view,
    `AND (${view.key}, entry_id) > (:lowSortAt, :lowId) AND (${view.key}, entry_id) < (:highSortAt, :highId)`,
    {
      lowSortAt: low.sortAt,
      lowId: low.id,
      highSortAt: high.sortAt,
      highId: high.id,
    },
  );
}

export function keyOf(connection: Connection, view: ViewSql, id: EntryId): Key | undefined {
  const arms = view.arms.map(
    arm =>
      `SELECT entry_id AS id, ${view.key} AS sortAt, feed_id AS feedId FROM ${anyIndex(arm.from)} WHERE entry_id = :id AND ${arm.where}`,
  );
  const key = connection.get<Key>(arms.join(' UNION ALL '), { ...view.parameters, id });
  return key !== undefined && view.groups?.rank.has(key.feedId) !== false ? key : undefined;
}

/** Tells which rows stand behind one in list order. */
export function behind(connection: Connection, view: ViewSql, place: Place): (key: Key) => boolean {
  const { groups } = view;
  const later = view.direction === 'ASC' ? 1 : -1;
  const rank = groups === null ? 0 : rankOf(connection, groups, place);
  // A row that is not there any more bounds nothing: better too few than what was not meant.
  if (rank === groups?.feeds.length) return () => true;
  return key => {
    const apart = groups === null ? 0 : rankOf(connection, groups, key) - rank;
    return apart === 0 ? (key.sortAt - place.sortAt || key.id - place.id) * later > 0 : apart > 0;
  };
}

function backwards(view: ViewSql): 'ASC' | 'DESC' {
  return view.direction === 'DESC' ? 'ASC' : 'DESC';
}

function beyond(view: ViewSql, side: 'after' | 'before'): string {
  const isLater = (view.direction === 'ASC') === (side === 'after');
  return `AND (${view.key}, entry_id) ${isLater ? '>' : '<'} (:sortAt, :id)`;
}

function keys(connection: Connection, view: ViewSql, bound: string, direction: string, parameters: Record<string, number>): readonly Key[] {
  const arms = view.arms.map(
    arm => `SELECT ${view.key} AS sortAt, entry_id AS id, feed_id AS feedId FROM ${arm.from} WHERE ${arm.where} ${bound}`,
  );
  return connection.all<Key>(`${arms.join(' UNION ALL ')} ORDER BY sortAt ${direction}, id ${direction} LIMIT :limit OFFSET :offset`, {
    ...view.parameters,
    ...parameters,
  });
}

function count(connection: Connection, view: ViewSql, bound: string, parameters: Record<string, number>): number {
  const arms = view.arms.map(arm => `(SELECT count(*) FROM ${arm.from} WHERE ${arm.where} ${bound})`);
  return connection.get<{ found: number }>(`SELECT ${arms.join(' + ')} AS found`, { ...view.parameters, ...parameters })?.found ?? 0;
}

/** One entry is found by its id. */
function anyIndex(from: string): string {
  return from.replace(/ INDEXED BY \w+/gu, '');
}
