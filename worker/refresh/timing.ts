import type { Milliseconds } from '../protocol/model.ts';
import type { CheckTiming } from '../schedule/next-check.ts';
import type { CheckOutcome, FeedRecord, Store } from '../store/store.ts';
import type { LoopbackLimits } from './loopback-limits.ts';

export interface TimingNeeds {
  readonly store: Pick<Store, 'read'>;
  readonly random: () => number;
  readonly limits: LoopbackLimits;
  /** The start message's pace for every feed, ms; null: each by its own rhythm. */
  readonly intervalMs: number | null;
}

/** The facts from which the next check is reckoned. */
export function timingOf(
  { store, limits, intervalMs, random }: TimingNeeds,
  feed: Pick<FeedRecord, 'feedUrl' | 'failureCount' | 'changedAt' | 'checkedAt' | 'nextCheckAt'>,
  now: Milliseconds,
  outcome: CheckOutcome,
  maxAgeMs: number | null,
): CheckTiming {
  const { failureCount, changedAt, checkedAt } = feed;
  const lastGapMs = checkedAt === null || feed.nextCheckAt === null ? null : Math.max(0, feed.nextCheckAt - checkedAt);
  return {
    now,
    outcome: outcome.kind === 'changed' ? { kind: 'changed', publishedAt: outcome.feed.entries.map(entry => entry.publishedAt) } : outcome,
    failureCount: outcome.kind === 'failed' ? failureCount + 1 : 0,
    hasValidators: outcome.kind !== 'failed' && (outcome.etag !== null || outcome.lastModified !== null),
    changedAt,
    // After failures the plan was a back-off, and no word on the feed's pace.
    plannedMs: failureCount === 0 ? lastGapMs : null,
    lastGapMs,
    maxAgeMs,
    ttlMinutes: outcome.kind === 'changed' ? outcome.feed.ttlMinutes : null,
    refreshMinutes: store.read.settings().refreshMinutes,
    intervalMs,
    isLifted: limits.isLifted(feed.feedUrl),
    random: random(),
  };
}
