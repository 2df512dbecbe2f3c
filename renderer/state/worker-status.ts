import { create } from 'zustand';
import type { HostResult } from '../../worker/protocol/host.ts';
import type { WorkerStatus } from '../../worker/protocol/status.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { latest } from './latest.ts';

interface WorkerStatusState {
  /** Null while the worker does not answer. */
  readonly status: WorkerStatus | null;
  readonly about: HostResult<'host.about'> | null;
}

export const useWorkerStatus = create<WorkerStatusState>()(() => ({ status: null, about: null }));

const askEveryMs = 1000;

/** Asks once a second, and at each turn of the timer, as long as someone looks. Returns the function that stops it. */
export function watchWorkerStatus(): () => void {
  const load = latest(async () => {
    const status = await request('worker.status', {}).catch(() => null);
    useWorkerStatus.setState({ status });
  }, askEveryMs / 4);
  void load();
  void request('host.about', {}).then(
    about => useWorkerStatus.setState({ about }),
    () => undefined,
  );
  const timer = setInterval(() => void load(), askEveryMs);
  const stop = onEvent('worker.tick', () => void load());
  return () => {
    clearInterval(timer);
    stop();
  };
}
