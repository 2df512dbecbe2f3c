import { afterEach, describe, expect, it, vi } from 'vitest';
import { articleDate, dayHeading, daysBetween, duration, recordingLength, rowTime, timeOfDay } from '../../../renderer/format/time.ts';

const at = (text: string): number => new Date(text).getTime();
const now = at('2026-03-18T10:30:00');
const row = (published: string | null, sort: string) => ({ publishedAt: published === null ? null : at(published), sortAt: at(sort) });

describe('dayHeading', () => {
  it('says today, yesterday, a weekday, then a date', () => {
    expect(dayHeading(at('2026-03-18T00:00:00'), now)).toBe('Today');
    expect(dayHeading(at('2026-03-17T23:59:59'), now)).toBe('Yesterday');
    expect(dayHeading(at('2026-03-16T12:00:00'), now)).toBe('Monday');
    expect(dayHeading(at('2026-03-11T12:00:00'), now)).toMatch(/11/);
    expect(dayHeading(at('2024-12-31T12:00:00'), now)).toMatch(/2024/);
  });

  it('moves on at midnight', () => {
    const evening = at('2026-03-18T23:59:00');
    expect(dayHeading(evening, at('2026-03-18T23:59:59'))).toBe('Today');
    expect(dayHeading(evening, at('2026-03-19T00:00:00'))).toBe('Yesterday');
  });

  it('counts calendar days over a change of the clock', () => {
    expect(daysBetween(at('2026-03-28T12:00:00'), at('2026-03-30T00:30:00'))).toBe(2);
    expect(daysBetween(at('2026-10-24T12:00:00'), at('2026-10-26T00:30:00'))).toBe(2);
  });
});

describe('rowTime', () => {
  it('tells the day of what is not of today where no heading does', () => {
    expect(rowTime(row('2026-03-17T18:40:00', '2026-03-17T18:40:00'), now, false)).toMatch(/17/);
    expect(rowTime(row('2026-03-18T10:22:00', '2026-03-18T10:22:00'), now, false)).toBe('8 min');
  });

  it('says of today how long ago', () => {
    expect(rowTime(row('2026-03-18T10:29:40', '2026-03-18T10:29:40'), now)).toBe('now');
    expect(rowTime(row('2026-03-18T10:22:00', '2026-03-18T10:22:00'), now)).toBe('8 min');
    expect(rowTime(row('2026-03-18T01:10:00', '2026-03-18T01:10:00'), now)).toBe('9 h');
  });

  it('says of another day, whose heading names it, the time of day', () => {
    expect(rowTime(row('2026-03-17T18:40:00', '2026-03-17T18:40:00'), now)).toMatch(/40/);
  });

  it('shows its own date for what arrived late or is dated ahead', () => {
    expect(rowTime(row('2026-03-02T08:00:00', '2026-03-18T10:00:00'), now)).toMatch(/Mar/);
    expect(rowTime(row('2021-03-02T08:00:00', '2026-03-18T10:00:00'), now)).toMatch(/2021/);
    expect(rowTime(row('2031-01-01T08:00:00', '2026-03-18T10:00:00'), now)).toMatch(/2031/);
  });

  it('goes by the arrival of what has no date', () => {
    expect(rowTime(row(null, '2026-03-18T09:30:00'), now)).toBe('1 h');
  });
});

it('writes spans of time in one unit', () => {
  expect(duration(20_000)).toBe('less than a minute');
  expect(duration(59 * 60_000)).toBe('59 min');
  expect(duration(26 * 3_600_000)).toBe('1 day');
  expect(duration(49 * 3_600_000)).toBe('2 days');
});

it('writes the date above an article with its time', () => {
  expect(articleDate(at('2026-03-18T08:12:00'), now)).toMatch(/^Today, 0?8:12/);
});

describe('the length of a recording', () => {
  it.each([
    [1_000, '1 min'],
    [45 * 60_000, '45 min'],
    [59.6 * 60_000, '1 h 00 min'],
    [64 * 60_000, '1 h 04 min'],
  ])('of %d ms is %s', (ms, words) => {
    expect(recordingLength(ms)).toBe(words);
  });
});

describe('timeOfDay', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('has 12 or 24 hours as in the user’s country', () => {
    vi.stubGlobal('navigator', { languages: ['en-GB'] });
    expect(timeOfDay(at('2026-03-18T15:05:00'))).toBe('15:05');
    vi.stubGlobal('navigator', { languages: ['fr-FR', 'en-US'] });
    expect(timeOfDay(at('2026-03-18T15:05:00'))).toMatch(/^3:05\sPM$/);
  });
});
