import { create } from 'zustand';
import type { FolderId } from '../../worker/protocol/ids.ts';
import type { Folder, Subscription, SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import type { TreeMove } from '../../worker/protocol/tree.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';
import { changeFeeds, changeFolder } from './feed-properties.ts';
import { useLayout } from './layout.ts';
import { hint, notify, notifyFailure } from './notices.ts';
import { undo } from './reading.ts';
import { useSettings } from './settings.ts';
import { findSubscription, loadSubscriptions, useSubscriptions } from './subscriptions.ts';
import { endTreeChoice } from './tree-choice.ts';
import { type DropPlace, movable, moveTo, stepOf } from './tree-moves.ts';
import { viewOfKey } from './view.ts';

/** The row whose name is being written anew. */
export const useRenaming = create<{ readonly key: string | null }>()(() => ({ key: null }));

export function startRenaming(key: string): void {
  if (/^(?:feed|folder):/.test(key)) useRenaming.setState({ key });
}

/** Where its row is not to be seen, in a closed folder or a closed drawer: the name is among the properties as well. */
export function renameInDialog(key: string): void {
  useRenaming.setState({ key: null });
  const view = viewOfKey(key);
  const { show } = useDialogs.getState();
  if (view?.kind === 'feed') show({ kind: 'feed-properties', feedId: view.feedId });
  if (view?.kind === 'folder') show({ kind: 'folder-properties', folderId: view.folderId });
}

/** An empty name gives a feed its publisher's back; a folder keeps its own. */
export async function rename(key: string, typed: string): Promise<void> {
  useRenaming.setState({ key: null });
  const { tree } = useSubscriptions.getState();
  const title = typed.trim();
  const found = named(tree, key);
  if (found === undefined || title === found.title) return;
  if ('feedId' in found) await changeFeeds([found.feedId], { title: title === '' ? null : title });
  else if (title !== '') await changeFolder(found.id, { title });
}

export async function drop(keys: ReadonlySet<string>, place: DropPlace): Promise<void> {
  const { tree } = useSubscriptions.getState();
  const move = tree === null ? null : moveTo(tree, keys, place);
  if (move !== null) await store(move);
}

/** One step among its siblings, as the keys do it; several go one after another would be seen by nobody, so it is one row. */
export async function moveByStep(key: string, step: 1 | -1): Promise<void> {
  const { tree } = useSubscriptions.getState();
  if (tree === null || named(tree, key) === undefined) return;
  if (useSettings.getState().settings?.feedOrder !== 'hand') return notify(t('tree.notByHand'));
  const move = stepOf(tree, key, step);
  if (move === null) hint(t(step === -1 ? 'tree.isFirst' : 'tree.isLast', { title: named(tree, key)?.title }));
  else await store(move);
}

/** Null for the top level. */
export async function moveInto(keys: ReadonlySet<string>, into: FolderId | null): Promise<void> {
  await drop(keys, { into, before: null });
}

/** @param keys rows that go into it at once */
export async function addFolder(title: string, parentId: FolderId | null, keys: ReadonlySet<string>): Promise<void> {
  const { tree } = useSubscriptions.getState();
  const rows = tree === null ? { feedIds: [], folderIds: [] } : movable(tree, keys);
  await store({ ...rows, into: { title, parentId }, beforeFeedId: null, beforeFolderId: null });
}

async function store(move: TreeMove): Promise<void> {
  const before = useSubscriptions.getState().tree;
  try {
    const { change, folderId } = await request('tree.move', move);
    await loadSubscriptions().catch(() => undefined);
    if (folderId !== null) useLayout.getState().setFolded(folderId, false);
    endTreeChoice();
    const { tree } = useSubscriptions.getState();
    const folder = tree?.folders.find(({ id }) => id === folderId)?.title ?? null;
    if (change.count === 0) {
      if (move.into !== null && 'title' in move.into) notify(t('tree.folderIsThere', { folder: folder ?? move.into.title }));
      return;
    }
    const action = { label: t('notice.undo'), run: () => void undo(change.id) };
    notify(change.kind === 'add-folder' ? t('tree.added', { folder: folder ?? '' }) : movedWords(move, before, folderId, folder), {
      action,
    });
  } catch (error) {
    notifyFailure(error);
  }
}

function movedWords(move: TreeMove, before: SubscriptionTree | null, folderId: FolderId | null, folder: string | null): string {
  const count = move.feedIds.length + move.folderIds.length;
  const key = move.feedIds[0] === undefined ? `folder:${move.folderIds[0]}` : `feed:${move.feedIds[0]}`;
  const one = named(before, key);
  const stays = count === 1 && one !== undefined && ('feedId' in one ? one.folderId : one.parentId) === folderId;
  const title = count === 1 ? (one?.title ?? '') : t('tree.several', { count });
  if (stays) return t('tree.moved', { title });
  return folder === null ? t('tree.movedToTop', { title }) : t('tree.movedInto', { title, folder });
}

function named(tree: SubscriptionTree | null, key: string): Subscription | Folder | undefined {
  const view = viewOfKey(key);
  if (view?.kind === 'feed') return findSubscription(tree, view.feedId);
  return view?.kind === 'folder' ? tree?.folders.find(({ id }) => id === view.folderId) : undefined;
}
