import type { Settings } from '../../worker/protocol/settings.ts';
import { useDialogs } from '../state/dialogs.ts';
import { useList } from '../state/list.ts';
import { changeSettings, useSettings } from '../state/settings.ts';
import { useSubscriptions } from '../state/subscriptions.ts';
import { startRenaming } from '../state/tree-changes.ts';
import { meantBy, useTreeChoice } from '../state/tree-choice.ts';
import { openTreeFilter } from '../state/tree-filter.ts';
import { unsubscribeRows } from '../state/unsubscribing.ts';
import { type ViewName, viewKey } from '../state/view.ts';

const hasFeeds = (): boolean => (useSubscriptions.getState().tree?.subscriptions.length ?? 0) > 0;

/** Of the feed or folder whose menu asks, else of what is chosen in the tree, else of the one whose list is open. */
function keyOf(on?: ViewName): string | null {
  const [chosen] = on === undefined ? useTreeChoice.getState().keys : [];
  const row = on ?? useList.getState().view;
  return chosen ?? (row.kind === 'feed' || row.kind === 'folder' ? viewKey(row) : null);
}

function onRow(run: (key: string) => void): (on?: ViewName) => void {
  return on => {
    const key = keyOf(on);
    if (key !== null) run(key);
  };
}

const isOfRow = (on?: ViewName): boolean => keyOf(on) !== null;
/** Several have no name together. */
const isOfOne = (on?: ViewName): boolean => isOfRow(on) && (on !== undefined || useTreeChoice.getState().keys.size < 2);

function order(feedOrder: Settings['feedOrder']): () => void {
  return () => void changeSettings({ feedOrder });
}

/** What is done to the tree of feeds, and how it is looked at. */
export const treeCommands = [
  { id: 'find-feed', group: 'feeds', keys: ['Mod+Shift+F'], isEnabled: hasFeeds, run: openTreeFilter },
  { id: 'rename', group: 'feeds', keys: ['F2'], isEnabled: isOfOne, run: onRow(startRenaming) },
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
