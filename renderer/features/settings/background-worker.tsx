import type { ReactNode } from 'react';
import type { WorkerHealth } from '../../../worker/protocol/host.ts';
import { fileSize } from '../../format/enclosure.ts';
import { duration, number, timeOfDay } from '../../format/time.ts';
import { resumeTimer, useHealth } from '../../state/health.ts';
import { useWorkerStatus } from '../../state/worker-status.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './about.module.css';

const states = {
  starting: 'about.starting',
  ready: 'about.running',
  rescue: 'about.rescue',
  restarting: 'about.restarting',
  failed: 'about.failed',
  stopped: 'about.stopped',
} as const satisfies Record<WorkerHealth['state'], string>;

/** What the worker says of itself. */
export function BackgroundWorker({ settingId }: { readonly settingId: string }) {
  const health = useHealth(state => state.health);
  const status = useWorkerStatus(state => state.status);
  const stopped = status?.timerStoppedBecause ?? null;

  return (
    <section aria-labelledby="background-worker" data-setting={settingId}>
      <h4 id="background-worker" className={styles['group']}>
        {t('about.worker')}
      </h4>
      <dl className={styles['facts']}>
        <Fact name={t('about.state')}>{t(states[health.state])}</Fact>
        {status !== null && (
          <>
            <Fact name={t('about.pid')}>
              {status.name}, {status.pid}
            </Fact>
            <Fact name={t('about.uptime')}>{duration(status.uptimeMs)}</Fact>
            <Fact name={t('about.ticks')}>{number(status.ticks)}</Fact>
            <Fact name={t('about.nextTick')}>{status.nextTickAt === null ? t('about.noTick') : timeOfDay(status.nextTickAt)}</Fact>
            <Fact name={t('about.timer')}>
              {stopped === null ? t('about.timerRuns') : t('about.timerStopped', { reason: stopped })}
              {stopped !== null && <Button onClick={() => void resumeTimer()}>{t('about.tryAgain')}</Button>}
            </Fact>
            <Fact name={t('about.errors')}>{number(status.errorsInWork)}</Fact>
            <Fact name={t('about.failedSends')}>{number(status.failedSends)}</Fact>
            <Fact name={t('about.restarts')}>{number(status.restarts)}</Fact>
            <Fact name={t('about.feeds')}>{number(status.feeds)}</Fact>
            <Fact name={t('about.articles')}>{number(status.entries)}</Fact>
            <Fact name={t('about.memory')}>{fileSize(status.memoryBytes)}</Fact>
          </>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd data-selectable>{children}</dd>
    </>
  );
}
