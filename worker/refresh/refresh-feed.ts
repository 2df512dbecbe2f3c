import type { Clock } from '../clock.ts';
import type { BodyBudget, BodyShare } from '../fetch/body-budget.ts';
import { type RequestAccess, RetryAfterError } from '../fetch/request.ts';
import type { FailureCode } from '../protocol/failures.ts';
import type { FeedId, Milliseconds } from '../protocol/ids.ts';
import { nextCheck } from '../schedule/next-check.ts';
import type { FeedRecord, Store } from '../store/store.ts';
import type { CheckOutcome, CheckSaved } from '../store/write-store.ts';
import type { NoteAsked } from './asked-notes.ts';
import { type AnswerSeen, type CheckedFeed, type CheckNeeds, checkFeed } from './check-feed.ts';
import { checkFailure, isCancelled, isNetworkFailure } from './failure-codes.ts';
import { hostOf } from './host-waits.ts';
import type { NetworkWatch } from './network-watch.ts';
import type { Suspects } from './suspects.ts';
import { symptomOf } from './symptoms.ts';
import { type TimingNeeds, timingOf } from './timing.ts';

export interface RefreshFeedNeeds extends CheckNeeds, TimingNeeds {
  readonly store: Store;
  readonly clock: Clock;
  /** What the user has said of how a feed is asked. */
  readonly accessOf: (feedId: FeedId) => Promise<RequestAccess>;
  readonly noteAsked: NoteAsked;
  readonly network: NetworkWatch;
  /** The operating system says that there is no network. */
  readonly isOffline: () => boolean;
  readonly suspects: Suspects;
  /** For all bodies together: a document counts until what came of it is stored. */
  readonly bodies: BodyBudget;
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
    if (!needs.network.mayAsk(isUrgent)) return await putOff(needs, feed);
    const share = needs.bodies.open();
    try {
      return await check(needs, feed, { signal, isUrgent, share });
    } finally {
      share.release();
      needs.network.done();
    }
  } catch (thrown) {
    // Reading or saving failed: there is nowhere to store that.
    const { message } = checkFailure(thrown);
    return { kind: 'failed', code: 'internal', message, retryAfterAt: null, ourFault: thrown };
  }
}

async function check(
  needs: RefreshFeedNeeds,
  feed: FeedRecord,
  { signal, isUrgent, share }: { readonly signal: AbortSignal; readonly isUrgent: boolean; readonly share: BodyShare },
): Promise<FeedRefreshed> {
  await needs.noteAsked(feed);
  if (signal.aborted) return { kind: 'cancelled' };
  const startedAt = needs.clock.now();
  let checked: CheckedFeed;
  let seen: AnswerSeen | null = null;
  try {
    const { feedId } = feed;
    const access = await needs.accessOf(feedId);
    checked = await checkFeed(needs, feed, {
      now: startedAt,
      signal,
      isUrgent,
      access,
      share,
      feedId,
      isSuspect: needs.suspects.has(feed),
      knownEntries: () => needs.store.read.knownEntries(feedId),
      onAnswer: answer => (seen = answer),
    });
    needs.suspects.clear(feedId);
  } catch (thrown) {
    return signal.aborted || isCancelled(thrown) ? { kind: 'cancelled' } : await saveFailure(needs, feed, thrown, seen);
  }
  needs.network.heardWell();
  if (signal.aborted) return { kind: 'cancelled' };
  const { outcome, maxAgeMs, readWhole } = checked;
  const save = (found: CheckedFeed['outcome']): Promise<CheckSaved> => {
    const plan = nextCheck(timingOf(needs, feed, needs.clock.now(), found, maxAgeMs));
    // As of the request: the store judges the age of validators by the same moment that decided whether they were sent (P10).
    return needs.store.write.saveCheck(feed.feedId, found, startedAt, plan);
  };
  const saved = await save(outcome);
  if (outcome.kind !== 'changed') return { kind: 'unchanged' };
  const { imageUrl } = outcome.document.feed;
  // Between reading and saving an entry was removed: the answer is still here, so the server is not asked again.
  return { kind: 'changed', saved: saved.isOutdated === true && readWhole !== null ? await save(await readWhole()) : saved, imageUrl };
}

/** Not the feed's fault, and none of its affair: it keeps its health, its validators and its address, and is looked at again soon (P11, R11). */
async function putOff({ store, clock, network, random }: RefreshFeedNeeds, feed: FeedRecord, message?: string): Promise<FeedRefreshed> {
  const at = Math.round(clock.now() + offlineDelayMs * (1 + random() / 5));
  await store.write.scheduleChecks([{ feedId: feed.feedId, plan: { at, reason: 'offline' } }]);
  const words = message ?? troubleWords[network.trouble() ?? 'no-network'];
  return { kind: 'failed', code: 'offline', message: words, retryAfterAt: null, ourFault: null };
}

const troubleWords = {
  'login-page':
    'This network answers with a page of its own instead of the feeds. Log in to it in your browser; Freshet then goes on by itself.',
  'no-network': 'None of the servers can be reached. Look whether this computer is connected; Freshet goes on by itself when it is.',
} as const;

async function saveFailure(needs: RefreshFeedNeeds, feed: FeedRecord, thrown: unknown, seen: AnswerSeen | null): Promise<FeedRefreshed> {
  const { store, clock, isOffline, network } = needs;
  const failure = checkFailure(thrown);
  if (failure.code === 'offline' || (isOffline() && isNetworkFailure(failure.code))) return await putOff(needs, feed, failure.message);
  const host = hostOf(feed.feedUrl);
  const symptom = symptomOf(failure.code, host, seen);
  const isFresh = feed.failureCount === 0;
  if (symptom !== null && network.isToBlame({ feedId: feed.feedId, host, ...symptom, isFresh })) return await putOff(needs, feed);
  const now = clock.now();
  const retryAfterAt = thrown instanceof RetryAfterError ? now + thrown.retryAfterMs : null;
  const outcome: CheckOutcome = { kind: 'failed', ...failure, retryAfterAt };
  await store.write.saveCheck(feed.feedId, outcome, now, nextCheck(timingOf(needs, feed, now, outcome, null)));
  const { code, message } = failure;
  return { kind: 'failed', code, message, retryAfterAt, ourFault: code === 'internal' ? thrown : null };
}
