import { CheckCheck, Copy, FileDown, Globe, Pause, Play, RefreshCw, SlidersHorizontal, Timer, Trash2 } from 'lucide-react';
import type { FolderId, Pace, SubscriptionTree } from '../../../worker/protocol/model.ts';
import { paceChoices, paceKey, paceWords, usualPace } from '../../format/pace.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { exportList } from '../../state/export-list.ts';
import { copyAddress, unsubscribe } from '../../state/feeds.ts';
import { openLink } from '../../state/links.ts';
import { markViewRead } from '../../state/reading.ts';
import { refresh } from '../../state/refresh.ts';
import { useSettings } from '../../state/settings.ts';
import { findSubscription } from '../../state/subscriptions.ts';
import { inheritedPace, type Subject, setPace, setPaused } from '../../state/updates.ts';
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
    const { folderId } = view;
    const folder = tree?.folders.find(({ id }) => id === folderId);
    const updates =
      tree === null || folder === undefined
        ? []
        : updateItems(tree, { ...view, title: folder.title }, folder.parentId, folder.pace, folder.isPaused);
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
    return [...common, 'line', ...updates, ...exports, properties(() => show({ kind: 'folder-properties', folderId }))];
  }
  const subscription = findSubscription(tree, view.feedId);
  if (subscription === undefined) return common;
  const { feedId, feedUrl, siteUrl, title, folderId, pace, isPaused } = subscription;
  const updates = tree === null ? [] : updateItems(tree, { kind: 'feed', feedId, title }, folderId, pace, isPaused);
  return [
    ...common,
    'line',
    ...updates,
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

/** How often, and whether at all. */
function updateItems(
  tree: SubscriptionTree,
  subject: Subject,
  above: FolderId | null,
  own: Pace | null,
  isPaused: boolean,
): readonly MenuEntry[] {
  const ofAll = useSettings.getState().settings?.pace ?? usualPace;
  const inherited = paceWords(inheritedPace(tree, above, ofAll), false);
  const from = above === null ? 'pace.asAll' : subject.kind === 'feed' ? 'pace.asFolder' : 'pace.asOuter';
  const choices = paceChoices(own).map(pace => ({
    id: paceKey(pace),
    label: paceWords(pace, subject.kind === 'feed'),
    isChecked: own !== null && paceKey(own) === paceKey(pace),
    onSelect: () => void setPace(subject, pace),
  }));
  const inherit = {
    id: 'inherit',
    label: t(from, { pace: inherited }),
    isChecked: own === null,
    onSelect: () => void setPace(subject, null),
  };
  return [
    { id: 'pace', label: t('feedMenu.pace'), icon: <Timer />, items: [inherit, 'line', ...choices] },
    isPaused
      ? { id: 'resume', label: t('feedMenu.resume'), icon: <Play />, onSelect: () => void setPaused(subject, false) }
      : { id: 'pause', label: t('feedMenu.pause'), icon: <Pause />, onSelect: () => void setPaused(subject, true) },
  ];
}
