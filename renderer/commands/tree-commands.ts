import type { Settings } from '../../worker/protocol/settings.ts';
import { useDialogs } from '../state/dialogs.ts';
import { findLabel, removeLabel } from '../state/labels.ts';
import { useLayout } from '../state/layout.ts';
import { useList } from '../state/list.ts';
import { deleteSearch, findSearch } from '../state/saved-searches.ts';
import { changeSettings, useSettings } from '../state/settings.ts';
import { useSubscriptions } from '../state/subscriptions.ts';
import { renameInDialog, startRenaming } from '../state/tree-changes.ts';
import { isChoosable, meantBy, useTreeChoice } from '../state/tree-choice.ts';
import { openTreeFilter } from '../state/tree-filter.ts';
import { unsubscribeRows } from '../state/unsubscribing.ts';
import { type ViewName, viewKey, viewOfKey } from '../state/view.ts';

const hasFeeds = (): boolean => (useSubscriptions.getState().tree?.subscriptions.length ?? 0) > 0;

/** The row of the tree that has the keys. */
function keyHere(): string | null {
  return useLayout.getState().focused === 'sidebar' ? useTreeChoice.getState().here : null;
}

/** Of the row whose menu asks, else of what is chosen in the tree, else of the row there that has the keys, else of the one whose list is open. */
function anyKeyOf(on?: ViewName): string {
  const [chosen] = on === undefined ? useTreeChoice.getState().keys : [];
  return chosen ?? (on === undefined ? keyHere() : null) ?? viewKey(on ?? useList.getState().view);
}

/** Where that is a feed or a folder. */
function keyOf(on?: ViewName): string | null {
  const key = anyKeyOf(on);
  return isChoosable(key) ? key : null;
}

/** Where it is something with a name of the user's, also a label or a saved search. */
function namedKeyOf(on?: ViewName): string | null {
  const key = anyKeyOf(on);
  return isChoosable(key) || /^(?:label|saved):/.test(key) ? key : null;
}

function onRow(run: (key: string) => void, of = keyOf): (on?: ViewName) => void {
  return on => {
    const key = of(on);
    if (key !== null) run(key);
  };
}

function isTreeShown(): boolean {
  const { widths, isDrawerOpen } = useLayout.getState();
  return widths.mode === 'three' || isDrawerOpen;
}

function renameRow(key: string): void {
  const { show } = useDialogs.getState();
  const view = viewOfKey(key);
  const saved = findSearch(key);
  if (view?.kind === 'label') show({ kind: 'label-properties', labelId: view.labelId });
  else if (saved !== undefined) {
    const { id, ...search } = saved;
    show({ kind: 'save-search', id, search });
  } else if (isTreeShown()) startRenaming(key);
  else renameInDialog(key);
}

/** Each with its own question, or the way back. */
function deleteRow(key: string): void {
  const view = viewOfKey(key);
  const label = view?.kind === 'label' ? findLabel(useSubscriptions.getState().tree, view.labelId) : undefined;
  const saved = findSearch(key);
  if (label !== undefined) void removeLabel(label);
  else if (saved !== undefined) void deleteSearch(saved);
  else void unsubscribeRows(meantBy(key));
}

const isOfRow = (on?: ViewName): boolean => keyOf(on) !== null;
/** Several have no name together. */
const isOfOne = (on?: ViewName): boolean => namedKeyOf(on) !== null && (on !== undefined || useTreeChoice.getState().keys.size < 2);

const treeHasKeys = (): boolean => keyHere() !== null && namedKeyOf() !== null;

function order(feedOrder: Settings['feedOrder']): () => void {
  return () => void changeSettings({ feedOrder });
}

/** What is done to the tree of feeds, and how it is looked at. */
export const treeCommands = [
  { id: 'find-feed', group: 'feeds', keys: ['Mod+Shift+F'], isEnabled: hasFeeds, run: openTreeFilter },
  { id: 'rename', group: 'feeds', keys: ['F2'], isEnabled: isOfOne, run: onRow(renameRow, namedKeyOf) },
  {
    id: 'move-to-folder',
    group: 'feeds',
    keys: ['Shift+M'],
    isEnabled: isOfRow,
    run: onRow(key => useDialogs.getState().show({ kind: 'move-to-folder', keys: [...meantBy(key)] })),
  },
  {
    id: 'new-folder',
    group: 'feeds',
    keys: [],
    isEnabled: hasFeeds,
    run: () => useDialogs.getState().show({ kind: 'new-folder', parentId: null, keys: [] }),
  },
  { id: 'unsubscribe', group: 'feeds', keys: [], isEnabled: isOfRow, run: onRow(key => void unsubscribeRows(meantBy(key))) },
  {
    id: 'delete-row',
    group: 'feeds',
    keys: ['Delete', '#'],
    isOncePerPress: true,
    isEnabled: treeHasKeys,
    run: onRow(deleteRow, namedKeyOf),
  },
  { id: 'order-hand', group: 'feeds', keys: [], isEnabled: hasFeeds, run: order('hand') },
  { id: 'order-title', group: 'feeds', keys: [], isEnabled: hasFeeds, run: order('title') },
  { id: 'order-unread', group: 'feeds', keys: [], isEnabled: hasFeeds, run: order('unread') },
  {
    id: 'hide-read-feeds',
    group: 'feeds',
    keys: [],
    isEnabled: hasFeeds,
    run: () => void changeSettings({ hideReadFeeds: useSettings.getState().settings?.hideReadFeeds !== true }),
  },
  {
    id: 'show-feed-counts',
    group: 'feeds',
    keys: [],
    isEnabled: hasFeeds,
    run: () => void changeSettings({ showFeedCounts: useSettings.getState().settings?.showFeedCounts === false }),
  },
] as const;
