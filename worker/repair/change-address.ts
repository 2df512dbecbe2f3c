import type { Clock } from '../clock.ts';
import { readAddressAndLogin } from '../discover/address.ts';
import { FeedError } from '../errors.ts';
import type { FeedAnswer } from '../feed.ts';
import type { RequestAccess } from '../fetch/request.ts';
import { accessTo } from '../fetch/request-access.ts';
import type { Change } from '../protocol/history.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { Login } from '../protocol/subscriptions.ts';
import { toChanged } from '../refresh/changed.ts';
import { type CheckNeeds, checkFeed } from '../refresh/check-feed.ts';
import { type TimingNeeds, timingOf } from '../refresh/timing.ts';
import { nextCheck } from '../schedule/next-check.ts';
import type { Store } from '../store/store.ts';
import type { CheckSaved, FeedChanged } from '../store/write-store.ts';

export interface ChangeAddressNeeds extends CheckNeeds, TimingNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly accessOf: (feedId: FeedId) => Promise<RequestAccess>;
  /** Keeps a login with its feed. */
  readonly keepLogin: (feedId: FeedId, login: Login) => Promise<void>;
  /** What was read of that address a moment ago, so that its server is not asked again (P7); null when nothing was. */
  readonly keptAnswer: (feedUrl: string) => FeedAnswer | null;
}

export interface AddressWish {
  readonly feedId: FeedId;
  readonly feedUrl: string;
}

/**
 * Reads a feed from another address from now on: only once a feed has answered there, in one transaction with its answer. Fails with
 * 'already-subscribed', 'not-found-here', or as the fetch and the parser do; then nothing has changed.
 */
export async function changeAddress(
  needs: ChangeAddressNeeds,
  { feedId, feedUrl }: AddressWish,
  signal: AbortSignal,
): Promise<{ readonly change: Change; readonly saved: CheckSaved }> {
  const { store, clock, keptAnswer, accessOf, keepLogin } = needs;
  const { url, login } = readAddressAndLogin(feedUrl);
  const asked = url.href;
  const refuseOther = (otherId: FeedId | null): void => {
    if (otherId === null || otherId === feedId) return;
    const title = store.read.subscription(otherId)?.title ?? asked;
    const words = `Another feed of yours, “${title}”, has this address already. Unsubscribe one of the two.`;
    throw new FeedError('already-subscribed', words, { feedId: otherId });
  };
  const feed = store.read.feed(feedId);
  if (feed === null) throw notThere();
  refuseOther(store.read.feedIdByUrl(asked));
  const kept = keptAnswer(asked);
  const answer =
    kept === null ? await firstAnswer(needs, asked, accessTo(url, login) ?? (await accessOf(feedId)), signal) : toChanged(kept);
  // P12: a feed has answered at the end of permanent moves, so that is its address.
  const newUrl = answer.movedTo ?? asked;
  refuseOther(store.read.feedIdByUrl(newUrl));
  signal.throwIfAborted();
  const at = clock.now();
  const outcome: FeedChanged = { ...answer, movedTo: null };
  // The user's pace is the feed's, and goes with it; the rhythm of the old address does not.
  const fresh = { ...feed, feedUrl: newUrl, failureCount: 0, changedAt: null, checkedAt: null, nextCheckAt: null, ttlMinutes: null };
  const timing = timingOf(needs, fresh, at, outcome, null);
  const changed = await store.write.changeAddress({ feedId, feedUrl: newUrl, outcome, at, plan: nextCheck(timing) });
  if (changed === null) throw notThere();
  refuseOther(changed.takenBy);
  if (login !== null && new URL(newUrl).origin === url.origin) await keepLogin(feedId, login);
  return changed;
}

async function firstAnswer(needs: ChangeAddressNeeds, feedUrl: string, access: RequestAccess, signal: AbortSignal): Promise<FeedChanged> {
  const fresh = { feedUrl, etag: null, lastModified: null, validatorsAt: null, bodyHash: null };
  const { outcome } = await checkFeed(needs, fresh, { now: needs.clock.now(), signal, isUrgent: true, access });
  if (outcome.kind === 'changed') return outcome;
  throw new FeedError('http-error', 'The server says that nothing has changed, although it was never asked before. Try again later.');
}

function notThere(): FeedError {
  return new FeedError('not-found-here', 'This feed is not there any more. It was unsubscribed meanwhile.');
}
