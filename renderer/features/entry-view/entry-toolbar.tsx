import {
  AppWindow,
  ArrowLeft,
  ArrowUpRight,
  Bookmark,
  BookOpenText,
  ChevronLeft,
  ChevronRight,
  CircleCheck,
  CircleDot,
  Copy,
  Ellipsis,
  Images,
  Maximize,
  Printer,
  Search,
  Star,
  Tag,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import { type CommandId, findCommand } from '../../commands/command-table.ts';
import { commandKeys, commandLabel } from '../../commands/words.ts';
import { toggleFullText } from '../../state/full-text.ts';
import { useLayout } from '../../state/layout.ts';
import { openLink } from '../../state/links.ts';
import { useList } from '../../state/list.ts';
import { toggleLater, toggleRead, toggleStar } from '../../state/reading.ts';
import { deleteArticle } from '../../state/removal.ts';
import { useKeyChoice } from '../../state/settings.ts';
import { copyLink, copyMarkdown, copyQuote, copyTitle } from '../../state/share.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { t } from '../../words.ts';
import styles from './entry-view.module.css';

interface EntryToolbarProps {
  /** Null: nothing is open, only moving on is possible. */
  readonly entry: EntryDetail | null;
  readonly tools: ReactNode;
}

/** What can be done with the open article. */
export function EntryToolbar({ entry, tools }: EntryToolbarProps) {
  useKeyChoice();
  const isAlone = useLayout(state => state.widths.mode === 'one');
  const isOwnWindow = useLayout(state => state.isOwnWindow);
  const hasList = useList(({ total }) => total > 0);
  const address = entry?.url ?? null;

  return (
    <div className={styles['toolbar']} role="toolbar" aria-label={t('article.frame')}>
      {(!isOwnWindow || hasList) && (
        <>
          {isAlone && !isOwnWindow && <CommandButton id="back" icon={<ArrowLeft />} />}
          <CommandButton id="previous-article" icon={<ChevronLeft />} />
          <CommandButton id="next-article" icon={<ChevronRight />} />
        </>
      )}
      <span className={styles['space']} />
      {entry !== null && (
        <>
          <IconButton
            label={t(entry.isStarred ? 'article.unstar' : 'article.star')}
            keys={commandKeys('toggle-star')}
            icon={<Star />}
            isOn={entry.isStarred}
            className={entry.isStarred ? styles['star'] : undefined}
            onClick={() => toggleStar(entry)}
          />
          <IconButton
            label={t(entry.isLater ? 'article.unlater' : 'article.later')}
            keys={commandKeys('toggle-later')}
            icon={<Bookmark />}
            isOn={entry.isLater}
            className={entry.isLater ? styles['later'] : undefined}
            onClick={() => toggleLater(entry)}
          />
          {!isAlone && (
            <>
              <IconButton
                label={t('article.labels')}
                keys={commandKeys('labels')}
                icon={<Tag />}
                aria-haspopup="dialog"
                onClick={() => runIfEnabled('labels')}
              />
              <IconButton
                label={t(entry.isRead ? 'article.markUnread' : 'article.markRead')}
                keys={commandKeys('toggle-read')}
                icon={entry.isRead ? <CircleDot /> : <CircleCheck />}
                onClick={() => toggleRead(entry)}
              />
            </>
          )}
          {address !== null && (
            <IconButton
              label={t(entry.showsFullText ? 'fullText.showFeeds' : 'fullText.show')}
              keys={commandKeys('full-text')}
              icon={<BookOpenText />}
              isOn={entry.showsFullText}
              onClick={toggleFullText}
            />
          )}
          {address !== null && (
            <IconButton
              label={commandLabel('open-original')}
              keys={commandKeys('open-original')}
              icon={<ArrowUpRight />}
              onClick={() => void openLink(address)}
            />
          )}
          {tools}
          <Menu items={[...(isAlone ? marksOf(entry) : []), ...menuOf(entry, address)]}>
            <IconButton label={t('article.more')} icon={<Ellipsis />} />
          </Menu>
        </>
      )}
    </div>
  );
}

function CommandButton({ id, icon }: { readonly id: CommandId; readonly icon: ReactNode }) {
  return <IconButton label={commandLabel(id)} keys={commandKeys(id)} icon={icon} onClick={() => runIfEnabled(id)} />;
}

function runIfEnabled(id: CommandId): void {
  const command = findCommand(id);
  if (command.isEnabled()) command.run();
}

/** What a single pane has no room for in its toolbar. */
function marksOf(entry: EntryDetail): readonly MenuEntry[] {
  return [
    commandItem('labels', <Tag />),
    {
      id: 'toggle-read',
      label: t(entry.isRead ? 'article.markUnread' : 'article.markRead'),
      icon: entry.isRead ? <CircleDot /> : <CircleCheck />,
      keys: commandKeys('toggle-read'),
      onSelect: () => toggleRead(entry),
    },
    'line',
  ];
}

function menuOf(entry: EntryDetail, address: string | null): MenuEntry[] {
  const remove: MenuEntry = {
    id: 'delete',
    label: commandLabel('delete'),
    icon: <Trash2 />,
    keys: commandKeys('delete'),
    isDestructive: true,
    onSelect: () => void deleteArticle(entry),
  };
  const ofArticle: readonly MenuEntry[] = [
    ...(useLayout.getState().isOwnWindow ? [] : [commandItem('open-in-window', <AppWindow />)]),
    commandItem('full-screen', <Maximize />),
    commandItem('find-in-article', <Search />),
    commandItem('pictures', <Images />),
    commandItem('print', <Printer />),
    'line',
    remove,
  ];
  if (address === null) return [...ofArticle];
  return [
    {
      id: 'share',
      label: t('article.share'),
      icon: <Copy />,
      items: [
        { id: 'copy', label: t('article.copyLink'), keys: commandKeys('copy-link'), onSelect: () => void copyLink(entry) },
        { id: 'copy-title', label: t('article.copyTitle'), onSelect: () => void copyTitle(entry) },
        {
          id: 'copy-markdown',
          label: t('article.copyMarkdown'),
          keys: commandKeys('copy-markdown'),
          onSelect: () => void copyMarkdown(entry),
        },
        { id: 'copy-quote', label: t('article.copyQuote'), keys: commandKeys('copy-quote'), onSelect: () => void copyQuote(entry) },
      ],
    },
    {
      id: 'background',
      label: t('article.openInBackground'),
      icon: <ArrowUpRight />,
      keys: commandKeys('open-in-background'),
      onSelect: () => void openLink(address, { inBackground: true }),
    },
    'line',
    ...ofArticle,
  ];
}

/** What the menu does is meant for the article, whichever pane has the keys. */
function commandItem(id: CommandId, icon: ReactNode): MenuEntry {
  return { id, label: commandLabel(id), icon, keys: commandKeys(id), onSelect: () => findCommand(id).run() };
}
