import { Bookmark, CircleCheck, CircleDot, Star } from 'lucide-react';
import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';
import { commandKeys } from '../../commands/words.ts';
import { toggleLater, toggleRead, toggleStar } from '../../state/reading.ts';
import { classes } from '../../ui/classes.ts';
import { t } from '../../words.ts';
import styles from './row-actions.module.css';

const actions = { read: toggleRead, star: toggleStar, later: toggleLater } as const;

/**
 * What a pointer that rests on a row can do without opening it. For the mouse alone: a row of a listbox may hold no buttons, the
 * keys have their commands and a finger the row's menu.
 */
export function RowActions({ row }: { readonly row: EntryRow }) {
  const read = t(row.isRead ? 'article.markUnread' : 'article.markRead');
  const star = t(row.isStarred ? 'article.unstar' : 'article.star');
  const later = t(row.isLater ? 'article.unlater' : 'article.later');
  return (
    <span className={styles['actions']} aria-hidden="true">
      <span data-action="read" title={withKey(read, commandKeys('toggle-read'))} className={styles['action']}>
        {row.isRead ? <CircleDot /> : <CircleCheck />}
      </span>
      <span
        data-action="star"
        title={withKey(star, commandKeys('toggle-star'))}
        className={classes(styles['action'], row.isStarred && styles['star'])}
      >
        <Star />
      </span>
      <span
        data-action="later"
        title={withKey(later, commandKeys('toggle-later'))}
        className={classes(styles['action'], row.isLater && styles['later'])}
      >
        <Bookmark />
      </span>
    </span>
  );
}

/** Does what was clicked, if that is one of a row's actions. */
export function runRowAction(row: EntryRow, target: EventTarget): boolean {
  const action = target instanceof Element ? target.closest<HTMLElement>('[data-action]')?.dataset['action'] : undefined;
  if (action !== 'read' && action !== 'star' && action !== 'later') return false;
  actions[action](row);
  return true;
}

function withKey(label: string, key: string | undefined): string {
  return key === undefined ? label : t('ui.withKey', { label, key });
}
