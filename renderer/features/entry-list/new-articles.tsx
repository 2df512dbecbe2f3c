import { ArrowUp } from 'lucide-react';
import { runCommand } from '../../commands/command-table.ts';
import { number } from '../../format/time.ts';
import { useList } from '../../state/list.ts';
import { t } from '../../words.ts';
import styles from './new-articles.module.css';

/** What has arrived since the list was opened. In a slot of its own, so that it covers nothing. */
export function NewArticles() {
  const count = useList(state => state.newCount);
  return (
    <div role="status" className={count === 0 ? 'visually-hidden' : styles['slot']}>
      {count > 0 && (
        <button type="button" className={styles['pill']} onClick={() => runCommand('show-new')}>
          <ArrowUp aria-hidden="true" />
          {t('list.new', { count, number: number(count) })}
        </button>
      )}
    </div>
  );
}
