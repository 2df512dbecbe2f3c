import type { Milliseconds } from '../protocol/ids.ts';
import { datesOf } from '../read-document.ts';
import type { CheckTiming } from '../schedule/next-check.ts';
import type { FeedRecord, Store } from '../store/store.ts';
import type { CheckOutcome } from '../store/write-store.ts';
import type { LoopbackLimits } from './loopback-limits.ts';

export interface TimingNeeds {
  readonly store: Pick<Store, 'read'>;
  readonly random: () => number;
  readonly limits: LoopbackLimits;
  /** The start message's pace for every feed, ms; null: each by its own rhythm. */
  readonly intervalMs: number | null;
}

/** A feed as far as its next check is concerned; without an id it is about to be added. */
export type FeedToTime = Pick<
  FeedRecord,
  'feedUrl' | 'failureCount' | 'changedAt' | 'checkedAt' | 'nextCheckAt' | 'ttlMinutes' | 'skip' | 'pace' | 'hasOwnPace'
> & { readonly feedId: FeedRecord['feedId'] | null };

/** As many of the newest entries as tell a feed's rhythm. */
export const countedEntries = 10;

/** The facts from which the next check is reckoned. */
export function timingOf(
  { store, limits, intervalMs, random }: TimingNeeds,
  feed: FeedToTime,
  now: Milliseconds,
  outcome: CheckOutcome,
  maxAgeMs: number | null,
): CheckTiming {
  const { feedId, failureCount, changedAt, checkedAt, pace, hasOwnPace } = feed;
  return {
    now,
    outcome,
    publishedAt:
      outcome.kind === 'changed'
        ? datesOf(outcome.document)
        : outcome.kind === 'unchanged' && feedId !== null
          ? store.read.newestDates(feedId, countedEntries)
          : [],
    failureCount: outcome.kind === 'failed' ? failureCount + 1 : 0,
    hasValidators: outcome.kind !== 'failed' && (outcome.etag !== null || outcome.lastModified !== null),
    changedAt,
    lastGapMs: checkedAt === null || feed.nextCheckAt === null ? null : Math.max(0, feed.nextCheckAt - checkedAt),
    maxAgeMs,
    // A feed that has not changed still says what it said.
    ttlMinutes: outcome.kind === 'changed' ? outcome.document.feed.ttlMinutes : feed.ttlMinutes,
    skip: outcome.kind === 'changed' ? { hours: outcome.document.feed.skipHours, days: outcome.document.feed.skipDays } : feed.skip,
    pace,
    hasOwnPace,
    intervalMs,
    isLifted: limits.isLifted(feed.feedUrl),
    random: random(),
  };
}
