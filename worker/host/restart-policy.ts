import type { HostTimes } from './host-times.ts';

type Policy = Pick<HostTimes, 'restartDelaysMs' | 'quietMs' | 'crashLimit' | 'crashWindowMs' | 'explainedCrashLimit'>;

interface Crash {
  readonly at: number;
  readonly isExplained: boolean;
}

/** Pure: what to do after each crash, from nothing but their times. */
export function createRestartPolicy({ restartDelaysMs, quietMs, crashLimit, crashWindowMs, explainedCrashLimit }: Policy) {
  let crashes: Crash[] = [];
  let step = 0;

  return {
    /**
     * @param at when it crashed, @param readyAt since when it had been ready (null: never).
     * @param isExplained a document was in work: what is set aside for that does not come again, so it counts for less.
     * @returns the delay before the next start in ms, or null when there should be none.
     */
    crashed(at: number, readyAt: number | null, isExplained: boolean): number | null {
      crashes = [...crashes.filter(earlier => at - earlier.at < crashWindowMs), { at, isExplained }];
      const explained = crashes.filter(crash => crash.isExplained).length;
      if (crashes.length - explained >= crashLimit || explained >= explainedCrashLimit) return null;
      if (readyAt !== null && at - readyAt >= quietMs) step = 0;
      const delayMs = restartDelaysMs[Math.min(step, restartDelaysMs.length - 1)] ?? 0;
      step += 1;
      return delayMs;
    },
    /** The user asked to try again: as if nothing had happened. */
    forget(): void {
      crashes = [];
      step = 0;
    },
  };
}
