import { describe, expect, it } from 'vitest';
import { maxPages, nextWish, pageSize, type Rows, withFlags, withRows } from '../../../renderer/state/row-cache.ts';
import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';
import { entryRow } from './entry-row.ts';

/** Row n of a list, newest first: the same numbers as its index. */
function stretch(from: number, to: number): EntryRow[] {
  return Array.from({ length: to - from }, (_, offset) => entryRow({ id: from + offset + 1, sortAt: 1_000_000 - from - offset }));
}

const none: Rows = new Map();

describe('nextWish', () => {
  it('wants nothing when all rows in sight are there', () => {
    const rows = withRows(none, 0, stretch(0, 100), 0);
    expect(nextWish(rows, 0, 99, 10_000)).toBeNull();
  });

  it('wants nothing beyond the end of the list', () => {
    const rows = withRows(none, 0, stretch(0, 30), 0);
    expect(nextWish(rows, 20, 60, 30)).toBeNull();
  });

  it('steps from the row before, where that is known', () => {
    const rows = withRows(none, 0, stretch(0, 100), 0);
    expect(nextWish(rows, 95, 110, 10_000)).toEqual({ index: 100, limit: 100, after: { sortAt: 999_901, id: 100 }, before: null });
  });

  it('steps back from the row after, where only that is known', () => {
    const rows = withRows(none, 200, stretch(200, 300), 200);
    expect(nextWish(rows, 195, 210, 10_000)).toEqual({ index: 100, limit: 100, after: null, before: { sortAt: 999_800, id: 201 } });
  });

  it('jumps where neither neighbour is known', () => {
    expect(nextWish(none, 5_050, 5_060, 10_000)).toEqual({ index: 5_000, limit: 100, after: null, before: null });
  });

  it('asks only for what a page lacks', () => {
    const rows = withRows(none, 140, stretch(140, 240), 180);
    expect(nextWish(rows, 130, 150, 10_000)).toEqual({ index: 100, limit: 40, after: null, before: { sortAt: 999_860, id: 141 } });
    expect(nextWish(rows, 230, 245, 10_000)).toEqual({ index: 240, limit: 60, after: { sortAt: 999_761, id: 240 }, before: null });
  });

  it('cuts the last page at the end of the list', () => {
    expect(nextWish(none, 210, 230, 230)?.limit).toBe(30);
  });
});

describe('withRows', () => {
  it('keeps a few pages only, those nearest to what is in sight', () => {
    let rows = none;
    for (let page = 0; page < 50; page++)
      rows = withRows(rows, page * pageSize, stretch(page * pageSize, (page + 1) * pageSize), page * pageSize);
    expect(rows.size).toBe(maxPages * pageSize);
    expect(rows.has(49 * pageSize)).toBe(true);
    expect(rows.has(0)).toBe(false);
  });
});

describe('withFlags', () => {
  const rows = withRows(none, 0, stretch(0, 10), 0);

  it('changes the entry that is named and no other', () => {
    const changed = withFlags(rows, [{ id: 3, isRead: true }]);
    expect(changed.get(2)?.isRead).toBe(true);
    expect(changed.get(2)?.isStarred).toBe(false);
    expect(changed.get(1)).toBe(rows.get(1));
  });

  it('gives the same map back when nothing of it changed, so that nothing is drawn again', () => {
    expect(withFlags(rows, [{ id: 999, isRead: true }])).toBe(rows);
    expect(withFlags(rows, [{ id: 3, isRead: false, isStarred: false }])).toBe(rows);
  });
});
