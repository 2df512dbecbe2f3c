import { create } from 'zustand';
import type { FeedId } from '../../worker/protocol/ids.ts';
import type { Diagnosis, UseAddress } from '../../worker/protocol/repair.ts';
import { RequestError, request } from '../client/request.ts';
import { t } from '../words.ts';
import { notify } from './notices.ts';
import { undo } from './reading.ts';
import { refresh } from './refresh.ts';
import { loadSubscriptions } from './subscriptions.ts';

/** How the repair of one feed stands. */
export interface Repairing {
  /** Null until the worker has answered. */
  readonly diagnosis: Diagnosis | null;
  /** What is under way: a search, a new try, or the address that is being read. */
  readonly busy:
    | { readonly kind: 'search' | 'try-again' | 'allow-host' }
    | { readonly kind: 'use-address'; readonly feedUrl: string }
    | null;
  /** Why the last repair did not work, in words. */
  readonly trouble: string | null;
}

const nothing: Repairing = { diagnosis: null, busy: null, trouble: null };

const useRepairs = create<{ readonly byFeed: ReadonlyMap<FeedId, Repairing> }>()(() => ({ byFeed: new Map() }));

export function useRepairing(feedId: FeedId): Repairing {
  return useRepairs(state => state.byFeed.get(feedId) ?? nothing);
}

function set(feedId: FeedId, change: Partial<Repairing>): void {
  useRepairs.setState(({ byFeed }) => ({ byFeed: new Map(byFeed).set(feedId, { ...(byFeed.get(feedId) ?? nothing), ...change }) }));
}

/** Asks what can be done for a feed, from what is known of it. What a search had found is looked for again. */
export async function diagnose(feedId: FeedId): Promise<void> {
  set(feedId, nothing);
  await attempt(feedId, null, async () => set(feedId, { diagnosis: await request('feeds.diagnose', { feedId }) }));
}

/** Looks for another address of the feed, on the user's word: at most two requests. */
export async function searchAddress(feedId: FeedId): Promise<void> {
  await attempt(feedId, { kind: 'search' }, async () => {
    set(feedId, { diagnosis: await request('feeds.diagnose', { feedId, search: true }) });
  });
}

/** Reads the feed from another address from now on, and offers to take it back. */
export async function takeAddress(feedId: FeedId, { feedUrl }: Pick<UseAddress, 'feedUrl'>): Promise<void> {
  await attempt(feedId, { kind: 'use-address', feedUrl }, async () => {
    const change = await request('subscriptions.changeAddress', { feedId, feedUrl });
    sayAddressChanged(change.id);
    await loadSubscriptions().catch(() => undefined);
  });
}

export function sayAddressChanged(changeId: number): void {
  notify(t('feedNote.addressChanged'), { action: { label: t('notice.undo'), run: () => void undo(changeId) } });
}

export async function tryAgain(feedId: FeedId): Promise<void> {
  await attempt(feedId, { kind: 'try-again' }, () => refresh({ kind: 'feed', feedId }));
}

/** The user's word for an address on this computer or network; the feed is read at once. */
export async function allowHost(feedId: FeedId, feedUrl: string): Promise<void> {
  await attempt(feedId, { kind: 'allow-host' }, async () => {
    await request('feeds.preview', { feedUrl, confirmLocal: true });
    await loadSubscriptions().catch(() => undefined);
  });
}

async function attempt(feedId: FeedId, busy: Repairing['busy'], run: () => Promise<void>): Promise<void> {
  set(feedId, { busy, trouble: null });
  try {
    await run();
  } catch (error) {
    set(feedId, { trouble: error instanceof RequestError ? error.message : t('notice.unexpected') });
  } finally {
    set(feedId, { busy: null });
  }
}
