import type { Clock } from '../../worker/clock.ts';

export interface FakeClock extends Clock {
  /** Lets time pass: every timer that falls due runs in order, with microtasks between. */
  advance(ms: number): Promise<void>;
  /** The user sets the wall clock; no time passes. */
  setWall(now: number): void;
  /** Time passes while the process does not run: timers fire late, all at once. */
  stall(ms: number): Promise<void>;
  pendingTimers(): number;
  /** How long until the next timer; infinite without one. */
  nextTimerInMs(): number;
}

/** A clock that stands until it is told. */
export function createFakeClock(wallStart = Date.UTC(2026, 0, 15, 12)): FakeClock {
  let monotonic = 1_000;
  let wallOffset = wallStart - monotonic;
  let timers: { readonly at: number; readonly run: () => void }[] = [];

  async function settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }

  async function runDue(): Promise<void> {
    for (;;) {
      const [next] = timers.filter(timer => timer.at <= monotonic).sort((a, b) => a.at - b.at);
      if (next === undefined) return;
      timers = timers.filter(timer => timer !== next);
      next.run();
      await settle();
    }
  }

  return {
    // As on a real computer: whole milliseconds.
    now: () => Math.floor(monotonic + wallOffset),
    monotonic: () => monotonic,
    after(ms, run) {
      const timer = { at: monotonic + Math.max(0, ms), run };
      timers.push(timer);
      return () => {
        timers = timers.filter(each => each !== timer);
      };
    },
    async advance(ms) {
      const end = monotonic + ms;
      await settle();
      for (;;) {
        const [next] = timers.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        monotonic = Math.max(monotonic, next.at);
        await runDue();
      }
      monotonic = end;
      await settle();
    },
    setWall(now) {
      wallOffset = now - monotonic;
    },
    async stall(ms) {
      monotonic += ms;
      await runDue();
    },
    pendingTimers: () => timers.length,
    nextTimerInMs: () => Math.min(...timers.map(timer => timer.at)) - monotonic,
  };
}
