import { Waves } from '../../ui/waves.tsx';
import { t } from '../../words.ts';
import styles from './not-connected.module.css';

/** What a tab shows that was never let in: its address was used already, or is too old. */
export function NotConnected() {
  return (
    <main className={styles['page']}>
      <Waves className={styles['mark']} />
      <h1 className={styles['title']}>{t('notConnected.title')}</h1>
      <p className={styles['text']}>{t('notConnected.why')}</p>
      <p className={styles['text']}>{t('notConnected.what')}</p>
      <code className={styles['command']} data-selectable>
        npm start
      </code>
      <p className={styles['more']}>{t('notConnected.kept')}</p>
    </main>
  );
}
