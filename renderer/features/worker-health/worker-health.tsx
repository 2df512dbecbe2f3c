import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErrorCode } from '../../../worker/protocol/errors.ts';
import { isInBrowserTab } from '../../client/host.ts';
import { failureWords } from '../../format/failure-words.ts';
import { restartWorker, resumeTimer, useHealth } from '../../state/health.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './worker-health.module.css';

/** Says what is wrong with the background worker when it does not mend itself. A restart alone is only a short notice. */
export function WorkerHealth() {
  const health = useHealth(state => state.health);
  const timerStopped = useHealth(state => state.timerStopped);

  // The tab has lost its host, or was never let in: nothing to restart from here.
  if (health.state === 'failed' && isInBrowserTab() && health.log === '' && isNotConnected(health.error.code)) {
    return <Banner title={t('health.notConnected')} text={failureWords(health.error)} />;
  }
  if (health.state === 'failed') {
    return (
      <Banner
        title={t('health.failed')}
        text={failureWords(health.error)}
        action={<Button onClick={() => void restartWorker()}>{t('health.tryAgain')}</Button>}
      >
        {health.log !== '' && (
          <details className={styles['details']}>
            <summary>{t('health.log')}</summary>
            <pre className={styles['log']} data-selectable>
              {health.error.detail === '' ? health.log : `${health.error.detail}\n\n${health.log}`}
            </pre>
          </details>
        )}
      </Banner>
    );
  }
  if (health.state === 'stopped') return <Banner title={t('health.stopped')} text={t('health.stoppedMore')} />;
  if (timerStopped !== null) {
    return (
      <Banner
        title={t('health.timerStopped')}
        text={`${asSentence(timerStopped)} ${t('health.timerTries')}`}
        action={<Button onClick={() => void resumeTimer()}>{t('health.tryAgain')}</Button>}
      />
    );
  }
  return null;
}

function isNotConnected(code: ErrorCode): boolean {
  return code === 'forbidden-here' || code === 'worker-stopped';
}

/** An error of the system has no full stop. */
function asSentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

interface BannerProps {
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

function Banner({ title, text, action, children }: BannerProps) {
  return (
    <div role="alert" className={styles['banner']}>
      <TriangleAlert aria-hidden="true" className={styles['icon']} />
      <div className={styles['words']}>
        <strong className={styles['title']}>{title}</strong> <bdi>{text}</bdi>
        {children}
      </div>
      {action}
    </div>
  );
}
