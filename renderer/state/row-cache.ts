import type { Cursor, EntryRow } from '../../worker/protocol/entry-lists.ts';
import type { FlagChange } from './entry-flags.ts';

/** Rows of the open list by their index. Sparse: only what was looked at lately. */
export type Rows = ReadonlyMap<number, EntryRow>;

export const pageSize = 100;
/** Pages that are kept; what is farther away is forgotten. */
export const maxPages = 6;

export interface PageWish {
  readonly index: number;
  readonly limit: number;
  /** The row before, or the one after: lets the worker step instead of counting. */
  readonly after: Cursor | null;
  readonly before: Cursor | null;
}

/** The first stretch of missing rows that touches `first … last`, within one page; null when all of them are there. */
export function nextWish(rows: Rows, first: number, last: number, total: number): PageWish | null {
  for (let index = Math.max(0, first); index <= Math.min(last, total - 1); index++) {
    if (rows.has(index)) continue;
    const pageStart = index - (index % pageSize);
    const pageEnd = Math.min(pageStart + pageSize, total);
    let start = index;
    while (start > pageStart && !rows.has(start - 1)) start--;
    let end = index + 1;
    while (end < pageEnd && !rows.has(end)) end++;
    const before = rows.get(start - 1);
    const after = rows.get(end);
    return {
      index: start,
      limit: end - start,
      after: before === undefined ? null : cursorOf(before),
      before: before === undefined && after !== undefined ? cursorOf(after) : null,
    };
  }
  return null;
}

/**
 * Puts rows in and forgets the pages farthest from every one of `centres`: of two places that are both wanted, neither may push the
 * other out.
 */
export function withRows(rows: Rows, index: number, added: readonly EntryRow[], ...centres: readonly number[]): Rows {
  const all = new Map(rows);
  added.forEach((row, offset) => {
    all.set(index + offset, row);
  });
  const pages = new Set([...all.keys()].map(pageOf));
  const distance = (page: number): number => Math.min(...centres.map(centre => Math.abs(page - pageOf(centre))));
  const kept = new Set([...pages].sort((one, other) => distance(one) - distance(other)).slice(0, maxPages));
  return new Map([...all].filter(([rowIndex]) => kept.has(pageOf(rowIndex))));
}

/** The same map when none of these entries is in it. */
export function withFlags(rows: Rows, changes: readonly FlagChange[]): Rows {
  const byId = new Map(changes.map(change => [change.id, change]));
  let changed: Map<number, EntryRow> | null = null;
  for (const [index, row] of rows) {
    const flags = byId.get(row.id);
    if (flags === undefined) continue;
    const marks = {
      isRead: flags.isRead ?? row.isRead,
      isStarred: flags.isStarred ?? row.isStarred,
      isLater: flags.isLater ?? row.isLater,
      labelIds: flags.labelIds ?? row.labelIds,
    };
    if (isMarkedSo(row, marks)) continue;
    changed ??= new Map(rows);
    changed.set(index, { ...row, ...marks });
  }
  return changed ?? rows;
}

type Marks = Pick<EntryRow, 'isRead' | 'isStarred' | 'isLater' | 'labelIds'>;

function isMarkedSo(row: EntryRow, { isRead, isStarred, isLater, labelIds }: Marks): boolean {
  return row.isRead === isRead && row.isStarred === isStarred && row.isLater === isLater && row.labelIds.join() === labelIds.join();
}

function pageOf(index: number): number {
  return Math.floor(index / pageSize);
}

function cursorOf(row: EntryRow): Cursor {
  return { sortAt: row.sortAt, id: row.id };
}
