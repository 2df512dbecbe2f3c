import type { Clock } from '../clock.ts';
import type { Milliseconds } from '../protocol/model.ts';
import { type DueFeed, dueBatch } from './due-batch.ts';

/** The one timer: when the earliest feed is due, it hands the due feeds to the refresh. */
export interface Scheduler {
  start(): void;
  /** Something that decides when the next tick is has changed (a feed was added, a setting). */
  reconsider(): void;
  /** Suspend and offline hold the timer; resume and online let it go on, after 10–60 s. */
  power(state: 'suspend' | 'resume' | 'offline' | 'online'): void;
  /** Starts again after the stop by ten failed ticks. */
  resume(): void;
  stop(): void;
  state(): SchedulerState;
}

export interface SchedulerState {
  readonly ticks: number;
  readonly lastTickAt: Milliseconds | null;
  readonly nextTickAt: Milliseconds | null;
  readonly failedTicksInARow: number;
  readonly stoppedBecause: string | null;
  readonly isOffline: boolean;
}

export interface TickOver {
  readonly tick: number;
  readonly due: number;
  readonly failedByUs: boolean;
  readonly nextTickAt: Milliseconds | null;
}

export interface SchedulerNeeds<F extends DueFeed> {
  readonly clock: Clock;
  readonly random: () => number;
  readonly dueFeeds: (now: Milliseconds, limit: number) => readonly F[];
  readonly earliestCheckAt: () => Milliseconds | null;
  readonly isPaused: () => boolean;
  /** The pace of a bench or test: no spreading, no smallest gap between the polls of a feed. */
  readonly isLifted: (feed: F) => boolean;
  /** Refreshes these feeds. Its own failures (not the feeds') come as words, or as a rejection. */
  readonly refresh: (feeds: readonly F[]) => Promise<{ readonly failedByUs: string | null }>;
  readonly postpone: (feeds: readonly F[], until: Milliseconds) => Promise<void>;
  /** The wall clock was set back so far: plans made by it would stand still. Never rejects. */
  readonly onClockSetBack: (byMs: number) => Promise<void>;
  readonly onTick: (tick: TickOver) => void;
  readonly onStopped: (reason: string) => void;
  /** Smallest time between two ticks, ms; 1 s unless a test's interval is shorter. */
  readonly tickGapMs: number;
  /** Tests and benches: the first tick comes at once, and a backlog is not spread. */
  readonly isHurried: boolean;
}

/** Looked at again at the latest after this: a clock that was set must not hold the timer. */
const longestSleepMs = 15 * 60_000;
/** A tick does not wait longer for its feeds; they go on in the queue. */
const tickPatienceMs = 30_000;
const spreadGapMs = 5_000;
const mostFailedTicks = 10;
/** P4 also when the wall clock jumps: less than the 60 minutes by the jitter of the two clocks. */
const smallestPollGapMs = 59 * 60_000;
const clockJumpMs = 2 * 60_000;
const mostFeedsInATick = 2_000;

export function createScheduler<F extends DueFeed>(needs: SchedulerNeeds<F>): Scheduler {
  const { clock, random, tickGapMs, isHurried } = needs;
  /** Monotonic time of the last automatic poll of each feed. */
  const polledAt = new Map<number, number>();
  let cancelTimer: (() => void) | null = null;
  let nextTickAt: Milliseconds | null = null;
  let lastTickAt: Milliseconds | null = null;
  let lastTickEndedAt = Number.NEGATIVE_INFINITY;
  let ticks = 0;
  let failedTicksInARow = 0;
  let stoppedBecause: string | null = null;
  let isRunning = false;
  let isTicking = false;
  let isSuspended = false;
  let isOffline = false;
  let notBefore = 0;
  let spreadUntil = 0;
  let wallAhead = clock.now() - clock.monotonic();

  const pace = isHurried
    ? { firstTickMs: 0, afterFailureMs: tickGapMs, spreadMs: 0 }
    : { firstTickMs: 3_000, afterFailureMs: 10_000, spreadMs: 2 * 60_000 };

  /** From now on a backlog is taken little by little. */
  function beginSpreading(firstTickInMs: number): void {
    notBefore = clock.monotonic() + firstTickInMs;
    spreadUntil = notBefore + pace.spreadMs;
  }

  function isHeld(): boolean {
    return !isRunning || isTicking || isSuspended || isOffline || stoppedBecause !== null || needs.isPaused();
  }

  function arm(): void {
    cancelTimer?.();
    cancelTimer = null;
    nextTickAt = null;
    if (isHeld()) return;
    const earliest = earliestCheckAt();
    const now = clock.monotonic();
    const gapMs = failedTicksInARow > 0 ? pace.afterFailureMs : now < spreadUntil ? Math.max(spreadGapMs, tickGapMs) : tickGapMs;
    const soonest = Math.max(notBefore, lastTickEndedAt + gapMs) - now;
    const waitMs = earliest === null ? Number.POSITIVE_INFINITY : Math.max(0, soonest, earliest - clock.now());
    if (earliest !== null) nextTickAt = clock.now() + waitMs;
    cancelTimer = clock.after(Math.min(waitMs, longestSleepMs), waitMs <= longestSleepMs ? wake : lookAgain);
  }

  /** When the store cannot even tell, a tick finds that out and is counted as failed. */
  function earliestCheckAt(): Milliseconds | null {
    try {
      return needs.earliestCheckAt();
    } catch {
      return clock.now();
    }
  }

  /** Nothing is due yet; only the clocks are compared. */
  function lookAgain(): void {
    compareClocks();
    arm();
  }

  function wake(): void {
    compareClocks();
    isTicking = true;
    cancelTimer = null;
    nextTickAt = null;
    void turn();
  }

  function compareClocks(): void {
    const ahead = clock.now() - clock.monotonic();
    const jumpMs = ahead - wallAhead;
    wallAhead = ahead;
    // Forward: the machine slept, or the clock was set. What is due now comes little by little, as after a start.
    if (jumpMs > clockJumpMs) spreadUntil = clock.monotonic() + pace.spreadMs;
    if (jumpMs < -clockJumpMs) void needs.onClockSetBack(-jumpMs).then(arm);
  }

  async function turn(): Promise<void> {
    const tick = ticks + 1;
    const startedAt = clock.now();
    let due = 0;
    let failure: string | null = null;
    try {
      const batch = nextBatch();
      due = batch.take.length;
      if (batch.tooSoon.length > 0) await needs.postpone(batch.tooSoon, startedAt + smallestPollGapMs);
      for (const feed of batch.take) polledAt.set(feed.feedId, clock.monotonic());
      if (due > 0) failure = (await patiently(needs.refresh(batch.take))).failedByUs;
    } catch (thrown) {
      failure = thrown instanceof Error ? thrown.message : String(thrown);
    }
    isTicking = false;
    ticks = tick;
    lastTickAt = startedAt;
    lastTickEndedAt = clock.monotonic();
    settle(failure);
    arm();
    needs.onTick({ tick, due, failedByUs: failure !== null, nextTickAt });
    if (stoppedBecause !== null && failure !== null) needs.onStopped(stoppedBecause);
  }

  function nextBatch() {
    const now = clock.monotonic();
    for (const [feedId, at] of polledAt) if (now - at >= smallestPollGapMs) polledAt.delete(feedId);
    return dueBatch(needs.dueFeeds(clock.now(), mostFeedsInATick), {
      isTooSoon: feed => polledAt.has(feed.feedId) && !needs.isLifted(feed),
      spreadLeftMs: spreadUntil - now,
      tickGapMs: Math.max(spreadGapMs, tickGapMs),
    });
  }

  async function patiently(refresh: Promise<{ readonly failedByUs: string | null }>): Promise<{ readonly failedByUs: string | null }> {
    let cancel = (): void => undefined;
    const enough = new Promise<{ failedByUs: null }>(resolve => {
      cancel = clock.after(tickPatienceMs, () => resolve({ failedByUs: null }));
    });
    try {
      return await Promise.race([refresh, enough]);
    } finally {
      cancel();
      // A failure after that is told by the queue; nobody waits for it here.
      refresh.catch(() => undefined);
    }
  }

  function settle(failure: string | null): void {
    failedTicksInARow = failure === null ? 0 : failedTicksInARow + 1;
    if (failure !== null && failedTicksInARow >= mostFailedTicks) stoppedBecause = failure;
  }

  return {
    start() {
      isRunning = true;
      beginSpreading(pace.firstTickMs);
      arm();
    },
    reconsider() {
      if (!isTicking) arm();
    },
    power(state) {
      if (state === 'suspend') isSuspended = true;
      if (state === 'offline') isOffline = true;
      if (state === 'resume') isSuspended = false;
      if (state === 'online') isOffline = false;
      // R11: the network needs a moment after waking, and not all readers of the world ask in the same second.
      if (state === 'resume' || state === 'online') beginSpreading((10 + 50 * random()) * 1_000);
      if (!isTicking) arm();
    },
    resume() {
      failedTicksInARow = 0;
      stoppedBecause = null;
      if (!isTicking) arm();
    },
    stop() {
      isRunning = false;
      arm();
    },
    state: () => ({ ticks, lastTickAt, nextTickAt, failedTicksInARow, stoppedBecause, isOffline }),
  };
}
