import type { WorkerHealth } from '../../../worker/protocol/host.ts';
import type { RefreshState } from '../../../worker/protocol/refresh.ts';
import { duration, number } from '../../format/time.ts';
import { t } from '../../words.ts';

interface Facts {
  readonly refresh: RefreshState | null;
  /** When any feed was checked last: what is known after a restart. */
  readonly checkedAt: number | null;
  readonly now: number;
  readonly isPaused: boolean;
  readonly worker: WorkerHealth['state'];
  readonly isTimerStopped: boolean;
}

/** One line: what runs, else what hinders, else when it was done last. */
export function footWords({ refresh, checkedAt, now, isPaused, worker, isTimerStopped }: Facts): string {
  if (worker === 'failed' || worker === 'stopped') return t('foot.notRunning');
  if (worker !== 'ready') return t('foot.starting');
  if (refresh?.isRunning === true) {
    const { done, total, failed } = refresh;
    const counts = { done: number(done), total: number(total) };
    return failed === 0 ? t('foot.refreshing', counts) : t('foot.refreshingFailed', { ...counts, failed: number(failed) });
  }
  if (isTimerStopped) return t('foot.stopped');
  if (refresh?.networkTrouble === 'login-page') return t('foot.loginPage');
  if (refresh?.networkTrouble === 'no-network') return t('foot.noNetwork');
  if (isPaused) return t('foot.paused');
  const updatedAt = refresh?.finishedAt ?? checkedAt;
  if (updatedAt === null) return t('foot.never');
  const age = now - updatedAt;
  return age < 60_000 ? t('foot.justNow') : t('foot.ago', { time: duration(age) });
}
