import type { Clock } from '../clock.ts';
import { type RequestAccess, RetryAfterError } from '../fetch/request.ts';
import type { FailureCode, FeedId, Milliseconds } from '../protocol/model.ts';
import { nextCheck } from '../schedule/next-check.ts';
import type { CheckOutcome, CheckSaved, FeedRecord, Store } from '../store/store.ts';
import { type CheckedFeed, type CheckNeeds, checkFeed } from './check-feed.ts';
import { checkFailure, isCancelled, isNetworkFailure } from './failure-codes.ts';
import type { Suspects } from './suspects.ts';
import { type TimingNeeds, timingOf } from './timing.ts';

export interface RefreshFeedNeeds extends CheckNeeds, TimingNeeds {
  readonly store: Store;
  readonly clock: Clock;
  /** What the user has said of how a feed is asked. */
  readonly accessOf: (feedId: FeedId) => Promise<RequestAccess>;
  /** The operating system says that there is no network. */
  readonly isOffline: () => boolean;
  readonly suspects: Suspects;
}

export type FeedRefreshed =
  /** `imageUrl`: the feed's own picture. */
  | { readonly kind: 'changed'; readonly saved: CheckSaved; readonly imageUrl: string | null }
  | { readonly kind: 'unchanged' }
  /** `ourFault`: not the feed's; the technical cause. */
  | {
      readonly kind: 'failed';
      readonly code: FailureCode;
      readonly message: string;
      readonly retryAfterAt: Milliseconds | null;
      readonly ourFault: unknown;
    }
  /** Nothing was stored. */
  | { readonly kind: 'cancelled' };

/** While there is no network, a feed is looked at again after this. */
const offlineDelayMs = 10 * 60_000;

/** Fetch, parse and store of one feed, in one transaction. Never rejects: a failure is stored with its feed, in words, and removes nothing. */
export async function refreshFeed(needs: RefreshFeedNeeds, feedId: FeedId, signal: AbortSignal, isUrgent: boolean): Promise<FeedRefreshed> {
  try {
    const feed = needs.store.read.feed(feedId);
    if (feed === null) return { kind: 'cancelled' };
    return await check(needs, feed, signal, isUrgent);
  } catch (thrown) {
    // Reading or saving failed: there is nowhere to store that.
    const { message } = checkFailure(thrown);
    return { kind: 'failed', code: 'internal', message, retryAfterAt: null, ourFault: thrown };
  }
}

async function check(needs: RefreshFeedNeeds, feed: FeedRecord, signal: AbortSignal, isUrgent: boolean): Promise<FeedRefreshed> {
  const startedAt = needs.clock.now();
  let checked: CheckedFeed;
  try {
    const { feedId } = feed;
    const access = await needs.accessOf(feedId);
    checked = await checkFeed(needs, feed, { now: startedAt, signal, isUrgent, access, feedId, isSuspect: needs.suspects.has(feed) });
    needs.suspects.clear(feedId);
  } catch (thrown) {
    return signal.aborted || isCancelled(thrown) ? { kind: 'cancelled' } : await saveFailure(needs, feed, thrown);
  }
  if (signal.aborted) return { kind: 'cancelled' };
  const { outcome, maxAgeMs } = checked;
  const plan = nextCheck(timingOf(needs, feed, needs.clock.now(), outcome, maxAgeMs));
  // As of the request: the store judges the age of validators by the same moment that decided whether they were sent (P10).
  const saved = await needs.store.write.saveCheck(feed.feedId, outcome, startedAt, plan);
  return outcome.kind === 'changed' ? { kind: 'changed', saved, imageUrl: outcome.feed.imageUrl } : { kind: 'unchanged' };
}

async function saveFailure(needs: RefreshFeedNeeds, feed: FeedRecord, thrown: unknown): Promise<FeedRefreshed> {
  const { store, clock, isOffline } = needs;
  const failure = checkFailure(thrown);
  const now = clock.now();
  if (failure.code === 'offline' || (isOffline() && isNetworkFailure(failure.code))) {
    await store.write.scheduleChecks([{ feedId: feed.feedId, plan: { at: now + offlineDelayMs, reason: 'offline' } }]);
    return { kind: 'failed', code: 'offline', message: failure.message, retryAfterAt: null, ourFault: null };
  }
  const retryAfterAt = thrown instanceof RetryAfterError ? now + thrown.retryAfterMs : null;
  const outcome: CheckOutcome = { kind: 'failed', ...failure, retryAfterAt };
  await store.write.saveCheck(feed.feedId, outcome, now, nextCheck(timingOf(needs, feed, now, outcome, null)));
  const { code, message } = failure;
  return { kind: 'failed', code, message, retryAfterAt, ourFault: code === 'internal' ? thrown : null };
}
