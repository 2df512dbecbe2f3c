import { describe, expect, it } from 'vitest';
import { dayHeadingOf } from '../../../renderer/features/entry-list/day-headings.ts';
import { withRows } from '../../../renderer/state/row-cache.ts';
import { entryRow } from '../state/entry-row.ts';

const now = new Date('2026-03-18T10:30:00').getTime();
const sortAt = (text: string): number => new Date(text).getTime();
const rows = withRows(
  new Map(),
  0,
  [
    entryRow({ id: 4, sortAt: sortAt('2026-03-18T09:00:00') }),
    entryRow({ id: 3, sortAt: sortAt('2026-03-18T01:00:00') }),
    entryRow({ id: 2, sortAt: sortAt('2026-03-17T22:00:00') }),
  ],
  0,
);

describe('day headings', () => {
  it('stand where another day begins', () => {
    expect([0, 1, 2].map(index => dayHeadingOf(rows, index, 'all', now))).toEqual(['Today', null, 'Yesterday']);
  });

  it('are left out for today in the list of today, until the day is over', () => {
    expect(dayHeadingOf(rows, 0, 'today', now)).toBeNull();
    expect(dayHeadingOf(rows, 0, 'today', now + 24 * 3_600_000)).toBe('Yesterday');
  });

  it('wait for the row before', () => {
    const later = withRows(new Map(), 100, [entryRow({ id: 1 })], 100);
    expect(dayHeadingOf(later, 100, 'all', now)).toBeNull();
    expect(dayHeadingOf(later, 50, 'all', now)).toBeNull();
  });
});
