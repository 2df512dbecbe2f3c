import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { restartWorker, resumeTimer, useHealth } from '../../state/health.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './worker-health.module.css';

/** Says what is wrong with the background worker when it does not mend itself. A restart alone is only a short notice. */
export function WorkerHealth() {
  const health = useHealth(state => state.health);
  const timerStopped = useHealth(state => state.timerStopped);

  if (health.state === 'failed') {
    return (
      <Banner
        title={t('health.failed')}
        text={health.error.message}
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
        text={timerStopped}
        action={<Button onClick={() => void resumeTimer()}>{t('health.tryAgain')}</Button>}
      />
    );
  }
  return null;
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
        <strong className={styles['title']}>{title}</strong> {text}
        {children}
      </div>
      {action}
    </div>
  );
}
