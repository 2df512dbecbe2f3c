import { Bookmark, CircleCheck, CircleDot, Star, Tag, Trash2, X } from 'lucide-react';
import { runCommand } from '../../commands/command-table.ts';
import { commandKeys } from '../../commands/words.ts';
import { number } from '../../format/time.ts';
import { countChosen, endChoice, haveAll, useChoice } from '../../state/choice.ts';
import { useList } from '../../state/list.ts';
import { listPane } from '../../state/list-pane.ts';
import { useKeyChoice } from '../../state/settings.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../words.ts';
import styles from './choice-bar.module.css';

/** In place of the list's heading while several articles are chosen: how many, and what can be done with them. */
export function ChoiceBar() {
  useKeyChoice();
  const choice = useChoice(state => state.choice);
  // Of a whole list the rows tell what it has.
  useList(state => state.rows);
  if (choice === null) return null;
  const count = countChosen(choice);
  const isRead = haveAll(choice, 'isRead');
  const isStarred = haveAll(choice, 'isStarred');
  const isLater = haveAll(choice, 'isLater');
  return (
    <div className={styles['bar']} role="toolbar" aria-label={t('choice.bar')}>
      <IconButton
        label={t('choice.end')}
        keys={commandKeys('back')}
        icon={<X />}
        onClick={() => {
          endChoice();
          listPane()?.focus();
        }}
      />
      <h1 className={styles['count']}>{t('choice.count', { count, number: number(count) })}</h1>
      <IconButton
        label={t(isRead ? 'article.markUnread' : 'article.markRead')}
        keys={commandKeys('toggle-read')}
        icon={isRead ? <CircleDot /> : <CircleCheck />}
        onClick={() => runCommand('toggle-read')}
      />
      <IconButton
        label={t(isStarred ? 'choice.unstar' : 'article.star')}
        keys={commandKeys('toggle-star')}
        icon={<Star />}
        isOn={isStarred}
        onClick={() => runCommand('toggle-star')}
      />
      <IconButton
        label={t(isLater ? 'article.unlater' : 'article.later')}
        keys={commandKeys('toggle-later')}
        icon={<Bookmark />}
        isOn={isLater}
        onClick={() => runCommand('toggle-later')}
      />
      <IconButton
        label={t('article.labels')}
        keys={commandKeys('labels')}
        icon={<Tag />}
        aria-haspopup="dialog"
        onClick={() => runCommand('labels')}
      />
      <IconButton label={t('choice.delete')} keys={commandKeys('delete')} icon={<Trash2 />} onClick={() => runCommand('delete')} />
    </div>
  );
}

/** Says how many are chosen to who does not see it. */
export function ChoiceStatus() {
  const count = useChoice(({ choice }) => (choice === null ? 0 : countChosen(choice)));
  return (
    <p role="status" className="visually-hidden">
      {count > 0 && t('choice.chosen', { count, number: number(count) })}
    </p>
  );
}
