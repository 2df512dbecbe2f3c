import { FolderPlus, HeartPulse, ListFilter } from 'lucide-react';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { runCommand } from '../../commands/command-table.ts';
import { commandKeys, commandLabel } from '../../commands/words.ts';
import type { MenuEntry } from '../../ui/menu.tsx';

/** How the tree of feeds is looked at, and what is made in it. */
export function treeLookMenu(settings: Settings | null): readonly MenuEntry[] {
  const choice = (id: 'order-hand' | 'order-title' | 'order-unread' | 'hide-read-feeds' | 'show-feed-counts', isChecked: boolean) => ({
    id,
    label: commandLabel(id),
    isChecked,
    onSelect: () => runCommand(id),
  });
  const order = settings?.feedOrder ?? 'hand';
  return [
    {
      id: 'find-feed',
      label: commandLabel('find-feed'),
      icon: <ListFilter />,
      keys: commandKeys('find-feed'),
      onSelect: () => runCommand('find-feed'),
    },
    { id: 'new-folder', label: commandLabel('new-folder'), icon: <FolderPlus />, onSelect: () => runCommand('new-folder') },
    { id: 'feeds', label: commandLabel('feeds'), icon: <HeartPulse />, keys: commandKeys('feeds'), onSelect: () => runCommand('feeds') },
    'line',
    choice('order-hand', order === 'hand'),
    choice('order-title', order === 'title'),
    choice('order-unread', order === 'unread'),
    'line',
    choice('hide-read-feeds', settings?.hideReadFeeds === true),
    choice('show-feed-counts', settings?.showFeedCounts !== false),
  ];
}
