import { create } from 'zustand';
import type { FeedCandidate, FirstUnread, FolderId, Login } from '../../worker/protocol/model.ts';
import { RequestError, request } from '../client/request.ts';
import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';
import { goToView } from './navigation.ts';
import { notify } from './notices.ts';
import { askAboutNotifications } from './notification-question.ts';
import { undo } from './reading.ts';
import { loadSubscriptions } from './subscriptions.ts';

export type Finding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'looking'; readonly address: string }
  /** An address on this computer or network wants the user's word, once for each host and port. */
  | { readonly kind: 'local'; readonly address: string; readonly host: string }
  /** The server wants a login, or another one than it got. */
  | { readonly kind: 'login'; readonly address: string; readonly error: RequestError }
  | { readonly kind: 'failed'; readonly address: string; readonly error: RequestError }
  | { readonly kind: 'found'; readonly address: string; readonly candidates: readonly FeedCandidate[] };

interface FindFeedsState {
  readonly finding: Finding;
  /** Which of the found feeds is meant. */
  readonly chosenUrl: string | null;
  /** Why the chosen feed could not be read or subscribed to. */
  readonly problem: RequestError | null;
  readonly isSubscribing: boolean;
}

const nothing: FindFeedsState = { finding: { kind: 'nothing' }, chosenUrl: null, problem: null, isSubscribing: false };

export const useFindFeeds = create<FindFeedsState>()(() => nothing);

/** The login that was typed, for that server only, and only as long as the dialog is open. */
let loggedIn: { readonly origin: string; readonly login: Login } | null = null;

/** Counts the searches: the answer to one that was given up comes too late. */
let search = 0;

/** Gives up what is under way. Nothing was stored. */
export function stopFinding(): void {
  search += 1;
  loggedIn = null;
  useFindFeeds.setState(nothing);
}

/** Looks for feeds at an address of a site or a feed. */
export async function findFeeds(address: string, confirmLocal = false, login: Login | null = null): Promise<void> {
  const mine = ++search;
  const wanted = useFindFeeds.getState().finding;
  const origin = wanted.kind === 'login' && wanted.address === address ? wanted.error.wire.origin : undefined;
  loggedIn = login !== null && origin !== undefined ? { origin, login } : null;
  useFindFeeds.setState({ ...nothing, finding: { kind: 'looking', address } });
  try {
    const { candidates } = await request('feeds.find', { address, confirmLocal, ...(loggedIn === null ? {} : { login: loggedIn.login }) });
    if (mine !== search) return;
    const [only] = candidates;
    if (candidates.length === 1 && only?.subscribedFeedId != null) return openExisting(only.subscribedFeedId, only.title);
    useFindFeeds.setState({ finding: { kind: 'found', address, candidates } });
    if (only !== undefined) await chooseFeed(only.feedUrl);
  } catch (error) {
    if (mine !== search) return;
    const failure = asRequestError(error);
    const host = failure.wire.host;
    const isLocal = failure.code === 'local-address' && host !== undefined && !confirmLocal;
    if (isLocal) useFindFeeds.setState({ finding: { kind: 'local', address, host } });
    else useFindFeeds.setState({ finding: { kind: wantsLogin(failure) ? 'login' : 'failed', address, error: failure } });
  }
}

/** Chooses one of the found feeds, and reads it for its preview when that has not been done. */
export async function chooseFeed(feedUrl: string, login: Login | null = null): Promise<void> {
  const mine = search;
  const origin = useFindFeeds.getState().problem?.wire.origin;
  if (login !== null && origin !== undefined) loggedIn = { origin, login };
  useFindFeeds.setState({ chosenUrl: feedUrl, problem: null });
  if (chosenCandidate()?.preview !== null) return;
  try {
    const read = await request('feeds.preview', { feedUrl, ...loginFor(feedUrl) });
    if (mine === search) replaceCandidate(feedUrl, read);
  } catch (error) {
    if (mine === search && useFindFeeds.getState().chosenUrl === feedUrl) useFindFeeds.setState({ problem: asRequestError(error) });
  }
}

export interface SubscribeOptions {
  readonly folder: { readonly id: FolderId } | { readonly title: string } | null;
  readonly firstUnread: FirstUnread;
}

/** Subscribes to the chosen feed and opens it; one that is subscribed to already is only opened. */
export async function subscribeToChosen({ folder, firstUnread }: SubscribeOptions): Promise<void> {
  const candidate = chosenCandidate();
  if (candidate === null || useFindFeeds.getState().isSubscribing) return;
  if (candidate.subscribedFeedId !== null) return openExisting(candidate.subscribedFeedId, candidate.title);
  const mine = search;
  useFindFeeds.setState({ isSubscribing: true, problem: null });
  try {
    const { feedUrl } = candidate;
    const { subscription, change } = await request('subscriptions.add', { feedUrl, folder, firstUnread, ...loginFor(feedUrl) });
    await loadSubscriptions().catch(() => undefined);
    // Closed while it was under way: it is subscribed to all the same, and can be taken back.
    if (mine === search) closeAndOpen(subscription.feedId);
    notify(t('addFeed.subscribed', { feed: subscription.title }), {
      action: { label: t('notice.undo'), run: () => void undo(change.id) },
    });
    askAboutNotifications();
  } catch (error) {
    const failure = asRequestError(error);
    const known = failure.wire.feedId;
    if (mine !== search) return;
    if (failure.code === 'already-subscribed' && known !== undefined) openExisting(known, candidate.title);
    else useFindFeeds.setState({ isSubscribing: false, problem: failure });
  }
}

/** Whether the user can do something about it in the dialog: give a user name and a password. */
export function wantsLogin(problem: RequestError | null): boolean {
  return problem?.code === 'unauthorized' && problem.wire.origin !== undefined;
}

function loginFor(feedUrl: string): { readonly login?: Login } {
  return loggedIn !== null && URL.parse(feedUrl)?.origin === loggedIn.origin ? { login: loggedIn.login } : {};
}

export function chosenCandidate(): FeedCandidate | null {
  const { finding, chosenUrl } = useFindFeeds.getState();
  return finding.kind === 'found' ? (finding.candidates.find(({ feedUrl }) => feedUrl === chosenUrl) ?? null) : null;
}

function replaceCandidate(feedUrl: string, read: FeedCandidate): void {
  const { finding } = useFindFeeds.getState();
  if (finding.kind !== 'found') return;
  // The address stays that of the choice, even when the feed was found to have moved: it is what is chosen.
  const candidates = finding.candidates.map(candidate => (candidate.feedUrl === feedUrl ? { ...read, feedUrl } : candidate));
  useFindFeeds.setState({ finding: { ...finding, candidates } });
}

function openExisting(feedId: number, title: string): void {
  closeAndOpen(feedId);
  notify(t('addFeed.already', { feed: title }));
}

function closeAndOpen(feedId: number): void {
  stopFinding();
  useDialogs.getState().close();
  void goToView({ kind: 'feed', feedId });
}

function asRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  throw error;
}
