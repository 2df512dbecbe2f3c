import { t } from '../../words.ts';
import styles from './entry-view.module.css';

/** The shape of an article that is on its way. */
export function Skeleton() {
  return (
    <div className={styles['skeleton']} role="status" aria-label={t('article.loading')}>
      <span className={styles['short']} />
      <span className={styles['title']} />
      <span className={styles['short']} />
      <span />
      <span />
      <span />
      <span className={styles['short']} />
    </div>
  );
}
