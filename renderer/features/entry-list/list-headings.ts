import type { EntryRow, EntryScope } from '../../../worker/protocol/entry-lists.ts';
import type { FeedId } from '../../../worker/protocol/ids.ts';
import { dayHeading, daysBetween } from '../../format/time.ts';
import type { Rows } from '../../state/row-cache.ts';

/** What stands above the first of some rows that belong together. */
export interface ListHeading {
  readonly words: string;
  /** The feed that it names; null: a day. */
  readonly feedId: FeedId | null;
}

export interface ListHeadings {
  /** Above a row: where others begin than the row before is of. */
  above(index: number): ListHeading | null;
  /** Of a row, wherever its heading stands. */
  of(index: number): ListHeading | null;
}

export const noHeadings: ListHeadings = { above: () => null, of: () => null };

/** Today's own list says nothing of today. */
export function dayHeadings(rows: Rows, scope: EntryScope['kind'] | undefined, now: number): ListHeadings {
  return headings(
    rows,
    (row, before) => daysBetween(before.sortAt, row.sortAt) === 0,
    row => (scope === 'today' && daysBetween(row.sortAt, now) === 0 ? null : { words: dayHeading(row.sortAt, now), feedId: null }),
  );
}

export function feedHeadings(rows: Rows, titleOf: (feedId: FeedId) => string): ListHeadings {
  return headings(
    rows,
    (row, before) => before.feedId === row.feedId,
    ({ feedId }) => ({ words: titleOf(feedId), feedId }),
  );
}

function headings(
  rows: Rows,
  isTogether: (row: EntryRow, before: EntryRow) => boolean,
  headingOf: (row: EntryRow) => ListHeading | null,
): ListHeadings {
  function of(index: number): ListHeading | null {
    const row = rows.get(index);
    return row === undefined ? null : headingOf(row);
  }
  return {
    above(index) {
      const row = rows.get(index);
      const before = rows.get(index - 1);
      // The page before is not here: a heading that may be wrong is worse than none.
      if (row === undefined || (index > 0 && (before === undefined || isTogether(row, before)))) return null;
      return of(index);
    },
    of,
  };
}
