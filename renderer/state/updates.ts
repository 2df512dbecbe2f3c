import type { Change } from '../../worker/protocol/history.ts';
import type { FeedId, FolderId } from '../../worker/protocol/ids.ts';
import type { Pace, SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { request } from '../client/request.ts';
import { isFast, paceWords } from '../format/pace.ts';
import { t } from '../words.ts';
import { notify, notifyFailure } from './notices.ts';
import { undo } from './reading.ts';
import { findSubscription } from './subscriptions.ts';
import type { ViewName } from './view.ts';

/** A feed or a folder, as the menus of the sidebar know them. */
export type Subject =
  | { readonly kind: 'feed'; readonly feedId: FeedId; readonly title: string }
  | { readonly kind: 'folder'; readonly folderId: FolderId; readonly title: string };

/** With what is set of it, and the folder above it. */
export type Paced = Subject & { readonly pace: Pace | null; readonly isPaused: boolean; readonly above: FolderId | null };

/** What a view is of; null when that is neither a feed nor a folder that is still there. */
export function pacedOf(tree: SubscriptionTree | null, view: ViewName): Paced | null {
  if (view.kind === 'feed') {
    const feed = findSubscription(tree, view.feedId);
    return feed === undefined ? null : { ...view, title: feed.title, pace: feed.pace, isPaused: feed.isPaused, above: feed.folderId };
  }
  if (view.kind !== 'folder') return null;
  const folder = tree?.folders.find(({ id }) => id === view.folderId);
  return folder === undefined
    ? null
    : { ...view, title: folder.title, pace: folder.pace, isPaused: folder.isPaused, above: folder.parentId };
}

/** Null: as the folder or the settings have it. */
export function setPace(subject: Subject, pace: Pace | null): Promise<void> {
  if (pace === null) return change(subject, { pace }, t('pace.inheritedNotice', { title: subject.title }));
  const words = `${subject.title}: ${paceWords(pace, subject.kind === 'feed')}`;
  return change(subject, { pace }, isFast(pace) ? t('pace.fastNotice', { words }) : words);
}

export function setPaused(subject: Subject, isPaused: boolean): Promise<void> {
  return change(subject, { isPaused }, t(isPaused ? 'pace.pausedNotice' : 'pace.resumedNotice', { title: subject.title }));
}

/** The pace of what is in this folder (null: in none) and has none of its own. */
export function inheritedPace(tree: SubscriptionTree, folderId: FolderId | null, ofAll: Pace): Pace {
  const seen = new Set<FolderId>();
  for (let id = folderId; id !== null && !seen.has(id); ) {
    seen.add(id);
    const folder = tree.folders.find(each => each.id === id);
    if (folder?.pace) return folder.pace;
    id = folder?.parentId ?? null;
  }
  return ofAll;
}

async function change(subject: Subject, wish: { readonly pace?: Pace | null; readonly isPaused?: boolean }, words: string): Promise<void> {
  try {
    const made = await store(subject, wish);
    if (made.count > 0) notify(words, { action: { label: t('notice.undo'), run: () => void undo(made.id) } });
  } catch (error) {
    notifyFailure(error);
  }
}

function store(subject: Subject, wish: { readonly pace?: Pace | null; readonly isPaused?: boolean }): Promise<Change> {
  return subject.kind === 'feed'
    ? request('subscriptions.change', { feedIds: [subject.feedId], change: wish })
    : request('folders.change', { folderId: subject.folderId, change: wish });
}
