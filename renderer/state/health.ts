import { create } from 'zustand';
import type { WorkerHealth } from '../../worker/protocol/host.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { notify, notifyFailure } from './notices.ts';

interface HealthState {
  readonly health: WorkerHealth;
  /** Why refreshing by itself stands still by our own fault; null while it does not. */
  readonly timerStopped: string | null;
}

export const useHealth = create<HealthState>()(() => ({ health: { state: 'starting' }, timerStopped: null }));

export async function loadHealth(): Promise<void> {
  useHealth.setState({ health: await request('host.health', {}) });
}

/** Asks a worker that is ready whether its timer runs. */
export async function loadTimerState(): Promise<void> {
  const { timerStoppedBecause } = await request('worker.status', {});
  useHealth.setState({ timerStopped: timerStoppedBecause });
}

export async function restartWorker(): Promise<void> {
  try {
    await request('host.restartWorker', {});
  } catch (error) {
    notifyFailure(error);
  }
}

export async function resumeTimer(): Promise<void> {
  try {
    await request('worker.resumeTimer', {});
    useHealth.setState({ timerStopped: null });
  } catch (error) {
    notifyFailure(error);
  }
}

onEvent('host.health', health => {
  const before = useHealth.getState().health.state;
  useHealth.setState({ health });
  if (health.state === 'restarting' && before !== 'restarting') notify(t('health.restarting'));
});
onEvent('worker.timerStopped', ({ reason }) => useHealth.setState({ timerStopped: reason }));
