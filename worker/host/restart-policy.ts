import type { HostTimes } from './host-times.ts';

type Policy = Pick<HostTimes, 'restartDelaysMs' | 'quietMs' | 'crashLimit' | 'crashWindowMs'>;

/** Pure: what to do after each crash, from nothing but their times. */
export function createRestartPolicy({ restartDelaysMs, quietMs, crashLimit, crashWindowMs }: Policy) {
  let crashes: number[] = [];
  let step = 0;

  return {
    /**
     * @param at when it crashed, @param readyAt since when it had been ready (null: never).
     * @returns the delay before the next start in ms, or null when there should be none.
     */
    crashed(at: number, readyAt: number | null): number | null {
      crashes = [...crashes.filter(earlier => at - earlier < crashWindowMs), at];
      if (crashes.length >= crashLimit) return null;
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
