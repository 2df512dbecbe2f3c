import { create } from 'zustand';
import type { FeedId, FolderId, Subscription, SubscriptionTree } from '../../worker/protocol/model.ts';
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

/** Asks for folders, feeds and counts again. Settles when an answer not older than this call is shown. */
export const loadSubscriptions = latest(async () => {
  useSubscriptions.setState({ tree: await request('subscriptions.list', {}) });
}, askEveryMs);

export function findSubscription(tree: SubscriptionTree | null, feedId: FeedId): Subscription | undefined {
  return tree?.subscriptions.find(subscription => subscription.feedId === feedId);
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

// What fails here is said by the worker's health; the next event asks again.
onEvent('subscriptions.changed', () => void loadSubscriptions().catch(() => undefined));
