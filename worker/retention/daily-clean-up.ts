import type { Clock } from '../clock.ts';
import type { Change } from '../protocol/history.ts';
import type { Store } from '../store/store.ts';
import { cleanUp } from './clean-up.ts';

/** The clean-up by age and number that is set: once a day, while nothing is refreshed. */
export interface DailyCleanUp {
  begin(): void;
  /** At once, by the user's word. */
  run(): Promise<Change>;
  /** Ends what is under way before its next slice. */
  close(): void;
}

const firstAfterMs = 2 * 60_000;
const dailyMs = 24 * 60 * 60_000;
const betweenSlicesMs = 20;
const busyMs = 5_000;

export function createDailyCleanUp(needs: {
  readonly store: Store;
  readonly clock: Clock;
  readonly isBusy: () => boolean;
  /** By itself, not by the user's word. */
  readonly onRemoved: (change: Change) => void;
  readonly onOurFault: (where: string, thrown: unknown) => void;
}): DailyCleanUp {
  const { store, clock, isBusy, onRemoved, onOurFault } = needs;
  let isClosed = false;
  let running: Promise<Change> | null = null;
  let cancelTimer: (() => void) | null = null;
  let endPause: (() => void) | null = null;

  async function pause(ms: number): Promise<void> {
    await new Promise<void>(resolve => {
      const cancel = clock.after(ms, resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });
    endPause = null;
  }

  function start(isPatient: boolean): Promise<Change> {
    running ??= cleanUp({
      store,
      at: clock.now(),
      async mayGoOn() {
        await pause(betweenSlicesMs);
        while (isPatient && isBusy() && !isClosed) await pause(busyMs);
        return !isClosed;
      },
    }).finally(() => {
      running = null;
    });
    return running;
  }

  function plan(ms: number): void {
    cancelTimer = clock.after(ms, () => {
      plan(dailyMs);
      start(true)
        .then(change => change.count > 0 && onRemoved(change))
        .catch((thrown: unknown) => isClosed || onOurFault('the clean-up', thrown));
    });
  }

  return {
    begin: () => plan(firstAfterMs),
    run: () => start(false),
    close() {
      isClosed = true;
      cancelTimer?.();
      endPause?.();
    },
  };
}
