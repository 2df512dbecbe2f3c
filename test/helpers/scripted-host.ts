import { join } from 'node:path';
import { forkChild } from '../../worker/host/forked-child.ts';
import { createHostLog, type HostLog } from '../../worker/host/host-log.ts';
import type { HostTimes } from '../../worker/host/host-times.ts';
import type { WorkerChild } from '../../worker/host/worker-child.ts';
import { createWorkerHost, type WorkerHost } from '../../worker/host/worker-host.ts';
import type { Outcome } from '../../worker/protocol/errors.ts';
import type { WorkerHealth } from '../../worker/protocol/host.ts';
import type { Method, Params } from '../../worker/protocol/methods.ts';

export const workers = join(import.meta.dirname, '../fixtures/workers');

/** Patient enough for a loaded machine, quick enough for tests. */
const quickTimes: Partial<HostTimes> = {
  pingEveryMs: 100,
  silentMs: 1_500,
  startSilentMs: 5_000,
  stopStepMs: 400,
  restartDelaysMs: [10, 20, 40],
};

export interface ScriptedHost {
  readonly host: WorkerHost;
  readonly log: HostLog;
  readonly children: readonly WorkerChild[];
  /** Every health so far. */
  readonly healths: readonly WorkerHealth[];
  /** Calls a method with parameters that only the scripted worker knows. */
  ask(method: Method, params: unknown, signal?: AbortSignal): Promise<Outcome>;
  reaches(state: WorkerHealth['state']): Promise<WorkerHealth>;
}

/** A host over a really forked stand-in worker. */
export function hostOf(options: { readonly how?: string; readonly file?: string; readonly times?: Partial<HostTimes> } = {}): ScriptedHost {
  const { how = 'http://plain/', file = 'forked.ts', times = {} } = options;
  const log = createHostLog({ file: null });
  const children: WorkerChild[] = [];
  const healths: WorkerHealth[] = [];
  const host = createWorkerHost({
    fork() {
      const child = forkChild({ entry: join(workers, file) });
      children.push(child);
      return child;
    },
    start: () => ({
      profileDir: '/nowhere',
      addresses: [how],
      intervalMs: null,
      liftLimitsForLoopback: false,
      version: '0.0.1',
      mode: 'reader',
    }),
    log,
    times: { ...quickTimes, ...times },
  });
  host.onHealth(health => healths.push(health));
  return {
    host,
    log,
    children,
    healths,
    ask: (method, params, signal) => host.request(method, params as Params<Method>, signal === undefined ? {} : { signal }),
    reaches: state =>
      new Promise(resolve => {
        if (host.health().state === state) return resolve(host.health());
        const off = host.onHealth(health => {
          if (health.state !== state) return;
          off();
          resolve(health);
        });
      }),
  };
}
