import { describe, expect, it } from 'vitest';
import { createHostWaits } from '../../../worker/refresh/host-waits.ts';
import { withoutRefused } from '../../../worker/refresh/refusals.ts';

const minute = 60_000;
const now = Date.UTC(2026, 0, 15, 12);

const calm = { now, isForced: () => false, waitsUntil: () => null, setAsideUntil: () => null, isInWork: () => false };
const feed = (feedId: number, checkedAt: number | null) => ({ feedId, checkedAt });

describe('a refresh by hand', () => {
  it('asks feeds that were never checked or not within 5 minutes', () => {
    const feeds = [feed(1, null), feed(2, now - 5 * minute), feed(3, now - 4 * minute)];
    expect(withoutRefused(feeds, calm)).toEqual({
      ask: [feeds[0], feeds[1]],
      refused: [{ feedId: 3, reason: 'checked-recently', checkedAt: now - 4 * minute, until: now + minute }],
    });
  });

  it('takes a check in the future as a clock that was set back', () => {
    expect(withoutRefused([feed(1, now + 90 * minute)], calm).ask).toHaveLength(1);
  });

  it('never asks against the server’s word, not even by force', () => {
    const rules = { ...calm, isForced: () => true, waitsUntil: () => now + minute };
    expect(withoutRefused([feed(1, now - 9 * minute)], rules).refused).toEqual([
      { feedId: 1, reason: 'asked-to-wait', checkedAt: now - 9 * minute, until: now + minute },
    ]);
  });

  it('leaves feeds that are set aside alone, also by force (X5)', () => {
    const rules = { ...calm, isForced: () => true, setAsideUntil: () => now + 60 * minute };
    expect(withoutRefused([feed(1, now - 9 * minute)], rules).refused).toEqual([
      { feedId: 1, reason: 'quarantined', checkedAt: now - 9 * minute, until: now + 60 * minute },
    ]);
  });

  it('is lifted by force for the feeds that may be forced', () => {
    const feeds = [feed(1, now), feed(2, now)];
    const { ask, refused } = withoutRefused(feeds, { ...calm, isForced: ({ feedId }) => feedId === 1 });
    expect(ask).toEqual([feeds[0]]);
    expect(refused.map(({ feedId }) => feedId)).toEqual([2]);
  });

  it('joins a feed that is in work instead of refusing it', () => {
    expect(withoutRefused([feed(1, now)], { ...calm, isInWork: () => true }).ask).toHaveLength(1);
  });
});

describe('waits that servers ask for', () => {
  const asked = (feedId: number, feedUrl: string, retryAfterAt: number | null) => ({ feedId, feedUrl, retryAfterAt });
  const a1 = asked(1, 'https://a.example/1', now + 60 * minute);
  const a2 = asked(2, 'https://a.example/2', now + 30 * minute);
  const a3 = asked(3, 'https://a.example/3', null);
  const b1 = asked(4, 'https://b.example/1', null);

  it('hold for the feed alone when only one of its host was told to wait', () => {
    const waits = createHostWaits([a1, a3, b1]);
    expect(waits.until(a1, now)).toBe(now + 60 * minute);
    expect(waits.until(a3, now)).toBeNull();
  });

  it('hold for the whole host when several of its feeds were told to wait', () => {
    const waits = createHostWaits([a1, a3, b1]);
    waits.note(a2);
    expect(waits.until(a2, now)).toBe(now + 60 * minute);
    expect(waits.until(a3, now)).toBe(now + 60 * minute);
    expect(waits.until(b1, now)).toBeNull();
  });

  it('end by themselves', () => {
    const waits = createHostWaits([a1, a2]);
    expect(waits.until(a3, now + 45 * minute)).toBeNull();
    expect(waits.until(a1, now + 61 * minute)).toBeNull();
  });

  it('are no longer than a day, so that a clock that was set back holds nothing up', () => {
    const far = asked(9, 'https://c.example/', now + 400 * 24 * 60 * minute);
    expect(createHostWaits([far]).until(far, now)).toBeNull();
  });
});
