import type { Folder, Subscription, SubscriptionTree } from '../../../worker/protocol/subscriptions.ts';

export function folder(id: number, title: string, parentId: number | null = null, position = id): Folder {
  return { id, title, parentId, position, pace: null, isPaused: false, retention: null, fullText: null };
}

export function subscription(feedId: number, title: string, folderId: number | null = null, unreadCount = 0): Subscription {
  return {
    feedId,
    feedUrl: `https://example.org/${feedId}`,
    siteUrl: null,
    title,
    language: null,
    folderId,
    position: feedId,
    unreadCount,
    iconVersion: null,
    addedAt: 0,
    checkedAt: null,
    pace: null,
    effectivePace: { kind: 'adaptive' },
    isPaused: false,
    retention: null,
    fullText: null,
    isApart: false,
    isHeld: false,
    plan: null,
    newestEntryAt: null,
    failure: null,
  };
}

export function subscriptionTree(folders: readonly Folder[], subscriptions: readonly Subscription[]): SubscriptionTree {
  const unread = subscriptions.reduce((sum, feed) => sum + feed.unreadCount, 0);
  return { folders, subscriptions, kept: [], labels: [], counts: { unread, today: 0, starred: 0, later: 0 } };
}
