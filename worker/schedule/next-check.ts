import type { SkipTimes } from '../feed.ts';
import type { FailureCode } from '../protocol/failures.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { CheckPlan, Pace, PlanReason } from '../protocol/subscriptions.ts';
import { afterSkipTimes } from './skip-times.ts';

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
/** P17. */
const silentAfterMs = 180 * day;
/** P9: a ttl above this is a mistake, not a wish. */
const absurdTtlMinutes = 7 * 24 * 60;
const jitterShare = 0.1;
/** Feeds that may be asked again at the same moment come one after another within this. */
const apartMs = 20 * minute;

/** For feeds that say that they are gone: never again by themselves. 9999-12-31. */
export const never: Milliseconds = 253_402_214_400_000;

export interface CheckTiming {
  readonly now: Milliseconds;
  readonly outcome:
    | { readonly kind: 'changed' | 'unchanged' }
    | { readonly kind: 'failed'; readonly code: FailureCode; readonly retryAfterAt: Milliseconds | null };
  /** Of the feed's newest entries. */
  readonly publishedAt: readonly (Milliseconds | null)[];
  /** Failures in a row, this one included. */
  readonly failureCount: number;
  readonly hasValidators: boolean;
  /** When the feed's body last changed, before this check. */
  readonly changedAt: Milliseconds | null;
  /** From the last check, failed or not, to the one that was planned after it. */
  readonly lastGapMs: number | null;
  readonly maxAgeMs: number | null;
  readonly ttlMinutes: number | null;
  readonly skip: SkipTimes;
  readonly pace: Pace;
  /** The pace was chosen for this very feed. */
  readonly hasOwnPace: boolean;
  /** The start message's pace for every feed. */
  readonly intervalMs: number | null;
  /** A confirmed loopback feed of a test or bench: no floor. */
  readonly isLifted: boolean;
  /** 0 … 1. */
  readonly random: number;
}

/** When the feed is asked next by the timer, and why then: rules P4, P6, P8, P9, P11, P17. */
export function nextCheck(timing: CheckTiming): CheckPlan {
  const { now, outcome, random, intervalMs, isLifted } = timing;
  const plan = outcome.kind === 'failed' ? afterFailure(timing, outcome) : afterAnswer(timing);
  if (plan.at >= never || (isLifted && intervalMs !== null)) return { ...plan, at: Math.round(plan.at) };
  const allowedAt = afterSkipTimes(plan.at, timing.skip);
  if (allowedAt === plan.at) return { ...plan, at: Math.round(plan.at) };
  // Never put off beyond a day (P9), nor by that before what the plan already was.
  return { at: Math.round(Math.max(plan.at, Math.min(allowedAt + random * apartMs, now + ceilingMs))), reason: 'skip-hours' };
}

/** P4: the floor of a feed's automatic pace, ms. Under an hour only by the user's choice, and only where the server can say that nothing is new. */
function lowestPaceMs(hasValidators: boolean, pace: Pace): number {
  const floor = hasValidators ? floorMs : floorWithoutValidatorsMs;
  if (pace.kind !== 'every') return floor;
  return hasValidators ? pace.minutes * minute : Math.max(pace.minutes * minute, floor);
}

interface AskedFeed {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly wasFetched: boolean;
  readonly pace: Pace;
}

/** P4 for a feed as it is stored. Before the first answer nobody knows whether it will have validators. */
export function smallestGapMs({ etag, lastModified, wasFetched, pace }: AskedFeed): number {
  return lowestPaceMs(etag !== null || lastModified !== null || !wasFetched, pace);
}

interface PlannedBefore extends AskedFeed {
  readonly checkedAt: Milliseconds | null;
  readonly askedAt: Milliseconds | null;
  readonly nextCheckAt: Milliseconds | null;
  readonly planReason: PlanReason;
}

/** Plans by these the feed or its server has asked for: they hold as well after a request whose answer nobody heard. */
const askedForReasons: ReadonlySet<PlanReason> = new Set(['cache', 'ttl', 'silent', 'back-off', 'needs-you', 'retry-after']);

/** The plan that stands while a feed is being asked, and holds when that is cut off (P4): the floor, or once more the gap that was asked for (P9, P11, P17). */
export function planWhileAsked(feed: PlannedBefore, now: Milliseconds, random: number): CheckPlan {
  // The request may have waited for its turn for some seconds.
  const lowest = smallestGapMs(feed) + minute;
  const floorAt = Math.round(now + lowest * (1 + jitterShare * random));
  const askedAt = Math.max(feed.checkedAt ?? 0, feed.askedAt ?? 0);
  if (askedAt === 0 || feed.nextCheckAt === null || !askedForReasons.has(feed.planReason)) return { at: floorAt, reason: 'floor' };
  const at = now + minute + Math.min(feed.nextCheckAt - askedAt, ceilingMs);
  return at > floorAt ? { at, reason: feed.planReason } : { at: floorAt, reason: 'floor' };
}

function afterAnswer(timing: CheckTiming): CheckPlan {
  const { now, hasValidators, maxAgeMs, ttlMinutes, intervalMs, isLifted, pace, random } = timing;
  if (isLifted && intervalMs !== null) return { at: now + spread(intervalMs, 0, ceilingMs, random), reason: 'interval' };
  if (isSilent(timing)) return { at: now + day + random * apartMs, reason: 'silent' };
  const { lowest, highest } = bounds(timing);
  const chosen: Wish =
    intervalMs === null
      ? pace.kind === 'every'
        ? { ms: pace.minutes * minute, reason: 'interval' }
        : ownPace(timing)
      : { ms: intervalMs, reason: 'interval' };
  const floor: Wish = { ms: lowestPaceMs(hasValidators, pace), reason: 'floor' };
  const hints: readonly [Wish, Wish] = [
    { ms: maxAgeMs ?? 0, reason: 'cache' },
    { ms: ttlMs(ttlMinutes), reason: 'ttl' },
  ];
  const wish = longest([chosen, floor, ...hints]);
  // What server and feed ask for is not undercut by the jitter either.
  const asked = inwards(longest(hints).ms);
  return { at: now + spread(wish.ms, Math.max(lowest, Math.min(asked, highest)), highest, random), reason: wish.reason };
}

interface Wish {
  readonly ms: number;
  readonly reason: PlanReason;
}

/** The first of the longest. */
function longest([first, ...others]: readonly [Wish, ...Wish[]]): Wish {
  return others.reduce((best, wish) => (wish.ms > best.ms ? wish : best), first);
}

function afterFailure(timing: CheckTiming, failure: { readonly code: FailureCode; readonly retryAfterAt: Milliseconds | null }): CheckPlan {
  const { now, random, failureCount } = timing;
  if (failure.code === 'gone' && failureCount > 1) return { at: never, reason: 'gone' };
  const at = now + failureDelayMs(timing, failure.code);
  const reason = reasonOfFailure(failure.code);
  // P8: never before the hour that the server named; a little later, so that not all come back in the same second.
  const waited = failure.retryAfterAt === null ? 0 : Math.min(failure.retryAfterAt, now + ceilingMs) + random * 2 * minute;
  return waited > at ? { at: waited, reason: 'retry-after' } : { at, reason };
}

function reasonOfFailure(code: FailureCode): PlanReason {
  switch (code) {
    case 'gone':
    case 'quarantined':
      return code;
    case 'not-found':
    case 'unauthorized':
    case 'forbidden':
      return 'needs-you';
    default:
      return 'back-off';
  }
}

/**
 * P11: 1 h, 2 h, 4 h … 24 h; where a person must act first, daily. A 410 is asked once more the next day, then never.
 * A proxy that is in the way is looked for every hour: it is no fault of the feed's.
 * P8: a server that asks for rest without saying how long gets twice the interval it had.
 */
function failureDelayMs(timing: CheckTiming, code: FailureCode): number {
  const { intervalMs, isLifted, failureCount, lastGapMs, pace, random } = timing;
  if (isLifted && intervalMs !== null) return spread(intervalMs, 0, ceilingMs, random);
  const isDaily = reasonOfFailure(code) !== 'back-off';
  const backOffMs = isDaily ? day : hour * (code === 'proxy' ? 1 : 2 ** Math.min(10, Math.max(0, failureCount - 1)));
  const doubledMs = code === 'rate-limited' ? 2 * (lastGapMs ?? 0) : 0;
  return spread(Math.max(backOffMs, doubledMs), Math.max(floorMs, inwards(lowestPaceMs(true, pace))), ceilingMs, random);
}

function bounds(timing: CheckTiming): { readonly lowest: number; readonly highest: number } {
  const { now, hasValidators, changedAt, pace, outcome } = timing;
  const lowest = inwards(lowestPaceMs(hasValidators, pace));
  if (hasValidators || pace.kind === 'every') return { lowest, highest: ceilingMs };
  const standsStill = outcome.kind === 'unchanged' && changedAt !== null && now - changedAt >= standsStillAfterMs;
  if (standsStill) return { lowest: inwards(ceilingMs), highest: ceilingMs };
  return { lowest, highest: Math.max(lowest, ceilingWithoutValidatorsMs) };
}

/** Leaves room for the jitter below a day. */
function inwards(lowest: number): number {
  return Math.min(lowest, ceilingMs * (1 - jitterShare));
}

/** The feed's own rhythm: half of what usually lies between its entries, slower the longer it is silent. */
function ownPace({ now, publishedAt, outcome, changedAt }: CheckTiming): Wish {
  const silenceMs = outcome.kind === 'changed' || changedAt === null ? 0 : Math.max(0, now - changedAt);
  return { ms: Math.max(rhythmMs(publishedAt, now) / 2, silenceMs / 8), reason: 'rhythm' };
}

/** P17. What the user chose for this very feed is not overruled. */
function isSilent({ now, publishedAt, pace, hasOwnPace }: CheckTiming): boolean {
  if (hasOwnPace && pace.kind === 'every') return false;
  return publishedAt.length > 0 && publishedAt.every(at => at !== null && now - at >= silentAfterMs);
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
