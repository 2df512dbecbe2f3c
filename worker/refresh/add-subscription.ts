import type { Clock } from '../clock.ts';
import { readAddressAndLogin } from '../discover/address.ts';
import { FeedError } from '../errors.ts';
import type { FeedAnswer } from '../feed.ts';
import type { RequestAccess } from '../fetch/request.ts';
import { accessTo } from '../fetch/request-access.ts';
import type { Change } from '../protocol/history.ts';
import type { ChangeId, FeedId, FolderId } from '../protocol/ids.ts';
import type { FirstUnread, Login } from '../protocol/subscriptions.ts';
import { nextCheck } from '../schedule/next-check.ts';
import { noSkipTimes } from '../schedule/skip-times.ts';
import type { Store } from '../store/store.ts';
import type { FeedChanged } from '../store/write-store.ts';
import { toChanged } from './changed.ts';
import { type CheckNeeds, checkFeed } from './check-feed.ts';
import { type TimingNeeds, timingOf } from './timing.ts';

export interface AddSubscriptionNeeds extends CheckNeeds, TimingNeeds {
  readonly store: Store;
  readonly clock: Clock;
  /** What discovery has just fetched from this address, so that the server is not asked again (P7); null when it has not. */
  readonly keptAnswer: (feedUrl: string) => FeedAnswer | null;
  /** Keeps a login with its feed. */
  readonly keepLogin: (feedId: FeedId, login: Login) => Promise<void>;
}

export interface SubscriptionToAdd {
  readonly feedUrl: string;
  readonly folder: { readonly id: FolderId } | { readonly title: string } | null;
  readonly firstUnread: FirstUnread;
  /** For the server of `feedUrl`. */
  readonly login: Login | null;
  /** A change that this one becomes part of. */
  readonly joins?: ChangeId | null;
}

export interface Added {
  readonly feedId: FeedId;
  readonly change: Change;
  readonly entries: number;
  /** The feed's own picture. */
  readonly imageUrl: string | null;
}

export const neverChecked = {
  feedId: null,
  failureCount: 0,
  changedAt: null,
  checkedAt: null,
  nextCheckAt: null,
  ttlMinutes: null,
  skip: noSkipTimes,
  hasOwnPace: false,
};

/** Subscribes to a feed and stores its first answer with it, in one transaction. Fails with 'already-subscribed', or as the fetch and the parser do. */
export async function addSubscription(needs: AddSubscriptionNeeds, wish: SubscriptionToAdd, signal: AbortSignal): Promise<Added> {
  const { store, clock, keptAnswer, keepLogin } = needs;
  const { url, login: typedLogin } = readAddressAndLogin(wish.feedUrl);
  const asked = url.href;
  const login = wish.login ?? typedLogin;
  refuseDouble(store.read.feedIdByUrl(asked));
  const kept = keptAnswer(asked);
  const answer = kept === null ? await firstAnswer(needs, asked, accessTo(url, login), signal) : toChanged(kept);
  // P12: a feed arrived at the end of permanent moves only, so that is its address.
  const feedUrl = answer.movedTo ?? asked;
  refuseDouble(store.read.feedIdByUrl(feedUrl));
  signal.throwIfAborted();
  const at = clock.now();
  const { folder, firstUnread, joins = null } = wish;
  const outcome: FeedChanged = { ...answer, movedTo: null };
  const pace = store.read.folderPace(folder !== null && 'id' in folder ? folder.id : null);
  const timing = timingOf(needs, { ...neverChecked, feedUrl, pace }, at, outcome, null);
  const added = await store.write.addSubscription({ feedUrl, folder, firstUnread, outcome, at, plan: nextCheck(timing), joins });
  if (added.wasSubscribed) refuseDouble(added.feedId);
  // A feed that has moved to another server was read there without it.
  if (login !== null && new URL(feedUrl).origin === url.origin) await keepLogin(added.feedId, login);
  return { feedId: added.feedId, change: added.change, entries: answer.document.prints.length, imageUrl: answer.document.feed.imageUrl };
}

async function firstAnswer(
  needs: AddSubscriptionNeeds,
  feedUrl: string,
  access: RequestAccess | null,
  signal: AbortSignal,
): Promise<FeedChanged> {
  const fresh = { feedUrl, etag: null, lastModified: null, validatorsAt: null, bodyHash: null };
  const { outcome } = await checkFeed(needs, fresh, { now: needs.clock.now(), signal, isUrgent: true, access });
  if (outcome.kind === 'changed') return outcome;
  throw new FeedError('http-error', 'The server says that nothing has changed, although it was never asked before. Try again later.');
}

function refuseDouble(feedId: FeedId | null): void {
  if (feedId !== null) throw new FeedError('already-subscribed', 'You have subscribed to this feed already.', { feedId });
}
