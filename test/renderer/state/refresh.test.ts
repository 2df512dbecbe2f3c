import { describe, expect, it } from 'vitest';
import { offlineWords, refusalWords } from '../../../renderer/state/refresh.ts';
import type { RefreshSummary } from '../../../worker/protocol/refresh.ts';

const now = new Date('2026-03-18T10:30:00').getTime();
const summary: RefreshSummary = {
  tried: 0,
  changed: 0,
  unchanged: 0,
  failed: 0,
  newEntries: 0,
  wasCancelled: false,
  refused: [],
  failures: [],
  durationMs: 1,
  bytes: 0,
  requests: 0,
  peakMemoryBytes: 0,
};
const checked = { feedId: 1, reason: 'checked-recently', checkedAt: now - 2 * 60_000, until: now + 3 * 60_000 } as const;
const waiting = { feedId: 2, reason: 'asked-to-wait', checkedAt: null, until: new Date('2026-03-18T14:20:00').getTime() } as const;

describe('what is said of feeds that were not asked', () => {
  it('is how long ago they were checked', () => {
    expect(refusalWords({ ...summary, refused: [checked] }, now)).toBe('Checked 2 min ago. Feeds are asked at most every 5 minutes.');
  });

  it('is until when the server wants to be left alone', () => {
    expect(refusalWords({ ...summary, refused: [waiting] }, now)).toMatch(/^This feed’s server asked to wait until 0?2:20|14:20/);
  });

  it('is nothing when others were asked: the refresh has happened', () => {
    expect(refusalWords({ ...summary, tried: 5, refused: [checked] }, now)).toBeNull();
    expect(refusalWords(summary, now)).toBeNull();
  });
});

describe('what is said without a network', () => {
  const failure = (feedId: number, code: 'offline' | 'gone', message: string) => ({
    feedId,
    feedUrl: `https://example.org/${feedId}`,
    code,
    message,
  });

  it('is one sentence, however many feeds were asked', () => {
    const failures = [failure(1, 'offline', 'You are offline.'), failure(2, 'offline', 'You are offline.')];
    expect(offlineWords({ ...summary, tried: 2, failed: 2, failures })).toBe('You are offline.');
  });

  it('is nothing when feeds failed by their own fault: their marks say it', () => {
    expect(offlineWords({ ...summary, tried: 1, failed: 1, failures: [failure(1, 'gone', 'It is gone.')] })).toBeNull();
  });
});
