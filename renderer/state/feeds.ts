import type { FeedId } from '../../worker/protocol/model.ts';
import { isInBrowserTab } from '../client/host.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { notify, notifyFailure } from './notices.ts';
import { undo } from './reading.ts';
import { findSubscription, useSubscriptions } from './subscriptions.ts';

/** Removes a subscription, and offers to take it back with all its articles. */
export async function unsubscribe(feedId: FeedId): Promise<void> {
  const title = findSubscription(useSubscriptions.getState().tree, feedId)?.title ?? '';
  try {
    const change = await request('subscriptions.remove', { feedIds: [feedId] });
    notify(t('notice.unsubscribed', { feed: title }), { action: { label: t('notice.undo'), run: () => void undo(change.id) } });
  } catch (error) {
    notifyFailure(error);
  }
}

/** Removes several subscriptions at once; one change takes all of them back. */
export async function unsubscribeAll(feedIds: readonly FeedId[]): Promise<void> {
  try {
    const change = await request('subscriptions.remove', { feedIds });
    const words = t('notice.unsubscribedAll', { count: change.count });
    notify(words, { action: { label: t('notice.undo'), run: () => void undo(change.id) } });
  } catch (error) {
    notifyFailure(error);
  }
}

/** In Electron the host copies: a page has no right to the clipboard there (E4). */
export async function copyAddress(address: string): Promise<void> {
  try {
    if (isInBrowserTab()) await navigator.clipboard.writeText(address);
    else await request('host.copyText', { text: address });
    notify(t('notice.copied'));
  } catch {
    notify(t('notice.notCopied', { address }), { isTrouble: true });
  }
}
