import type { FeedCandidate } from '../../../worker/protocol/discovery.ts';
import { lookDeeper, type Probe, stopFinding, useFindFeeds } from '../../state/find-feeds.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TroubleBox } from '../../ui/trouble-box.tsx';
import { t } from '../../words.ts';
import styles from './add-feed-dialog.module.css';

/** How the search stands, below the field. */
export function FindingWords() {
  const finding = useFindFeeds(state => state.finding);
  switch (finding.kind) {
    case 'nothing':
      return <p>{t('addFeed.hint')}</p>;
    case 'from-link':
      return <p className={styles['question']}>{t('addFeed.fromLink', { host: finding.host })}</p>;
    case 'looking':
      return (
        <div className={styles['looking']}>
          <Spinner />
          <p dir="auto">{finding.deeper === null ? t('addFeed.finding', { address: finding.address }) : probeWords(finding.deeper)}</p>
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
        <TroubleBox detail={finding.error.wire.detail} className={styles['trouble']}>
          <p dir="auto">{finding.error.message}</p>
          {finding.kind === 'failed' && finding.canLookDeeper && <LookDeeper />}
        </TroubleBox>
      );
    case 'found':
      return (
        <div className={styles['looking']}>
          <p>{t(isByAddress(finding.candidates) ? 'addFeed.foundByAddress' : 'addFeed.found', { count: finding.candidates.length })}</p>
          {finding.canLookDeeper && <LookDeeper />}
        </div>
      );
  }
}

/** No page was read: what is there follows from the form of the address. */
function isByAddress([first]: readonly FeedCandidate[]): boolean {
  return first?.why === 'platform';
}

function LookDeeper() {
  return (
    <Button look="plain" title={t('addFeed.deeperMore')} onClick={() => void lookDeeper()}>
      {t('addFeed.deeper')}
    </Button>
  );
}

function probeWords({ step }: Probe): string {
  return step === null ? t('addFeed.deeperStarts') : t('addFeed.deeperStep', { ...step });
}
