import type { Milliseconds } from './protocol/ids.ts';

/** Time as a parameter: what the user's clock says, what has really passed, and one-shot timers. */
export interface Clock {
  now(): Milliseconds;
  /** Milliseconds on a clock that nobody sets; only differences mean anything. */
  monotonic(): number;
  /** Runs once; returns the function that calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** A longer delay would overflow and fire at once. */
const longestDelayMs = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), longestDelayMs));
    return () => clearTimeout(timer);
  },
};
