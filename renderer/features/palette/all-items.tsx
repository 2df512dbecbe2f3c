import { ChevronRight, Folder, SlidersHorizontal, TextSearch } from 'lucide-react';
import type { SavedSearch } from '../../../worker/protocol/entry-lists.ts';
import type { FolderId } from '../../../worker/protocol/ids.ts';
import type { SubscriptionTree } from '../../../worker/protocol/subscriptions.ts';
import { iconUrl } from '../../client/host.ts';
import { allCommands, type CommandId, runCommand } from '../../commands/command-table.ts';
import { commandKeys, commandLabel, commandOtherWords } from '../../commands/words.ts';
import { feedLetter, letterHue } from '../../format/feed-letter.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useLayout } from '../../state/layout.ts';
import { goToView } from '../../state/navigation.ts';
import { openSaved } from '../../state/searching.ts';
import { allSettings, otherWords } from '../../state/setting-list.ts';
import { FeedIcon } from '../../ui/feed-icon.tsx';
import { LabelDot } from '../../ui/label-dot.tsx';
import { t } from '../../words.ts';
import type { PaletteItem } from './palette-item.ts';

/** Steps of a hand on the keys: nobody looks for them by name. */
const steps: readonly CommandId[] = [
  'palette',
  'arrow-down',
  'arrow-up',
  'move-down',
  'move-up',
  'choose-down',
  'choose-up',
  'scroll-on',
  'scroll-back',
  'search-list',
  'back',
  'cycle-panes',
  'cycle-panes-back',
];

/** Everything but articles: the commands that are possible now, all that stands in the sidebar, and every setting. */
export function allItems(tree: SubscriptionTree | null, searches: readonly SavedSearch[]): readonly PaletteItem[] {
  // A window of one article has no list to open.
  const views = useLayout.getState().isOwnWindow ? [] : [...(tree === null ? [] : treeItems(tree)), ...searches.map(savedItem)];
  return [...commandItems(), ...views, ...settingItems()];
}

function commandItems(): readonly PaletteItem[] {
  return allCommands
    .filter(command => !steps.includes(command.id) && command.isEnabled())
    .map(({ id }) => ({
      key: `command:${id}`,
      kind: 'command',
      name: commandLabel(id),
      more: '',
      otherWords: commandOtherWords(id),
      icon: <ChevronRight aria-hidden="true" />,
      keys: commandKeys(id),
      run: () => runCommand(id),
    }));
}

function treeItems(tree: SubscriptionTree): readonly PaletteItem[] {
  const folders = new Map(tree.folders.map(folder => [folder.id, folder.title]));
  const inFolder = (id: FolderId | null): string => (id === null ? '' : (folders.get(id) ?? ''));
  return [
    ...tree.subscriptions.map(
      ({ feedId, title, folderId, iconVersion }): PaletteItem => ({
        key: `feed:${feedId}`,
        kind: 'feed',
        name: title,
        more: inFolder(folderId),
        icon: (
          <FeedIcon url={iconVersion === null ? null : iconUrl(feedId, iconVersion)} letter={feedLetter(title)} hue={letterHue(feedId)} />
        ),
        run: () => void goToView({ kind: 'feed', feedId }),
      }),
    ),
    ...tree.folders.map(
      ({ id, title, parentId }): PaletteItem => ({
        key: `folder:${id}`,
        kind: 'folder',
        name: title,
        more: inFolder(parentId),
        icon: <Folder aria-hidden="true" />,
        run: () => void goToView({ kind: 'folder', folderId: id }),
      }),
    ),
    ...tree.labels.map(
      ({ id, name, color }): PaletteItem => ({
        key: `label:${id}`,
        kind: 'label',
        name,
        more: '',
        icon: <LabelDot color={color} />,
        run: () => void goToView({ kind: 'label', labelId: id }),
      }),
    ),
  ];
}

function settingItems(): readonly PaletteItem[] {
  return allSettings
    .filter(setting => setting.isHere())
    .map(({ id, section, name }) => ({
      key: `setting:${id}`,
      kind: 'setting',
      name: t('palette.setting', { name: name() }),
      more: t(`settings.${section}`),
      otherWords: otherWords(id),
      icon: <SlidersHorizontal aria-hidden="true" />,
      run: () => useDialogs.getState().show({ kind: 'settings', section, setting: id }),
    }));
}

function savedItem(search: SavedSearch): PaletteItem {
  return {
    key: `saved:${search.id}`,
    kind: 'saved',
    name: search.name,
    more: '',
    icon: <TextSearch aria-hidden="true" />,
    run: () => void openSaved(search),
  };
}
