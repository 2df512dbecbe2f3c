import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckTiming, never, nextCheck, planWhileAsked } from '../../../worker/schedule/next-check.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.UTC(2026, 0, 15, 12);

const calm: CheckTiming = {
  now,
  outcome: { kind: 'unchanged' },
  publishedAt: [],
  failureCount: 0,
  hasValidators: true,
  changedAt: now - hour,
  lastGapMs: null,
  maxAgeMs: null,
  ttlMinutes: null,
  skip: { hours: [], days: [] },
  pace: { kind: 'adaptive' },
  hasOwnPace: false,
  intervalMs: null,
  isLifted: false,
  random: 0.5,
};

const plan = (timing: Partial<CheckTiming>) => nextCheck({ ...calm, ...timing });
const delay = (timing: Partial<CheckTiming>): number => plan(timing).at - now;
const minutes = (count: number) => ({ kind: 'every', minutes: count }) as const;

/** One entry every `gapMs`, the newest just now. */
const every = (gapMs: number, count = 12): Pick<CheckTiming, 'outcome' | 'publishedAt'> => ({
  outcome: { kind: 'changed' },
  publishedAt: Array.from({ length: count }, (_, index) => now - index * gapMs),
});

const failed = (
  code: Extract<CheckTiming['outcome'], { kind: 'failed' }>['code'],
  retryAfterMs: number | null = null,
): CheckTiming['outcome'] => ({
  kind: 'failed',
  code,
  retryAfterAt: retryAfterMs === null ? null : now + retryAfterMs,
});

describe('when a feed is asked next', () => {
  it.each([0, 0.25, 0.5, 0.99, 1])('never before 60 minutes with validators, nor 2 hours without (random %s)', random => {
    expect(delay({ random, ...every(minute) })).toBeGreaterThanOrEqual(hour);
    expect(delay({ random, ...every(minute), hasValidators: false })).toBeGreaterThanOrEqual(2 * hour);
  });

  it('follows the rhythm of the feed', () => {
    expect(delay(every(2 * hour))).toBeLessThan(delay(every(8 * hour)));
    expect(delay(every(8 * hour))).toBeGreaterThan(3 * hour);
    expect(delay(every(8 * hour))).toBeLessThan(5 * hour);
    expect(plan(every(8 * hour)).reason).toBe('rhythm');
    expect(plan(every(minute)).reason).toBe('floor');
  });

  it('asks a feed that says nothing new for long less often, at most daily', () => {
    const afterADay = delay({ changedAt: now - day });
    const afterFourDays = delay({ changedAt: now - 4 * day });
    const afterAYear = delay({ changedAt: now - 365 * day });
    expect(afterADay).toBeGreaterThan(2 * hour);
    expect(afterFourDays).toBeGreaterThan(3 * afterADay);
    expect(afterAYear).toBeGreaterThan(21 * hour);
    expect(afterAYear).toBeLessThanOrEqual(day);
  });

  it('keeps its pace while the feed is unchanged', () => {
    expect(delay({ publishedAt: every(12 * hour).publishedAt })).toBeGreaterThan(4.5 * hour);
  });

  it('leaves a feed without validators alone for a day only when its body has stood still for a week', () => {
    expect(delay({ hasValidators: false, changedAt: now - 6 * day })).toBeLessThanOrEqual(12 * hour);
    expect(delay({ hasValidators: false, changedAt: now - 8 * day })).toBeGreaterThan(21 * hour);
  });

  it.each([10, 30, 60, 240, 1440])('takes the user’s pace of %s minutes instead of the feed’s rhythm', count => {
    for (const random of [0, 0.5, 1]) {
      const ms = delay({ pace: minutes(count), ...every(8 * hour), random });
      expect(ms).toBeGreaterThanOrEqual(Math.min(count * minute, 0.9 * day));
      expect(ms).toBeLessThanOrEqual(Math.min(1.1 * count * minute, day));
    }
    expect(plan({ pace: minutes(count) }).reason).toBe('interval');
  });

  it('takes two hours at least where the server cannot say that nothing is new, whatever the user’s pace (P4)', () => {
    expect(plan({ pace: minutes(10), hasOwnPace: true, hasValidators: false })).toMatchObject({ reason: 'floor' });
    expect(delay({ pace: minutes(10), hasOwnPace: true, hasValidators: false })).toBeGreaterThanOrEqual(2 * hour);
    expect(delay({ pace: minutes(180), hasValidators: false })).toBeGreaterThanOrEqual(3 * hour);
  });

  it.each([minutes(10), minutes(60), { kind: 'adaptive' } as const])('is lengthened by hints whatever the pace, %o', pace => {
    for (const random of [0, 0.5, 1]) {
      expect(delay({ pace, random, maxAgeMs: 5 * hour })).toBeGreaterThanOrEqual(5 * hour);
      expect(delay({ pace, random, ttlMinutes: 5 * 60 })).toBeGreaterThanOrEqual(5 * hour);
    }
    expect(plan({ pace, maxAgeMs: 5 * hour }).reason).toBe('cache');
    expect(plan({ pace, ttlMinutes: 300 }).reason).toBe('ttl');
  });

  it('asks a feed without anything new for 180 days once a day at most (P17), unless the user chose another pace for it', () => {
    const publishedAt = [now - 181 * day, now - 400 * day];
    expect(plan({ publishedAt })).toMatchObject({ reason: 'silent' });
    expect(delay({ publishedAt })).toBeGreaterThanOrEqual(day);
    expect(delay({ publishedAt, pace: minutes(60), random: 1 })).toBeLessThanOrEqual(day + hour);
    expect(delay({ publishedAt, pace: minutes(60) })).toBeGreaterThanOrEqual(day);
    expect(delay({ publishedAt, pace: minutes(60), hasOwnPace: true })).toBeLessThan(2 * hour);
    expect(plan({ publishedAt: [now - 179 * day, ...publishedAt] }).reason).not.toBe('silent');
  });

  it('leaves out the hours and days that the feed names, and never waits longer than a day for that', () => {
    // 12:00 UTC on a Thursday; the plan would be about 13:00.
    expect(plan({ skip: { hours: [12, 13, 14, 15], days: [] } })).toMatchObject({ reason: 'skip-hours' });
    expect(delay({ skip: { hours: [12, 13, 14, 15], days: [] } })).toBeGreaterThanOrEqual(4 * hour);
    expect(delay({ skip: { hours: [12, 13, 14, 15], days: [] } })).toBeLessThan(5 * hour);
    expect(delay({ skip: { hours: [14], days: [4] } })).toBeGreaterThanOrEqual(12 * hour);
    expect(delay({ skip: { hours: [], days: [4, 5, 6] } })).toBe(day);
    expect(delay({ skip: { hours: Array.from({ length: 24 }, (_, index) => index), days: [0, 1, 2, 3, 4, 5, 6] } })).toBeLessThan(2 * hour);
    expect(delay({ skip: { hours: [25, -1, 0.5], days: [] } })).toBeLessThan(2 * hour);
    expect(delay({ skip: { hours: [13], days: [] }, outcome: failed('timeout'), failureCount: 1 })).toBeGreaterThanOrEqual(2 * hour);
  });

  it('is lengthened by max-age and ttl up to a day, never shortened (P9)', () => {
    expect(delay({ maxAgeMs: 5 * hour })).toBeGreaterThan(4 * hour);
    expect(delay({ ttlMinutes: 5 * 60 })).toBeGreaterThan(4 * hour);
    expect(delay({ maxAgeMs: 10 * day })).toBeLessThanOrEqual(day);
    expect(delay({ maxAgeMs: 1, ttlMinutes: 1 })).toBeGreaterThanOrEqual(hour);
    expect(delay({ ttlMinutes: 10_000_000 })).toBeLessThan(2 * hour);
  });

  it('spreads feeds at the floor and at the ceiling instead of bunching them (P6)', () => {
    const floors = [0, 0.3, 0.6, 0.9].map(random => delay({ random }));
    const ceilings = [0, 0.3, 0.6, 0.9].map(random => delay({ random, changedAt: now - 365 * day }));
    expect(new Set(floors).size).toBe(4);
    expect(new Set(ceilings).size).toBe(4);
  });

  it('backs off 1 h, 2 h, 4 h … a day after failures (P11)', () => {
    const delays = [1, 2, 3, 4, 5, 9].map(failureCount => delay({ outcome: failed('server-error'), failureCount, random: 0.5 }) / hour);
    expect(delays.map(hours => Math.round(hours))).toEqual([1, 2, 4, 8, 16, 23]);
  });

  it.each(['not-found', 'unauthorized', 'forbidden', 'quarantined'] as const)('asks daily after %s', code => {
    expect(delay({ outcome: failed(code), failureCount: 1 })).toBeGreaterThan(21 * hour);
  });

  it('asks a feed that is gone once more, then never by itself', () => {
    expect(delay({ outcome: failed('gone'), failureCount: 1 })).toBeLessThanOrEqual(day);
    expect(plan({ outcome: failed('gone'), failureCount: 2 })).toEqual({ at: never, reason: 'gone' });
  });

  it('never asks before the time that the server named, at most a day', () => {
    expect(delay({ outcome: failed('rate-limited', 5 * hour), failureCount: 1 })).toBeGreaterThanOrEqual(5 * hour);
    expect(delay({ outcome: failed('rate-limited', 90 * day), failureCount: 1 })).toBeLessThan(day + hour);
  });

  it('doubles the interval of a feed whose server asks for rest without saying how long, at most a day', () => {
    const next = (lastGapMs: number, failureCount: number) => delay({ outcome: failed('rate-limited'), failureCount, lastGapMs });
    expect(next(6 * hour, 1)).toBeGreaterThan(11 * hour);
    expect(next(12 * hour, 2)).toBeGreaterThan(21 * hour);
    expect(next(365 * day, 3)).toBeLessThanOrEqual(day);
    expect(delay({ outcome: failed('server-error'), failureCount: 1, lastGapMs: 6 * hour })).toBeLessThan(2 * hour);
  });

  it('asks a failing feed no more often than the user wants', () => {
    expect(delay({ outcome: failed('timeout'), failureCount: 1, pace: minutes(240) })).toBeGreaterThanOrEqual(4 * hour);
  });

  it.each([
    ['timeout', 1, null, 'back-off'],
    ['not-found', 1, null, 'needs-you'],
    ['unauthorized', 1, null, 'needs-you'],
    ['gone', 1, null, 'gone'],
    ['quarantined', 1, null, 'quarantined'],
    ['rate-limited', 1, 5 * hour, 'retry-after'],
    ['rate-limited', 1, null, 'back-off'],
  ] as const)('says why after %s (%s in a row, Retry-After %s): %s', (code, failureCount, retryAfterMs, reason) => {
    expect(plan({ outcome: failed(code, retryAfterMs), failureCount }).reason).toBe(reason);
  });

  it('asks a failing feed once an hour at most, however fast the user’s pace', () => {
    expect(delay({ outcome: failed('timeout'), failureCount: 1, pace: minutes(10), hasOwnPace: true })).toBeGreaterThanOrEqual(hour);
  });

  it('takes the interval of a test as it is only where limits are lifted', () => {
    expect(delay({ intervalMs: 200, isLifted: true })).toBeLessThanOrEqual(220);
    expect(delay({ intervalMs: 200, isLifted: true, outcome: failed('not-found'), failureCount: 3 })).toBeLessThanOrEqual(220);
    expect(delay({ intervalMs: 200, isLifted: false })).toBeGreaterThanOrEqual(hour);
    expect(delay({ intervalMs: 3 * hour })).toBeGreaterThan(2 * hour);
  });

  it('obeys Retry-After also where limits are lifted', () => {
    expect(delay({ intervalMs: 200, isLifted: true, outcome: failed('rate-limited', 5_000), failureCount: 1 })).toBeGreaterThanOrEqual(
      5_000,
    );
  });

  it('lies between the floor and a day whatever the feed says', () => {
    const date = fc.option(fc.integer({ min: -8e15, max: 8e15 }));
    fc.assert(
      fc.property(
        fc.array(date, { maxLength: 30 }),
        fc.boolean(),
        date,
        fc.option(fc.double({ min: -1e18, max: 1e18, noNaN: true })),
        fc.option(fc.integer()),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (publishedAt, hasValidators, changedAt, maxAgeMs, ttlMinutes, random) => {
          for (const outcome of [{ kind: 'changed' } as const, { kind: 'unchanged' } as const]) {
            const ms = delay({ outcome, publishedAt, hasValidators, changedAt, maxAgeMs, ttlMinutes, random });
            expect(Number.isSafeInteger(ms)).toBe(true);
            expect(ms).toBeGreaterThanOrEqual(hasValidators ? hour : 2 * hour);
            expect(ms).toBeLessThanOrEqual(day + hour / 2);
          }
        },
      ),
    );
  });
});

describe('while a feed is being asked, and when nobody hears the answer', () => {
  const asked = {
    etag: '"1"',
    lastModified: null,
    wasFetched: true,
    pace: { kind: 'adaptive' },
    checkedAt: now - 6 * hour,
    askedAt: now - 6 * hour,
    nextCheckAt: now,
    planReason: 'rhythm',
  } as const;

  it('holds the floor (P4)', () => {
    expect(planWhileAsked(asked, now, 0)).toEqual({ at: now + hour + minute, reason: 'floor' });
    expect(planWhileAsked({ ...asked, etag: null }, now, 0).at).toBeGreaterThan(now + 2 * hour);
    expect(planWhileAsked({ ...asked, checkedAt: null, askedAt: null, planReason: 'ttl' }, now, 0).reason).toBe('floor');
  });

  it.each(['cache', 'ttl', 'silent', 'back-off', 'needs-you', 'retry-after'] as const)(
    'waits once more as long as was asked for where the plan was made by %s (P8, P9, P11, P17)',
    planReason => {
      const plan = planWhileAsked({ ...asked, planReason }, now, 0.5);
      expect(plan).toEqual({ at: now + 6 * hour + minute, reason: planReason });
      // Cut off again and again, it does not grow.
      const again = { ...asked, planReason, askedAt: now, nextCheckAt: plan.at };
      expect(planWhileAsked(again, plan.at, 0.5).at - plan.at).toBeLessThan(6 * hour + 3 * minute);
      expect(planWhileAsked({ ...asked, planReason, askedAt: null, checkedAt: now - 90 * hour }, now, 0.5).at).toBe(now + day + minute);
    },
  );
});
