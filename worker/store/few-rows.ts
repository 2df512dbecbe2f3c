import type { EntryQuery } from '../protocol/entry-lists.ts';
import type { Connection } from './sqlite.ts';

/** Up to here it is cheaper to collect rows by another index and to sort them than to walk the list's own order. */
export const fewRows = 3000;

/** @param sql selects what is counted, with `:openedAt` and `LIMIT :most` */
export function isFew(connection: Connection, sql: string, query: EntryQuery): boolean {
  const found = connection.get<{ found: number }>(`SELECT count(*) AS found FROM (${sql})`, {
    openedAt: query.openedAt,
    most: fewRows + 1,
  });
  return (found?.found ?? 0) <= fewRows;
}
