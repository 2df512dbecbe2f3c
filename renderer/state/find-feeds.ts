import { create } from 'zustand';
import type { FeedCandidate } from '../../worker/protocol/discovery.ts';
import type { Events } from '../../worker/protocol/events.ts';
import type { Change } from '../../worker/protocol/history.ts';
import type { ChangeId, FeedId, FolderId } from '../../worker/protocol/ids.ts';
import type { FirstUnread, Login, Subscription } from '../../worker/protocol/subscriptions.ts';
import { onEvent } from '../client/events.ts';
import { RequestError, request } from '../client/request.ts';
import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';
import { askFirstChoices } from './first-choices.ts';
import { goToView } from './navigation.ts';
import { notify } from './notices.ts';
import { undo } from './reading.ts';
import { loadSubscriptions } from './subscriptions.ts';

export type Finding =
  | { readonly kind: 'nothing' }
  /** A link from another program: nothing is asked of anybody before the user says yes (L3). */
  | { readonly kind: 'from-link'; readonly address: string; readonly host: string }
  | { readonly kind: 'looking'; readonly address: string; readonly deeper: Probe | null }
  /** An address on this computer or network wants the user's word, once for each host and port. */
  | { readonly kind: 'local'; readonly address: string; readonly host: string }
  /** The server wants a login, or another one than it got. */
  | { readonly kind: 'login'; readonly address: string; readonly error: RequestError }
  | { readonly kind: 'failed'; readonly address: string; readonly error: RequestError; readonly canLookDeeper: boolean }
  | {
      readonly kind: 'found';
      readonly address: string;
      readonly candidates: readonly FeedCandidate[];
      readonly canLookDeeper: boolean;
    };

/** Where looking deeper has got to; null before it has asked anywhere. */
export interface Probe {
  readonly step: Events['discover.progress'] | null;
}

interface FindFeedsState {
  readonly finding: Finding;
  /** The found feed that shows its preview. */
  readonly chosenUrl: string | null;
  /** Addresses of the found feeds to subscribe to. */
  readonly picked: ReadonlySet<string>;
  /** Why the chosen feed could not be read or subscribed to. */
  readonly problem: RequestError | null;
  readonly isSubscribing: boolean;
}

const nothing: FindFeedsState = { finding: { kind: 'nothing' }, chosenUrl: null, picked: new Set(), problem: null, isSubscribing: false };

export const useFindFeeds = create<FindFeedsState>()(() => nothing);

/** The login that was typed, for that server only, and only as long as the dialog is open. */
let loggedIn: { readonly origin: string; readonly login: Login } | null = null;

/** Counts the searches: the answer to one that was given up comes too late. */
let search = 0;

/** Gives up what is under way. Nothing was stored. */
export function stopFinding(): void {
  search += 1;
  loggedIn = null;
  const { finding } = useFindFeeds.getState();
  useFindFeeds.setState(nothing);
  if (finding.kind === 'looking') void request('feeds.stopFinding', { address: finding.address }).catch(() => undefined);
}

/** An address that another program hands over: shown with a question that names its host, and not looked at yet. */
export function askAboutLink(address: string): void {
  search += 1;
  useFindFeeds.setState({ ...nothing, finding: { kind: 'from-link', address, host: hostOf(address) } });
}

/** Looks for feeds at an address of a site or a feed. */
export async function findFeeds(address: string, confirmLocal = false, login: Login | null = null): Promise<void> {
  const wanted = useFindFeeds.getState().finding;
  const origin = wanted.kind === 'login' && wanted.address === address ? wanted.error.wire.origin : undefined;
  loggedIn = login !== null && origin !== undefined ? { origin, login } : null;
  await look(address, { confirmLocal });
}

/** Tries usual addresses of feeds there, because the page names none. */
export async function lookDeeper(): Promise<void> {
  const { finding } = useFindFeeds.getState();
  if (finding.kind === 'failed' || finding.kind === 'found') await look(finding.address, { deeper: true });
}

async function look(address: string, how: { readonly confirmLocal: boolean } | { readonly deeper: true }): Promise<void> {
  const mine = ++search;
  const isDeeper = 'deeper' in how;
  useFindFeeds.setState({ ...nothing, finding: { kind: 'looking', address, deeper: isDeeper ? { step: null } : null } });
  try {
    const login = loggedIn === null ? {} : { login: loggedIn.login };
    const { candidates, canLookDeeper } = await request('feeds.find', { address, ...how, ...login });
    if (mine !== search) return;
    const [only] = candidates;
    if (candidates.length === 1 && only?.subscribedFeedId != null) return openExisting(only.subscribedFeedId, only.title);
    useFindFeeds.setState({ finding: { kind: 'found', address, candidates, canLookDeeper } });
    if (only?.subscribedFeedId === null) await pickFeed(only.feedUrl);
  } catch (error) {
    if (mine !== search) return;
    const failure = asRequestError(error);
    const host = failure.wire.host;
    const isLocal = failure.code === 'local-address' && host !== undefined && !isDeeper && !how.confirmLocal;
    const canLookDeeper = failure.code === 'no-feed-found' && !isDeeper;
    if (isLocal) useFindFeeds.setState({ finding: { kind: 'local', address, host } });
    else if (wantsLogin(failure)) useFindFeeds.setState({ finding: { kind: 'login', address, error: failure } });
    else useFindFeeds.setState({ finding: { kind: 'failed', address, error: failure, canLookDeeper } });
  }
}

onEvent('discover.progress', step => {
  const { finding } = useFindFeeds.getState();
  if (finding.kind === 'looking' && finding.deeper !== null) useFindFeeds.setState({ finding: { ...finding, deeper: { step } } });
});

/** One more of the found feeds to subscribe to, or one less; the one last picked shows its preview. */
export async function pickFeed(feedUrl: string): Promise<void> {
  const picked = new Set(useFindFeeds.getState().picked);
  if (!picked.delete(feedUrl)) picked.add(feedUrl);
  useFindFeeds.setState({ picked });
  await chooseFeed(picked.has(feedUrl) ? feedUrl : ([...picked].at(-1) ?? feedUrl));
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

/** Subscribes to the picked feeds, one after another and with one undo for all, and opens the first. What fails stays picked. */
export async function subscribeToPicked({ folder, firstUnread }: SubscribeOptions): Promise<void> {
  const candidates = pickedCandidates(useFindFeeds.getState());
  if (candidates.length === 0 || useFindFeeds.getState().isSubscribing) return;
  const mine = search;
  const added: { readonly subscription: Subscription; readonly change: Change }[] = [];
  let known: FeedId | undefined;
  let failed: { readonly feedUrl: string; readonly problem: RequestError } | null = null;
  useFindFeeds.setState({ isSubscribing: true, problem: null });
  for (const { feedUrl } of candidates) {
    try {
      const joins = added.at(-1)?.change.id;
      const wish = { feedUrl, folder, firstUnread, ...loginFor(feedUrl), ...(joins === undefined ? {} : { joins }) };
      const answer = await request('subscriptions.add', wish);
      added.push(answer);
      if (mine === search) markSubscribed(feedUrl, answer.subscription.feedId);
    } catch (error) {
      const problem = asRequestError(error);
      const feedId = problem.code === 'already-subscribed' ? problem.wire.feedId : undefined;
      known ??= feedId;
      if (feedId !== undefined) continue;
      failed = { feedUrl, problem };
      break;
    }
  }
  await loadSubscriptions().catch(() => undefined);
  const [first] = added;
  // Closed while it was under way: they are subscribed to all the same, and can be taken back.
  if (mine === search) {
    if (failed !== null) useFindFeeds.setState({ isSubscribing: false, chosenUrl: failed.feedUrl, problem: failed.problem });
    else if (first !== undefined) closeAndOpen(first.subscription.feedId);
    else if (known !== undefined) openExisting(known, candidates[0]?.title ?? '');
  }
  if (first === undefined) return;
  const words =
    added.length === 1 ? t('addFeed.subscribed', { feed: first.subscription.title }) : t('addFeed.subscribedAll', { count: added.length });
  notify(words, { action: { label: t('notice.undo'), run: () => void undoAll(added.map(({ change }) => change.id)) } });
  askFirstChoices();
}

/** They are one change, unless one of them was taken back while the next was being added. */
async function undoAll(changeIds: readonly ChangeId[]): Promise<void> {
  for (const changeId of new Set(changeIds)) await undo(changeId);
}

/** Whether the user can do something about it in the dialog: give a user name and a password. */
export function wantsLogin(problem: RequestError | null): boolean {
  return problem?.code === 'unauthorized' && problem.wire.origin !== undefined;
}

function loginFor(feedUrl: string): { readonly login?: Login } {
  return loggedIn !== null && URL.parse(feedUrl)?.origin === loggedIn.origin ? { login: loggedIn.login } : {};
}

export function pickedCandidates({ finding, picked }: Pick<FindFeedsState, 'finding' | 'picked'>): readonly FeedCandidate[] {
  return finding.kind === 'found' ? finding.candidates.filter(({ feedUrl }) => picked.has(feedUrl)) : [];
}

function markSubscribed(feedUrl: string, feedId: FeedId): void {
  const { finding, picked } = useFindFeeds.getState();
  if (finding.kind !== 'found') return;
  const candidates = finding.candidates.map(each => (each.feedUrl === feedUrl ? { ...each, subscribedFeedId: feedId } : each));
  const rest = [...picked].filter(each => each !== feedUrl);
  useFindFeeds.setState({ finding: { ...finding, candidates }, picked: new Set(rest) });
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

/** As the address names it; the whole address where it names none. */
function hostOf(address: string): string {
  const rest = address.replace(/^feeds?:(?:\/\/)?/i, '');
  return URL.parse(/^https?:/i.test(rest) ? rest : `http://${rest.replace(/^\/+/, '')}`)?.host || address;
}

/** Opens a feed that is subscribed to already. */
export function openExisting(feedId: FeedId, title: string): void {
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
