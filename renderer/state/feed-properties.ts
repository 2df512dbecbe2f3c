import type { Change } from '../../worker/protocol/history.ts';
import type { FeedId, FolderId } from '../../worker/protocol/ids.ts';
import type { FeedStatistics } from '../../worker/protocol/statistics.ts';
import type { FeedChange, FolderChange } from '../../worker/protocol/subscriptions.ts';
import { RequestError, request } from '../client/request.ts';
import { t } from '../words.ts';
import { notify, notifyFailure } from './notices.ts';
import { undo } from './reading.ts';
import { sayAddressChanged } from './repairs.ts';
import { loadSubscriptions } from './subscriptions.ts';

/** Sets what the user says of feeds, and offers to take it back. */
export async function changeFeeds(feedIds: readonly FeedId[], change: FeedChange): Promise<void> {
  await say(() => request('subscriptions.change', { feedIds, change }), t('properties.changed', { count: feedIds.length }));
}

export async function changeFolder(folderId: FolderId, change: FolderChange): Promise<void> {
  await say(() => request('folders.change', { folderId, change }), t('properties.folderChanged'));
}

async function say(run: () => Promise<Change>, words: string): Promise<void> {
  try {
    const change = await run();
    await loadSubscriptions().catch(() => undefined);
    if (change.count > 0) notify(words, { action: { label: t('notice.undo'), run: () => void undo(change.id) } });
  } catch (error) {
    notifyFailure(error);
  }
}

export type AddressChanged =
  | { readonly kind: 'changed' }
  /** An address on this computer or network wants the user's word first. */
  | { readonly kind: 'local'; readonly host: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Reads the feed from another address, once a feed has answered there. */
export async function changeAddress(feedId: FeedId, feedUrl: string, confirmLocal: boolean): Promise<AddressChanged> {
  try {
    const change = await request('subscriptions.changeAddress', { feedId, feedUrl, confirmLocal });
    await loadSubscriptions().catch(() => undefined);
    if (change.count > 0) sayAddressChanged(change.id);
    return { kind: 'changed' };
  } catch (error) {
    if (!(error instanceof RequestError)) return { kind: 'failed', message: t('notice.unexpected') };
    const { host } = error.wire;
    if (error.code === 'local-address' && host !== undefined && !confirmLocal) return { kind: 'local', host };
    return { kind: 'failed', message: error.message };
  }
}

/** Null when they cannot be told now. */
export async function readStatistics(feedId: FeedId): Promise<FeedStatistics | null> {
  try {
    return await request('feeds.statistics', { feedId });
  } catch {
    return null;
  }
}
