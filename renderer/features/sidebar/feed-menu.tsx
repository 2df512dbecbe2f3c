import { CheckCheck, Copy, Globe, RefreshCw, SlidersHorizontal, Trash2 } from 'lucide-react';
import type { SubscriptionTree } from '../../../worker/protocol/model.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { copyAddress, unsubscribe } from '../../state/feeds.ts';
import { openLink } from '../../state/links.ts';
import { markViewRead } from '../../state/reading.ts';
import { refresh } from '../../state/refresh.ts';
import { findSubscription } from '../../state/subscriptions.ts';
import { viewOfKey } from '../../state/view.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { t } from '../../words.ts';

/** The context menu of a folder or feed, by its row's key. */
export function menuOf(key: string, tree: SubscriptionTree | null): readonly MenuEntry[] {
  const view = viewOfKey(key);
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
  if (view.kind === 'folder') {
    return [...common, 'line', properties(() => show({ kind: 'folder-properties', folderId: view.folderId }))];
  }
  const subscription = findSubscription(tree, view.feedId);
  if (subscription === undefined) return common;
  const { feedId, feedUrl, siteUrl } = subscription;
  return [
    ...common,
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
      onSelect: () => void unsubscribe(feedId),
    },
  ];
}
