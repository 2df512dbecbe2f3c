import { number } from '../../format/time.ts';
import { useWork } from '../../state/work.ts';
import { t } from '../../words.ts';
import styles from './notices.module.css';

/** How far long work on many articles is. */
export function WorkLine() {
  const progress = useWork(state => state.progress);
  if (progress === null) return null;
  const { done, total } = progress;
  return (
    <div className={styles['notice']}>
      <span className={styles['text']}>
        {total === 0 ? t('choice.collecting') : t('choice.progress', { done: number(done), total: number(total) })}
      </span>
    </div>
  );
}
