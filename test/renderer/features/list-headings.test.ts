import { describe, expect, it } from 'vitest';
import { dayHeadings, feedHeadings } from '../../../renderer/features/entry-list/list-headings.ts';
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
    const { above, of } = dayHeadings(rows, 'all', now);
    expect([0, 1, 2].map(index => above(index)?.words)).toEqual(['Today', undefined, 'Yesterday']);
    expect([0, 1, 2].map(index => of(index)?.words)).toEqual(['Today', 'Today', 'Yesterday']);
  });

  it('are left out for today in the list of today, until the day is over', () => {
    expect(dayHeadings(rows, 'today', now).above(0)).toBeNull();
    expect(dayHeadings(rows, 'today', now + 24 * 3_600_000).above(0)?.words).toBe('Yesterday');
  });

  it('wait for the row before', () => {
    const later = dayHeadings(withRows(new Map(), 100, [entryRow({ id: 1 })], 100), 'all', now);
    expect(later.above(100)).toBeNull();
    expect(later.above(50)).toBeNull();
  });
});

describe('feed headings', () => {
  it('stand where another feed begins, also where both have one title', () => {
    const listed = withRows(
      new Map(),
      0,
      [1, 1, 2, 3].map((feedId, id) => entryRow({ id: id + 1, feedId })),
      0,
    );
    const { above, of } = feedHeadings(listed, feedId => (feedId === 3 ? 'Zoo' : 'News'));
    expect([0, 1, 2, 3].map(above)).toEqual([
      { words: 'News', feedId: 1 },
      null,
      { words: 'News', feedId: 2 },
      { words: 'Zoo', feedId: 3 },
    ]);
    expect(of(1)).toEqual({ words: 'News', feedId: 1 });
  });
});
