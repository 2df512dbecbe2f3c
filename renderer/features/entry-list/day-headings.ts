import type { EntryScope } from '../../../worker/protocol/model.ts';
import { dayHeading, daysBetween } from '../../format/time.ts';
import type { Rows } from '../../state/row-cache.ts';

/** The heading above a row: where another day begins than that of the row before. */
export function dayHeadingOf(rows: Rows, index: number, scope: EntryScope['kind'] | undefined, now: number): string | null {
  const row = rows.get(index);
  if (row === undefined) return null;
  if (index > 0) {
    const before = rows.get(index - 1);
    // The page before is not here: a heading that may be wrong is worse than none.
    if (before === undefined || daysBetween(before.sortAt, row.sortAt) === 0) return null;
  }
  return dayOf(rows, index, scope, now);
}

/** The day of a row in words. Today's own list says nothing of today. */
export function dayOf(rows: Rows, index: number, scope: EntryScope['kind'] | undefined, now: number): string | null {
  const row = rows.get(index);
  if (row === undefined || (scope === 'today' && daysBetween(row.sortAt, now) === 0)) return null;
  return dayHeading(row.sortAt, now);
}
