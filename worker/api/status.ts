import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { StartMessage } from '../protocol/messages.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';

export const workerName = 'freshet-worker';

export interface StatusApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly scheduler: Pick<Scheduler, 'state' | 'resume'>;
  readonly start: Pick<StartMessage, 'version' | 'profileDir' | 'restarts'>;
  readonly errorsInWork: () => number;
  readonly failedSends: () => number;
}

export function createStatusHandlers(needs: StatusApiNeeds): HandlersOf<'worker.status' | 'worker.resumeTimer'> {
  const { store, clock, scheduler, start, errorsInWork, failedSends } = needs;
  const startedAt = clock.now();
  const startedMonotonic = clock.monotonic();
  return {
    'worker.status'() {
      const { ticks, lastTickAt, nextTickAt, failedTicksInARow, stoppedBecause } = scheduler.state();
      return {
        name: workerName,
        pid: process.pid,
        version: start.version,
        node: process.versions.node,
        sqlite: store.read.sqliteVersion(),
        startedAt,
        uptimeMs: Math.round(clock.monotonic() - startedMonotonic),
        ticks,
        lastTickAt,
        nextTickAt,
        failedTicksInARow,
        timerStoppedBecause: stoppedBecause,
        errorsInWork: errorsInWork(),
        failedSends: failedSends(),
        restarts: start.restarts,
        ...store.read.sizes(),
        profileDir: start.profileDir,
        memoryBytes: process.memoryUsage.rss(),
      };
    },
    'worker.resumeTimer'() {
      scheduler.resume();
      return null;
    },
  };
}
