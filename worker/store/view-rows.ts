import type { Cursor, EntryId } from '../protocol/model.ts';
import type { Connection } from './sqlite.ts';
import type { ViewSql } from './view-arms.ts';

/** A row's place in the order of a list. */
export interface Key {
  readonly id: EntryId;
  readonly sortAt: number;
}

/** Keys in list order from `offset` on. */
export function keysAt(connection: Connection, view: ViewSql, limit: number, offset: number): readonly Key[] {
  return keys(connection, view, '', view.direction, { limit, offset });
}

/** The keys right after a row in list order, nearest first, without the first `offset`. */
export function keysAfter(connection: Connection, view: ViewSql, cursor: Cursor, limit: number, offset = 0): readonly Key[] {
  return keys(connection, view, beyond(view, 'after'), view.direction, { limit, offset, sortAt: cursor.sortAt, id: cursor.id });
}

/** The keys right before a row in list order, nearest first. */
export function keysBefore(connection: Connection, view: ViewSql, cursor: Cursor, limit: number): readonly Key[] {
  const backwards = view.direction === 'DESC' ? 'ASC' : 'DESC';
  return keys(connection, view, beyond(view, 'before'), backwards, { limit, offset: 0, sortAt: cursor.sortAt, id: cursor.id });
}

export function countAll(connection: Connection, view: ViewSql): number {
  return count(connection, view, '', {});
}

export function countBefore(connection: Connection, view: ViewSql, cursor: Cursor): number {
  return count(connection, view, beyond(view, 'before'), { sortAt: cursor.sortAt, id: cursor.id });
}

/** Rows strictly between two rows, the first of which stands nearer to the head of the list. */
export function countBetween(connection: Connection, view: ViewSql, first: Cursor, second: Cursor): number {
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
    arm => `SELECT entry_id AS id, ${view.key} AS sortAt FROM ${anyIndex(arm.from)} WHERE entry_id = :id AND ${arm.where}`,
  );
  return connection.get<Key>(arms.join(' UNION ALL '), { ...view.parameters, id });
}

function beyond(view: ViewSql, side: 'after' | 'before'): string {
  const isLater = (view.direction === 'ASC') === (side === 'after');
  return `AND (${view.key}, entry_id) ${isLater ? '>' : '<'} (:sortAt, :id)`;
}

function keys(connection: Connection, view: ViewSql, bound: string, direction: string, parameters: Record<string, number>): readonly Key[] {
  const arms = view.arms.map(arm => `SELECT ${view.key} AS sortAt, entry_id AS id FROM ${arm.from} WHERE ${arm.where} ${bound}`);
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
