import { create } from 'zustand';
import type { FeedCandidate, FirstUnread, FolderId } from '../../worker/protocol/model.ts';
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

/** Counts the searches: the answer to one that was given up comes too late. */
let search = 0;

/** Gives up what is under way. Nothing was stored. */
export function stopFinding(): void {
  search += 1;
  useFindFeeds.setState(nothing);
}

/** Looks for feeds at an address of a site or a feed. */
export async function findFeeds(address: string, confirmLocal = false): Promise<void> {
  const mine = ++search;
  useFindFeeds.setState({ ...nothing, finding: { kind: 'looking', address } });
  try {
    const { candidates } = await request('feeds.find', { address, confirmLocal });
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
    useFindFeeds.setState({ finding: isLocal ? { kind: 'local', address, host } : { kind: 'failed', address, error: failure } });
  }
}

/** Chooses one of the found feeds, and reads it for its preview when that has not been done. */
export async function chooseFeed(feedUrl: string): Promise<void> {
  const mine = search;
  useFindFeeds.setState({ chosenUrl: feedUrl, problem: null });
  if (chosenCandidate()?.preview !== null) return;
  try {
    const read = await request('feeds.preview', { feedUrl });
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
    const { subscription, change } = await request('subscriptions.add', { feedUrl: candidate.feedUrl, folder, firstUnread });
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
