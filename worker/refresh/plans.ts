import type { Milliseconds } from '../protocol/ids.ts';
import { type CheckTiming, never, nextCheck } from '../schedule/next-check.ts';
import { paceText } from '../store/pace-text.ts';
import type { FeedRecord, Store } from '../store/store.ts';
import type { PlannedFeed } from '../store/write-store.ts';
import { countedEntries, type TimingNeeds } from './timing.ts';

const hour = 3_600_000;
/** No check is planned farther ahead than a day, and a little for jitter and Retry-After. */
const farthestMs = 26 * hour;

/** The wall clock was set back while we ran: every plan moves with it (R10). */
export async function shiftPlans({ read, write }: Store, byMs: number): Promise<void> {
  const planned = read.feedsIn({ kind: 'all' }).flatMap(({ feedId, nextCheckAt, planReason }): PlannedFeed[] => {
    return nextCheckAt === null || nextCheckAt >= never ? [] : [{ feedId, plan: { at: nextCheckAt - byMs, reason: planReason } }];
  });
  if (planned.length > 0) await write.scheduleChecks(planned);
}

export interface ReplanNeeds extends Pick<TimingNeeds, 'random' | 'limits' | 'intervalMs'> {
  readonly store: Store;
  readonly now: () => Milliseconds;
}

export type KeepPlans = <T>(action: () => Promise<T>) => Promise<T>;

/**
 * Does what may change the pace of feeds, and plans those anew of which it did. They come sooner or later than planned, but not sooner
 * than their servers were promised: after a failure, and where a server's word decided, plans stay.
 */
export async function keepingPlans<T>(needs: ReplanNeeds, action: () => Promise<T>): Promise<T> {
  const { store, now } = needs;
  const before = new Map(store.read.feedsIn({ kind: 'all' }).map(feed => [feed.feedId, paceOf(feed)]));
  const result = await action();
  const at = now();
  const moved = store.read.feedsIn({ kind: 'all' }).flatMap(feed => {
    const hasChanged = before.has(feed.feedId) && before.get(feed.feedId) !== paceOf(feed);
    return hasChanged ? replanned(needs, feed, at) : [];
  });
  if (moved.length > 0) await store.write.scheduleChecks(moved);
  return result;
}

function paceOf({ pace, hasOwnPace }: FeedRecord): string {
  return `${paceText(pace)} ${hasOwnPace}`;
}

/** As it would have been planned after its last check, had the pace been this then. */
function replanned(needs: ReplanNeeds, feed: FeedRecord, now: Milliseconds): readonly PlannedFeed[] {
  const { feedId, checkedAt, nextCheckAt, failureCount, planReason } = feed;
  if (checkedAt === null || failureCount > 0 || feed.pace.kind === 'by-hand') return [];
  const plan = nextCheck(timingSince(needs, feed, Math.min(checkedAt, now)));
  // max-age is not stored.
  const at = Math.max(plan.at, now, planReason === 'cache' ? (nextCheckAt ?? 0) : 0);
  return [{ feedId, plan: { at, reason: at === nextCheckAt ? planReason : plan.reason } }];
}

function timingSince({ store, random, limits, intervalMs }: ReplanNeeds, feed: FeedRecord, checkedAt: Milliseconds): CheckTiming {
  const { feedId, changedAt, ttlMinutes, pace, hasOwnPace } = feed;
  return {
    now: checkedAt,
    outcome: { kind: 'unchanged' },
    publishedAt: store.read.newestDates(feedId, countedEntries),
    failureCount: 0,
    hasValidators: feed.etag !== null || feed.lastModified !== null,
    changedAt,
    lastGapMs: null,
    maxAgeMs: null,
    ttlMinutes,
    skip: feed.skip,
    pace,
    hasOwnPace,
    intervalMs,
    isLifted: limits.isLifted(feed.feedUrl),
    random: random(),
  };
}

/** Plans made by a clock that was wrong then and is right now would stand still for years: those feeds come within the next two hours. */
export async function bringBackPlans({ read, write }: Store, now: Milliseconds, random: () => number): Promise<void> {
  const stray = read.feedsIn({ kind: 'all' }).flatMap(({ feedId, nextCheckAt, planReason }): PlannedFeed[] => {
    const isStray = nextCheckAt !== null && nextCheckAt < never && nextCheckAt > now + farthestMs;
    return isStray ? [{ feedId, plan: { at: Math.round(now + hour + random() * hour), reason: planReason } }] : [];
  });
  if (stray.length > 0) await write.scheduleChecks(stray);
}
