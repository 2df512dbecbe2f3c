import {
  ArrowDown,
  ArrowUp,
  CheckCheck,
  Copy,
  FileDown,
  FolderInput,
  FolderPlus,
  Globe,
  Pause,
  PencilLine,
  Play,
  RefreshCw,
  SlidersHorizontal,
  Timer,
  Trash2,
} from 'lucide-react';
import type { FolderId } from '../../../worker/protocol/ids.ts';
import type { SubscriptionTree } from '../../../worker/protocol/subscriptions.ts';
import { isMac } from '../../client/host.ts';
import { runCommand } from '../../commands/command-table.ts';
import { commandKeys } from '../../commands/words.ts';
import { paceChoices, paceKey, paceWords, usualPace } from '../../format/pace.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { exportList } from '../../state/export-list.ts';
import { changeFeeds } from '../../state/feed-properties.ts';
import { copyAddress } from '../../state/feeds.ts';
import { openLink } from '../../state/links.ts';
import { markRowsRead, markViewRead } from '../../state/reading.ts';
import { refresh } from '../../state/refresh.ts';
import { useSettings } from '../../state/settings.ts';
import { findSubscription } from '../../state/subscriptions.ts';
import { moveByStep } from '../../state/tree-changes.ts';
import { movable } from '../../state/tree-moves.ts';
import { feedsWithin, unsubscribeRows } from '../../state/unsubscribing.ts';
import { inheritedPace, pacedOf } from '../../state/updates.ts';
import { type ViewName, viewOfKey } from '../../state/view.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { t } from '../../words.ts';
import { labelMenu } from './label-menu.tsx';

/** The context menu of a folder, feed or label, by its row's key. */
export function menuOf(key: string, tree: SubscriptionTree | null): readonly MenuEntry[] {
  const view = viewOfKey(key);
  if (view?.kind === 'label') return labelMenu(view, tree);
  if (view === null || (view.kind !== 'feed' && view.kind !== 'folder')) return [];
  const common: readonly MenuEntry[] = [
    { id: 'refresh', label: t('feedMenu.refresh'), icon: <RefreshCw />, onSelect: () => void refresh(view) },
    { id: 'mark-read', label: t('feedMenu.markRead'), icon: <CheckCheck />, onSelect: () => void markViewRead(view) },
  ];
  const properties = (run: () => void): MenuEntry => ({
    id: 'properties',
    label: t('feedMenu.properties'),
    icon: <SlidersHorizontal />,
    onSelect: run,
  });
  const { show } = useDialogs.getState();
  const place = placeItems(key, view, view.kind === 'folder' ? view.folderId : null);
  if (view.kind === 'folder') {
    const { folderId } = view;
    const folder = tree?.folders.find(({ id }) => id === folderId);
    const updates = tree === null ? [] : updateItems(tree, view);
    const exports: readonly MenuEntry[] =
      folder === undefined
        ? []
        : [
            {
              id: 'export',
              label: t('feedMenu.export'),
              icon: <FileDown />,
              onSelect: () => void exportList({ kind: 'folder', folderId }),
            },
          ];
    const remove: MenuEntry = {
      id: 'delete-folder',
      label: t('feedMenu.deleteFolder'),
      icon: <Trash2 />,
      isDestructive: true,
      keys: unsubscribingKeys(),
      onSelect: () => runCommand('unsubscribe', view),
    };
    return [
      ...common,
      'line',
      ...place,
      'line',
      ...updates,
      ...exports,
      properties(() => show({ kind: 'folder-properties', folderId })),
      'line',
      remove,
    ];
  }
  const subscription = findSubscription(tree, view.feedId);
  if (subscription === undefined) return common;
  const { feedId, feedUrl, siteUrl } = subscription;
  const updates = tree === null ? [] : updateItems(tree, view);
  return [
    ...common,
    'line',
    ...place,
    'line',
    ...updates,
    {
      id: 'apart',
      label: t('properties.apart'),
      isChecked: subscription.isApart,
      onSelect: () => void changeFeeds([feedId], { isApart: !subscription.isApart }),
    },
    'line',
    ...(siteUrl === null ? [] : [{ id: 'site', label: t('feedMenu.openSite'), icon: <Globe />, onSelect: () => void openLink(siteUrl) }]),
    { id: 'copy', label: t('feedMenu.copyAddress'), icon: <Copy />, onSelect: () => void copyAddress(feedUrl) },
    properties(() => show({ kind: 'feed-properties', feedId })),
    'line',
    {
      id: 'unsubscribe',
      label: t('feedMenu.unsubscribe'),
      icon: <Trash2 />,
      isDestructive: true,
      keys: unsubscribingKeys(),
      onSelect: () => runCommand('unsubscribe', view),
    },
  ];
}

/** Without keys of its own, those for what is chosen here. */
function unsubscribingKeys(): string | undefined {
  return commandKeys('unsubscribe') ?? commandKeys('delete-row');
}

/** The name of a row, and where it stands. */
function placeItems(key: string, view: ViewName, parentId: FolderId | null): readonly MenuEntry[] {
  const { show } = useDialogs.getState();
  const isByHand = useSettings.getState().settings?.feedOrder === 'hand';
  const step = (id: 'up' | 'down', by: 1 | -1): MenuEntry => ({
    id,
    label: t(`tree.${id}`),
    icon: by === -1 ? <ArrowUp /> : <ArrowDown />,
    keys: `${isMac() ? '⌥' : 'Alt+'}${by === -1 ? '↑' : '↓'}`,
    onSelect: () => void moveByStep(key, by),
  });
  return [
    {
      id: 'rename',
      label: t('tree.rename'),
      icon: <PencilLine />,
      keys: commandKeys('rename'),
      // The closing menu gives its row the keys, and takes them from the field.
      onSelect: () => requestAnimationFrame(() => requestAnimationFrame(() => runCommand('rename', view))),
    },
    {
      id: 'move-to-folder',
      label: t('tree.moveTo'),
      icon: <FolderInput />,
      keys: commandKeys('move-to-folder'),
      onSelect: () => runCommand('move-to-folder', view),
    },
    ...(isByHand ? [step('up', -1), step('down', 1)] : []),
    {
      id: 'new-folder',
      label: t(parentId === null ? 'tree.newFolderWith' : 'tree.newFolderIn'),
      icon: <FolderPlus />,
      onSelect: () => show({ kind: 'new-folder', parentId, keys: parentId === null ? [key] : [] }),
    },
  ];
}

/** The context menu of several rows that are chosen together. */
export function menuOfMany(keys: ReadonlySet<string>, tree: SubscriptionTree | null): readonly MenuEntry[] {
  if (tree === null) return [];
  const { show } = useDialogs.getState();
  const { feedIds, folderIds } = movable(tree, keys);
  const feeds = [...new Set([...feedIds, ...folderIds.flatMap(id => feedsWithin(id))])];
  const chosen = tree.subscriptions.filter(({ feedId }) => feeds.includes(feedId));
  const isPaused = chosen.every(feed => feed.isPaused);
  const isApart = chosen.every(feed => feed.isApart);
  return [
    {
      id: 'refresh',
      label: t('feedMenu.refresh'),
      icon: <RefreshCw />,
      onSelect: () => void refresh({ kind: 'feeds', feedIds: feeds }),
    },
    {
      id: 'mark-read',
      label: t('feedMenu.markRead'),
      icon: <CheckCheck />,
      onSelect: () => void markRowsRead({ feedIds, folderIds }),
    },
    'line',
    {
      id: 'move-to-folder',
      label: t('tree.moveTo'),
      icon: <FolderInput />,
      onSelect: () => show({ kind: 'move-to-folder', keys: [...keys] }),
    },
    {
      id: 'new-folder',
      label: t('tree.newFolderWithMany'),
      icon: <FolderPlus />,
      onSelect: () => show({ kind: 'new-folder', parentId: null, keys: [...keys] }),
    },
    'line',
    {
      id: 'pause',
      label: t(isPaused ? 'feedMenu.resume' : 'feedMenu.pause'),
      icon: isPaused ? <Play /> : <Pause />,
      onSelect: () => void changeFeeds(feeds, { isPaused: !isPaused }),
    },
    {
      id: 'apart',
      label: t('properties.apart'),
      isChecked: isApart,
      onSelect: () => void changeFeeds(feeds, { isApart: !isApart }),
    },
    {
      id: 'export',
      label: t('tree.exportMany'),
      icon: <FileDown />,
      onSelect: () => void exportList({ kind: 'feeds', feedIds: feeds }),
    },
    'line',
    {
      id: 'unsubscribe',
      label: t('feedMenu.unsubscribe'),
      icon: <Trash2 />,
      isDestructive: true,
      keys: unsubscribingKeys(),
      onSelect: () => void unsubscribeRows(keys),
    },
  ];
}

/** How often, and whether at all. */
function updateItems(tree: SubscriptionTree, view: ViewName): readonly MenuEntry[] {
  const paced = pacedOf(tree, view);
  if (paced === null) return [];
  const { above, pace: own, isPaused } = paced;
  const ofAll = useSettings.getState().settings?.pace ?? usualPace;
  const inherited = paceWords(inheritedPace(tree, above, ofAll), false);
  const from = above === null ? 'pace.asAll' : paced.kind === 'feed' ? 'pace.asFolder' : 'pace.asOuter';
  const choices = paceChoices(own).map(pace => ({
    id: paceKey(pace),
    label: paceWords(pace, paced.kind === 'feed'),
    isChecked: own !== null && paceKey(own) === paceKey(pace),
    // One that was set elsewhere is no command: it is only shown as what is chosen.
    onSelect: () => runCommand(`pace-${paceKey(pace)}`, view),
  }));
  const inherit = {
    id: 'inherit',
    label: t(from, { pace: inherited }),
    isChecked: own === null,
    onSelect: () => runCommand('pace-inherit', view),
  };
  return [
    { id: 'pace', label: t('feedMenu.pace'), icon: <Timer />, items: [inherit, 'line', ...choices] },
    {
      id: 'toggle-pause',
      label: t(isPaused ? 'feedMenu.resume' : 'feedMenu.pause'),
      icon: isPaused ? <Play /> : <Pause />,
      keys: commandKeys('toggle-pause'),
      onSelect: () => runCommand('toggle-pause', view),
    },
  ];
}
