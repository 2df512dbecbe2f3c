import type { Clock } from '../clock.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import { type DueFeed, dueBatch } from './due-batch.ts';

/** The one timer: when the earliest feed is due, it hands the due feeds to the refresh. */
export interface Scheduler {
  start(): void;
  /** Something that decides when the next tick is has changed (a feed was added, a setting). */
  reconsider(): void;
  /** Suspend and offline hold the timer; resume and online let it go on, after 10–60 s. */
  power(state: 'suspend' | 'resume' | 'offline' | 'online'): void;
  /** After the stop by ten failed ticks: tries at once. */
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

export interface Refreshed {
  readonly failedByUs: string | null;
  /** Feeds whose servers were not asked after all: for them no time has to pass. */
  readonly unasked?: readonly number[];
}

export interface SchedulerNeeds<F extends DueFeed> {
  readonly clock: Clock;
  readonly random: () => number;
  /** Without those that are in hand already. */
  readonly dueFeeds: (now: Milliseconds, limit: number, except: readonly number[]) => readonly F[];
  readonly earliestCheckAt: (except: readonly number[]) => Milliseconds | null;
  readonly isPaused: () => boolean;
  /** The pace of a bench or test: no spreading, no smallest gap between the polls of a feed. */
  readonly isLifted: (feed: F) => boolean;
  /** Refreshes these feeds. Its own failures (not the feeds') come as words, or as a rejection. */
  readonly refresh: (feeds: readonly F[]) => Promise<Refreshed>;
  readonly postpone: (feeds: readonly { readonly feed: F; readonly until: Milliseconds }[]) => Promise<void>;
  /** The floor of this feed's pace (P4), ms. */
  readonly smallestGapMs: (feed: F) => number;
  /** The wall clock was set back so far: plans made by it would stand still. Never rejects. */
  readonly onClockSetBack: (byMs: number) => Promise<void>;
  readonly onTick: (tick: TickOver) => void;
  /** After ten failed ticks in a row, in words; with null when the timer goes on. */
  readonly onStopped: (reason: string | null) => void;
  /** Smallest time between two ticks, ms; 1 s unless a test's interval is shorter. */
  readonly tickGapMs: number;
  /** Tests and benches: the first tick comes at once, and a backlog is not spread. */
  readonly isHurried: boolean;
}

/** Looked at again at the latest after this: a clock that was set must not hold the timer. */
const longestSleepMs = 15 * 60_000;
const spreadGapMs = 5_000;
/** More than this at once is a backlog, wherever it comes from, and is spread (P6). */
const mostAtOnce = 20;
const mostFailedTicks = 10;
/** After so many failed ticks it tries by itself all the same (a full disk has room again some day), twice as late each time up to the longest. */
const firstRetryMs = 5 * 60_000;
const longestRetryMs = 60 * 60_000;
/** P4 also when the wall clock jumps: a little less than the floor, by the jitter of the two clocks. */
const tolerance = 59 / 60;
const longestGapMs = 24 * 3_600_000;
const clockJumpMs = 2 * 60_000;
const mostFeedsInATick = 2_000;

export function createScheduler<F extends DueFeed>(needs: SchedulerNeeds<F>): Scheduler {
  const { clock, random, tickGapMs, isHurried } = needs;
  /** Monotonic time of the last automatic poll of each feed. */
  const polledAt = new Map<number, number>();
  /** Handed to the refresh and not yet done: the timer goes on without them. */
  const inHand = new Set<number>();
  let cancelTimer: (() => void) | null = null;
  let nextTickAt: Milliseconds | null = null;
  let lastTickAt: Milliseconds | null = null;
  let lastTurnAt = Number.NEGATIVE_INFINITY;
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
    return !isRunning || isTicking || isSuspended || isOffline || needs.isPaused();
  }

  function arm(): void {
    cancelTimer?.();
    cancelTimer = null;
    nextTickAt = null;
    if (isHeld()) return;
    // When it has stopped, a tick is a try whether or not anything is due.
    const earliest = stoppedBecause === null ? earliestCheckAt() : clock.now();
    const now = clock.monotonic();
    const soonest = Math.max(notBefore, lastTurnAt + gapMs(now)) - now;
    const waitMs = earliest === null ? Number.POSITIVE_INFINITY : Math.max(0, soonest, earliest - clock.now());
    if (earliest !== null) nextTickAt = clock.now() + waitMs;
    cancelTimer = clock.after(Math.min(waitMs, longestSleepMs), waitMs <= longestSleepMs ? wake : lookAgain);
  }

  function gapMs(now: number): number {
    if (stoppedBecause !== null) return Math.min(longestRetryMs, firstRetryMs * 2 ** (failedTicksInARow - mostFailedTicks));
    if (failedTicksInARow > 0) return pace.afterFailureMs;
    return now < spreadUntil ? Math.max(spreadGapMs, tickGapMs) : tickGapMs;
  }

  /** When the store cannot even tell, a tick finds that out and is counted as failed. */
  function earliestCheckAt(): Milliseconds | null {
    try {
      return needs.earliestCheckAt([...inHand]);
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
    lastTickAt = clock.now();
    let take: readonly F[] = [];
    let failure: string | null = null;
    try {
      const batch = nextBatch();
      const { tooSoon } = batch;
      if (tooSoon.length > 0) await needs.postpone(tooSoon.map(feed => ({ feed, until: clock.now() + tooSoonForMs(feed) })));
      take = batch.take;
      if (take.length > 0) failure = await handed(take);
    } catch (thrown) {
      failure = thrown instanceof Error ? thrown.message : String(thrown);
    }
    for (const feed of take) inHand.delete(feed.feedId);
    // Otherwise the turn has ended already, when it handed them over.
    if (take.length === 0) isTicking = false;
    if (take.length === 0 || failure !== null) lastTurnAt = clock.monotonic();
    ticks += 1;
    failedTicksInARow = failure === null ? 0 : failedTicksInARow + 1;
    const stopsFor = failedTicksInARow < mostFailedTicks ? null : failure;
    const hasTurned = stopsFor !== stoppedBecause;
    stoppedBecause = stopsFor;
    if (!isTicking) arm();
    needs.onTick({ tick: ticks, due: take.length, failedByUs: failure !== null, nextTickAt });
    if (hasTurned) needs.onStopped(stopsFor);
  }

  /** The refresh has these feeds from now on; whoever else falls due does not wait for them. */
  async function handed(feeds: readonly F[]): Promise<string | null> {
    for (const { feedId } of feeds) {
      polledAt.set(feedId, clock.monotonic());
      inHand.add(feedId);
    }
    const refreshed = needs.refresh(feeds);
    isTicking = false;
    lastTurnAt = clock.monotonic();
    arm();
    const { failedByUs, unasked = [] } = await refreshed;
    for (const feedId of unasked) polledAt.delete(feedId);
    return failedByUs;
  }

  /** How long this feed must still be left alone; 0 or less: not any more. */
  function tooSoonForMs(feed: F): number {
    const at = polledAt.get(feed.feedId);
    return at === undefined ? 0 : Math.ceil(at + needs.smallestGapMs(feed) * tolerance - clock.monotonic());
  }

  function nextBatch() {
    const now = clock.monotonic();
    for (const [feedId, at] of polledAt) if (now - at >= longestGapMs) polledAt.delete(feedId);
    const due = needs.dueFeeds(clock.now(), mostFeedsInATick, [...inHand]);
    if (now >= spreadUntil && due.filter(feed => feed.wasFetched).length > mostAtOnce) spreadUntil = now + pace.spreadMs;
    return dueBatch(due, {
      isTooSoon: feed => tooSoonForMs(feed) > 0 && !needs.isLifted(feed),
      spreadLeftMs: spreadUntil - now,
      tickGapMs: Math.max(spreadGapMs, tickGapMs),
    });
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
      const hasStopped = stoppedBecause !== null;
      failedTicksInARow = 0;
      stoppedBecause = null;
      if (!isTicking) arm();
      if (hasStopped) needs.onStopped(null);
    },
    stop() {
      isRunning = false;
      arm();
    },
    state: () => ({ ticks, lastTickAt, nextTickAt, failedTicksInARow, stoppedBecause, isOffline }),
  };
}
