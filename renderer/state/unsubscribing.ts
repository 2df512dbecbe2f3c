import type { Change } from '../../worker/protocol/history.ts';
import type { FeedId, FolderId } from '../../worker/protocol/ids.ts';
import type { Folder } from '../../worker/protocol/subscriptions.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { type Unsubscribing, useDialogs } from './dialogs.ts';
import { notify, notifyFailure } from './notices.ts';
import { undo } from './reading.ts';
import { changeSettings, useSettings } from './settings.ts';
import { findSubscription, foldersWithin, useSubscriptions } from './subscriptions.ts';
import { movable } from './tree-moves.ts';

/** Removes a subscription, and offers to take it back with all its articles. Asks first what becomes of articles with a mark. */
export async function unsubscribe(feedId: FeedId): Promise<void> {
  const title = findSubscription(useSubscriptions.getState().tree, feedId)?.title ?? '';
  await askOrRemove({ feedIds: [feedId], feedTitle: title, folderIds: [] });
}

/** Removes several subscriptions at once, and folders with all that is in them; one change takes all of that back. */
export async function unsubscribeAll(feedIds: readonly FeedId[], folderIds: readonly FolderId[] = []): Promise<void> {
  await askOrRemove({ feedIds: [...new Set([...feedIds, ...folderIds.flatMap(feedsWithin)])], feedTitle: null, folderIds });
}

/** Removes what these rows of the sidebar stand for; of a folder it is asked what becomes of its feeds. */
export async function unsubscribeRows(keys: ReadonlySet<string>): Promise<void> {
  const { tree } = useSubscriptions.getState();
  if (tree === null) return;
  const { feedIds, folderIds } = movable(tree, keys);
  const [feedId] = feedIds;
  const [folderId] = folderIds;
  if (feedIds.length + folderIds.length > 1) await unsubscribeAll(feedIds, folderIds);
  else if (feedId !== undefined) await unsubscribe(feedId);
  else if (folderId !== undefined) useDialogs.getState().show({ kind: 'delete-folder', folderId });
}

/** Of the folder and of those in it. */
export function feedsWithin(folderId: FolderId): readonly FeedId[] {
  const { tree } = useSubscriptions.getState();
  if (tree === null) return [];
  const within = foldersWithin(tree, folderId);
  return tree.subscriptions.filter(feed => feed.folderId !== null && within.has(feed.folderId)).map(({ feedId }) => feedId);
}

type Wish = Omit<Unsubscribing, 'marked'>;

async function askOrRemove(wish: Wish): Promise<void> {
  const { open, show } = useDialogs.getState();
  // Of empty folders there is nothing to ask.
  if (wish.feedIds.length === 0) return removeEmpty(wish.folderIds);
  try {
    const choice = useSettings.getState().settings?.keepOnUnsubscribe ?? 'ask';
    const { count } = await request('subscriptions.marked', { feedIds: wish.feedIds });
    if (count > 0 && choice === 'ask') show({ kind: 'unsubscribe', of: { ...wish, marked: count }, back: open });
    else await remove(wish, count > 0 && choice === 'keep' ? count : 0);
  } catch (error) {
    notifyFailure(error);
  }
}

/** The answer to what becomes of articles with a mark; `isForGood`: it is not asked again. */
export async function answerUnsubscribe(of: Unsubscribing, keeps: boolean, isForGood: boolean): Promise<void> {
  if (isForGood) await changeSettings({ keepOnUnsubscribe: keeps ? 'keep' : 'remove' });
  try {
    await remove(of, keeps ? of.marked : 0);
  } catch (error) {
    notifyFailure(error);
  }
}

async function remove({ feedIds, feedTitle, folderIds }: Wish, kept: number): Promise<void> {
  const keep = kept > 0;
  const change = await request('subscriptions.remove', folderIds.length === 0 ? { feedIds, keep } : { feedIds, folderIds, keep });
  const done = feedTitle === null ? t('notice.unsubscribedAll', { count: change.count }) : t('notice.unsubscribed', { feed: feedTitle });
  offerUndo(keep ? `${done}. ${t('notice.articlesKept', { count: kept })}` : done, change);
}

async function removeEmpty(folderIds: readonly FolderId[]): Promise<void> {
  const folders = useSubscriptions.getState().tree?.folders ?? [];
  for (const folder of folders) if (folderIds.includes(folder.id)) await moveFolderUp(folder);
}

/** Deletes a folder; what is in it comes into the one above. */
export async function moveFolderUp({ id, title }: Folder): Promise<void> {
  try {
    offerUndo(t('notice.folderDeleted', { folder: title }), await request('folders.remove', { folderId: id }));
  } catch (error) {
    notifyFailure(error);
  }
}

function offerUndo(words: string, { id }: Change): void {
  notify(words, { action: { label: t('notice.undo'), run: () => void undo(id) } });
}
