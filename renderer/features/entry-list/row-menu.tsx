import {
  AppWindow,
  ArrowDownToLine,
  ArrowUpRight,
  ArrowUpToLine,
  Bookmark,
  BookOpen,
  CheckCheck,
  CircleCheck,
  CircleDot,
  Copy,
  ListChecks,
  Star,
  Tag,
  Trash2,
} from 'lucide-react';
import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';
import { runCommand } from '../../commands/command-table.ts';
import { commandKeys, commandLabel } from '../../commands/words.ts';
import { number } from '../../format/time.ts';
import { markBeyond } from '../../state/bulk.ts';
import { type Choice, chooseAll, countChosen, haveAll, toggleChosen } from '../../state/choice.ts';
import { openLink } from '../../state/links.ts';
import { openInOwnWindow } from '../../state/own-window.ts';
import { openEntry } from '../../state/reading.ts';
import { copyLink, copyMarkdown, copyTitle } from '../../state/share.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { t } from '../../words.ts';

/** What can be done with a row, or with all that is chosen when it is one of them. */
export function rowMenu(row: EntryRow, index: number, total: number, choice: Choice | null): readonly MenuEntry[] {
  return choice === null ? ofOne(row, index, total) : marks(choice);
}

function ofOne(row: EntryRow, index: number, total: number): readonly MenuEntry[] {
  const { url } = row;
  return [
    { id: 'open', label: commandLabel('open'), icon: <BookOpen />, keys: commandKeys('open'), onSelect: () => openEntry(row, index) },
    {
      id: 'window',
      label: commandLabel('open-in-window'),
      icon: <AppWindow />,
      keys: commandKeys('open-in-window'),
      onSelect: () => void openInOwnWindow(row),
    },
    ...(url === null
      ? []
      : [
          {
            id: 'original',
            label: commandLabel('open-original'),
            icon: <ArrowUpRight />,
            keys: commandKeys('open-original'),
            onSelect: () => void openLink(url),
          },
        ]),
    'line',
    ...marks(row),
    {
      id: 'choose',
      label: t('choice.choose'),
      icon: <ListChecks />,
      keys: commandKeys('choose'),
      onSelect: () => toggleChosen(row, index),
    },
    {
      id: 'choose-all',
      label: t('choice.chooseAll'),
      icon: <CheckCheck />,
      keys: commandKeys('choose-all'),
      onSelect: chooseAll,
    },
    'line',
    {
      id: 'above',
      label: commandLabel('mark-above-read'),
      icon: <ArrowUpToLine />,
      keys: commandKeys('mark-above-read'),
      isDisabled: index === 0,
      onSelect: () => void markBeyond('above', row),
    },
    {
      id: 'below',
      label: commandLabel('mark-below-read'),
      icon: <ArrowDownToLine />,
      keys: commandKeys('mark-below-read'),
      isDisabled: index === total - 1,
      onSelect: () => void markBeyond('below', row),
    },
    ...(url === null
      ? []
      : [
          'line' as const,
          { id: 'copy', label: t('article.copyLink'), icon: <Copy />, keys: commandKeys('copy-link'), onSelect: () => void copyLink(row) },
          { id: 'copy-title', label: t('article.copyTitle'), onSelect: () => void copyTitle(row) },
          {
            id: 'copy-markdown',
            label: t('article.copyMarkdown'),
            keys: commandKeys('copy-markdown'),
            onSelect: () => void copyMarkdown(row),
          },
        ]),
    'line',
    {
      id: 'delete',
      label: commandLabel('delete'),
      icon: <Trash2 />,
      keys: commandKeys('delete'),
      isDestructive: true,
      onSelect: () => runCommand('delete'),
    },
  ];
}

/** By the command table: the row that has the menu is the selected one. */
function marks(of: EntryRow | Choice): readonly MenuEntry[] {
  const isMany = 'kind' in of;
  const has = (mark: 'isRead' | 'isStarred' | 'isLater'): boolean => (isMany ? haveAll(of, mark) : of[mark]);
  const count = isMany ? countChosen(of) : 1;
  const items: readonly MenuEntry[] = [
    {
      id: 'read',
      label: t(has('isRead') ? 'article.markUnread' : 'article.markRead'),
      icon: has('isRead') ? <CircleDot /> : <CircleCheck />,
      keys: commandKeys('toggle-read'),
      onSelect: () => runCommand('toggle-read'),
    },
    {
      id: 'star',
      label: t(has('isStarred') ? (isMany ? 'choice.unstar' : 'article.unstar') : 'article.star'),
      icon: <Star />,
      keys: commandKeys('toggle-star'),
      onSelect: () => runCommand('toggle-star'),
    },
    {
      id: 'later',
      label: t(has('isLater') ? 'article.unlater' : 'article.later'),
      icon: <Bookmark />,
      keys: commandKeys('toggle-later'),
      onSelect: () => runCommand('toggle-later'),
    },
    { id: 'labels', label: t('article.labels'), icon: <Tag />, keys: commandKeys('labels'), onSelect: () => runCommand('labels') },
  ];
  if (!isMany) return items;
  return [
    ...items,
    'line',
    {
      id: 'delete',
      label: t('choice.deleteCount', { count, number: number(count) }),
      icon: <Trash2 />,
      keys: commandKeys('delete'),
      isDestructive: true,
      onSelect: () => runCommand('delete'),
    },
  ];
}
