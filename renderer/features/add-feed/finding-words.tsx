import { TriangleAlert } from 'lucide-react';
import { stopFinding, useFindFeeds } from '../../state/find-feeds.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './add-feed-dialog.module.css';

/** How the search stands, below the field. */
export function FindingWords() {
  const finding = useFindFeeds(state => state.finding);
  switch (finding.kind) {
    case 'nothing':
      return <p>{t('addFeed.hint')}</p>;
    case 'looking':
      return (
        <div className={styles['looking']}>
          <span className={styles['turning']} aria-hidden="true" />
          <p dir="auto">{t('addFeed.finding', { address: finding.address })}</p>
          <Button look="plain" onClick={stopFinding}>
            {t('addFeed.stop')}
          </Button>
        </div>
      );
    case 'local':
      return <p className={styles['question']}>{t('addFeed.local', { host: finding.host })}</p>;
    case 'login':
    case 'failed':
      return (
        <div className={styles['trouble']} title={finding.error.wire.detail}>
          <TriangleAlert aria-hidden="true" />
          <p>{finding.error.message}</p>
        </div>
      );
    case 'found':
      return <p>{t('addFeed.found', { count: finding.candidates.length })}</p>;
  }
}
