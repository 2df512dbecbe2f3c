import type { FailureCode, Milliseconds } from '../protocol/model.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** P4: floors of automatic polls, with validators and without. */
const floorMs = 60 * minute;
const floorWithoutValidatorsMs = 2 * hour;
const ceilingMs = day;
/** P4: a feed without validators is left alone for a day only when its body has stood still for a week. */
const ceilingWithoutValidatorsMs = 12 * hour;
const standsStillAfterMs = 7 * day;
/** P9: a ttl above this is a mistake, not a wish. */
const absurdTtlMinutes = 7 * 24 * 60;
const jitterShare = 0.1;

/** For feeds that say that they are gone: never again by themselves. 9999-12-31. */
export const never: Milliseconds = 253_402_214_400_000;

export interface CheckTiming {
  readonly now: Milliseconds;
  readonly outcome:
    | { readonly kind: 'changed'; readonly publishedAt: readonly (Milliseconds | null)[] }
    | { readonly kind: 'unchanged' }
    | { readonly kind: 'failed'; readonly code: FailureCode; readonly retryAfterAt: Milliseconds | null };
  /** Failures in a row, this one included. */
  readonly failureCount: number;
  readonly hasValidators: boolean;
  /** When the feed's body last changed, before this check. */
  readonly changedAt: Milliseconds | null;
  /** The pace that was planned before this check; null at the first. */
  readonly plannedMs: number | null;
  /** From the last check, failed or not, to the one that was planned after it. */
  readonly lastGapMs: number | null;
  readonly maxAgeMs: number | null;
  readonly ttlMinutes: number | null;
  /** The user's floor (settings), minutes. */
  readonly refreshMinutes: number;
  /** The start message's pace for every feed. */
  readonly intervalMs: number | null;
  /** A confirmed loopback feed of a test or bench: no floor. */
  readonly isLifted: boolean;
  /** 0 … 1. */
  readonly random: number;
}

/** When the feed is asked next by the timer: rules P4, P6, P8, P9, P11, P17. */
export function nextCheckAt(timing: CheckTiming): Milliseconds {
  const { now, outcome, random } = timing;
  if (outcome.kind === 'failed') return Math.round(afterFailure(timing, outcome));
  if (timing.isLifted && timing.intervalMs !== null) return Math.round(now + spread(timing.intervalMs, 0, ceilingMs, random));
  const { lowest, highest } = bounds(timing);
  const wished = Math.max(timing.intervalMs ?? ownPace(timing), timing.maxAgeMs ?? 0, ttlMs(timing.ttlMinutes));
  return Math.round(now + spread(wished, lowest, highest, random));
}

/** P4: the floor of a feed's automatic pace under the user's setting, ms. */
export function lowestPaceMs(hasValidators: boolean, refreshMinutes: number): number {
  return clamp(refreshMinutes * minute, hasValidators ? floorMs : floorWithoutValidatorsMs, ceilingMs);
}

function afterFailure(
  timing: CheckTiming,
  failure: { readonly code: FailureCode; readonly retryAfterAt: Milliseconds | null },
): Milliseconds {
  const { now, random, failureCount } = timing;
  const at = now + failureDelayMs(timing, failure.code);
  if (failure.code === 'gone' && failureCount > 1) return never;
  // P8: never before the hour that the server named; a little later, so that not all come back in the same second.
  if (failure.retryAfterAt === null) return at;
  return Math.max(at, Math.min(failure.retryAfterAt, now + ceilingMs) + random * 2 * minute);
}

/**
 * P11: 1 h, 2 h, 4 h … 24 h; where a person must act first, daily. A 410 is asked once more the next day, then never.
 * P8: a server that asks for rest without saying how long gets twice the interval it had.
 */
function failureDelayMs(timing: CheckTiming, code: FailureCode): number {
  const { intervalMs, isLifted, failureCount, lastGapMs, refreshMinutes, random } = timing;
  if (isLifted && intervalMs !== null) return spread(intervalMs, 0, ceilingMs, random);
  const isDaily = code === 'not-found' || code === 'gone' || code === 'unauthorized' || code === 'forbidden' || code === 'quarantined';
  const backOffMs = isDaily ? day : hour * 2 ** Math.min(10, Math.max(0, failureCount - 1));
  const doubledMs = code === 'rate-limited' ? 2 * (lastGapMs ?? 0) : 0;
  return spread(Math.max(backOffMs, doubledMs), lowestPaceMs(true, refreshMinutes), ceilingMs, random);
}

function bounds({ now, hasValidators, changedAt, refreshMinutes, outcome }: CheckTiming): {
  readonly lowest: number;
  readonly highest: number;
} {
  const lowest = lowestPaceMs(hasValidators, refreshMinutes);
  if (hasValidators) return { lowest, highest: ceilingMs };
  const standsStill = outcome.kind === 'unchanged' && changedAt !== null && now - changedAt >= standsStillAfterMs;
  if (standsStill) return { lowest: ceilingMs * (1 - jitterShare), highest: ceilingMs };
  return { lowest, highest: Math.max(lowest, ceilingWithoutValidatorsMs) };
}

/** The feed's own rhythm: half of what usually lies between its entries, slower the longer it is silent. */
function ownPace({ now, outcome, changedAt, plannedMs }: CheckTiming): number {
  if (outcome.kind === 'changed') return rhythmMs(outcome.publishedAt, now) / 2;
  const silenceMs = changedAt === null ? 0 : Math.max(0, now - changedAt);
  return Math.max(plannedMs ?? 0, silenceMs / 8);
}

const newestCounted = 10;

/** The mean gap of the newest entries, up to now; 0 when too few of them are dated. */
function rhythmMs(publishedAt: readonly (Milliseconds | null)[], now: Milliseconds): number {
  const dates = publishedAt.filter(at => at !== null && at <= now).sort((a, b) => Number(b) - Number(a));
  const oldest = dates[Math.min(dates.length, newestCounted) - 1];
  if (oldest === undefined || oldest === null || dates.length < 2) return 0;
  return (now - oldest) / Math.min(dates.length, newestCounted);
}

function ttlMs(minutes: number | null): number {
  return minutes === null || minutes < 0 || minutes > absurdTtlMinutes ? 0 : minutes * minute;
}

/** P6: ± 10 %, turned inwards at the bounds so that none is crossed and feeds at a bound do not fire together. */
function spread(ms: number, lowest: number, highest: number, random: number): number {
  const clamped = clamp(ms, lowest, highest);
  const share = jitterShare * random;
  if (clamped * (1 - jitterShare) < lowest) return Math.min(clamped * (1 + share), Math.max(highest, lowest));
  if (clamped * (1 + jitterShare) > highest) return clamped * (1 - share);
  return clamped * (1 - jitterShare + 2 * share);
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value, lowest), highest);
}
