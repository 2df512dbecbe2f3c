import { create } from 'zustand';
import type { FeedId, FolderId } from '../../worker/protocol/ids.ts';
import type { KeptFeed, Subscription, SubscriptionCounts, SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { latest } from './latest.ts';

interface SubscriptionsState {
  /** Null until the worker has answered for the first time. */
  readonly tree: SubscriptionTree | null;
}

export const useSubscriptions = create<SubscriptionsState>()(() => ({ tree: null }));

/** A refresh of a thousand feeds announces ten changes a second: the window asks at most four times. */
const askEveryMs = 250;

/** One line for both questions, so that no older answer comes after a newer one. */
let needsTree = true;
const load = latest(async () => {
  const { tree } = useSubscriptions.getState();
  if (tree !== null && !needsTree) {
    useSubscriptions.setState({ tree: withCounts(tree, await request('subscriptions.counts', {})) });
    return;
  }
  needsTree = false;
  try {
    useSubscriptions.setState({ tree: await request('subscriptions.list', {}) });
  } catch (error) {
    needsTree = true;
    throw error;
  }
}, askEveryMs);

/** No feed, no folder, nothing kept: there is only the first run to show. */
export function hasNothing({ subscriptions, folders, kept }: SubscriptionTree): boolean {
  return subscriptions.length + folders.length + kept.length === 0;
}

/** Asks for folders, feeds and counts again. Settles when an answer not older than this call is shown. */
export function loadSubscriptions(): Promise<void> {
  needsTree = true;
  return load();
}

/** Asks for the counts again, for what must not be said by old ones. Settles as `loadSubscriptions` does. */
export function loadCounts(): Promise<void> {
  return load();
}

export function findSubscription(tree: SubscriptionTree | null, feedId: FeedId): Subscription | undefined {
  return tree?.subscriptions.find(subscription => subscription.feedId === feedId);
}

/** Also one that was unsubscribed and of which articles are kept. */
export function findFeed(tree: SubscriptionTree | null, feedId: FeedId): Subscription | KeptFeed | undefined {
  return findSubscription(tree, feedId) ?? tree?.kept.find(feed => feed.feedId === feedId);
}

/** The folder and all folders in it. */
export function foldersWithin(tree: SubscriptionTree, folderId: FolderId): ReadonlySet<FolderId> {
  const within = new Set([folderId]);
  // A set grows while it is walked: children of children are found too, and a cycle ends.
  for (const parentId of within) {
    for (const folder of tree.folders) if (folder.parentId === parentId) within.add(folder.id);
  }
  return within;
}

/** Feeds whose count is as it was stay the same objects, so that their rows are not drawn again. */
function withCounts(tree: SubscriptionTree, { feeds, labels, counts }: SubscriptionCounts): SubscriptionTree {
  const unread = new Map(feeds);
  const subscriptions = tree.subscriptions.map(subscription => {
    const unreadCount = unread.get(subscription.feedId) ?? 0;
    return unreadCount === subscription.unreadCount ? subscription : { ...subscription, unreadCount };
  });
  return { ...tree, subscriptions, labels, counts };
}

// What fails here is said by the worker's health; the next event asks again.
onEvent('subscriptions.changed', ({ countsOnly }) => void (countsOnly ? load() : loadSubscriptions()).catch(() => undefined));
