import { describe, expect, it } from 'vitest';
import { sortTime, unreadAtFirst } from '../../../worker/store/arrival.ts';
import { day, hour, now } from '../../helpers/store.ts';

describe('where a new entry stands in the list', () => {
  it('is at its published time', () => {
    expect(sortTime(now - 3 * hour, now, false)).toBe(now - 3 * hour);
    expect(sortTime(now - day, now, false)).toBe(now - day);
  });

  it('is at its arrival when it comes more than a day late, so that it is not buried', () => {
    expect(sortTime(now - day - 1, now, false)).toBe(now);
  });

  it('is at its published time however old, when the feed is fetched for the first time', () => {
    expect(sortTime(now - 900 * day, now, true)).toBe(now - 900 * day);
  });

  it('is never above now', () => {
    expect(sortTime(now + day, now, false)).toBe(now);
    expect(sortTime(now + day, now, true)).toBe(now);
  });

  it('is at its arrival when it has no date', () => {
    expect(sortTime(null, now, false)).toBe(now);
    expect(sortTime(null, now, true)).toBe(now);
  });
});

describe('what is unread of a feed fetched for the first time', () => {
  const daily = (count: number) => Array.from({ length: count }, (_, index) => now - index * day);

  it('is the last 30 days', () => {
    expect([...unreadAtFirst([now - 31 * day, now - 30 * day, now], 'recent', now)].sort()).toEqual([1, 2]);
  });

  it('is 20 entries at most, the newest wherever they stand in the document', () => {
    const oldestFirst = daily(28).toReversed();
    expect([...unreadAtFirst(oldestFirst, 'recent', now)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 8),
    );
  });

  it('takes dateless entries for recent, in document order', () => {
    expect(
      [
        ...unreadAtFirst(
          Array.from({ length: 30 }, () => null),
          'recent',
          now,
        ),
      ].sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('is everything or nothing when asked for', () => {
    const dates = [...daily(50), null];
    expect(unreadAtFirst(dates, 'all', now).size).toBe(51);
    expect(unreadAtFirst(dates, 'none', now).size).toBe(0);
  });
});
