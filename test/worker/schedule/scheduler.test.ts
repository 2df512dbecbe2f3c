import { describe, expect, it } from 'vitest';
import { createScheduler, type SchedulerNeeds, type TickOver } from '../../../worker/schedule/scheduler.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface Feed {
  readonly feedId: number;
  readonly wasFetched: boolean;
  readonly failureCount: number;
  nextCheckAt: number;
}

/** A scheduler over feeds in memory: each refresh is noted with the time that has really passed, and plans the next one in an hour. */
function openScheduler(options: { feeds?: number; change?: Partial<SchedulerNeeds<Feed>> } = {}) {
  const clock = createFakeClock();
  const feeds: Feed[] = Array.from({ length: options.feeds ?? 1 }, (_, index) => ({
    feedId: index + 1,
    wasFetched: true,
    failureCount: 0,
    nextCheckAt: clock.now() + 10 * minute,
  }));
  const polls: { readonly feedId: number; readonly at: number }[] = [];
  const ticks: TickOver[] = [];
  const stops: (string | null)[] = [];
  let isPaused = false;
  const needs: SchedulerNeeds<Feed> = {
    clock,
    random: () => 0.5,
    dueFeeds: (now, limit, except) =>
      feeds
        .filter(feed => feed.nextCheckAt <= now && !except.includes(feed.feedId))
        .sort((a, b) => a.nextCheckAt - b.nextCheckAt)
        .slice(0, limit),
    earliestCheckAt: except => {
      const times = feeds.filter(feed => !except.includes(feed.feedId)).map(feed => feed.nextCheckAt);
      return times.length === 0 ? null : Math.min(...times);
    },
    isPaused: () => isPaused,
    isLifted: () => false,
    refresh: due => {
      for (const feed of due) {
        polls.push({ feedId: feed.feedId, at: clock.monotonic() });
        feed.nextCheckAt = clock.now() + hour;
      }
      return Promise.resolve({ failedByUs: null });
    },
    postpone: due => {
      for (const { feed, until } of due) feed.nextCheckAt = until;
      return Promise.resolve();
    },
    smallestGapMs: () => hour,
    onClockSetBack: byMs => {
      for (const feed of feeds) feed.nextCheckAt -= byMs;
      return Promise.resolve();
    },
    onTick: tick => ticks.push(tick),
    onStopped: reason => stops.push(reason),
    tickGapMs: 1_000,
    isHurried: false,
    ...options.change,
  };
  const scheduler = createScheduler(needs);
  return { clock, feeds, polls, ticks, stops, scheduler, pause: (value: boolean) => (isPaused = value) };
}

/** Gaps between the polls of each feed. */
function gaps(polls: readonly { readonly feedId: number; readonly at: number }[]): number[] {
  const last = new Map<number, number>();
  return polls.flatMap(({ feedId, at }) => {
    const before = last.get(feedId);
    last.set(feedId, at);
    return before === undefined ? [] : [at - before];
  });
}

describe('the timer', () => {
  it('fires when the earliest feed is due and not before', async () => {
    const { clock, polls, scheduler } = openScheduler();
    scheduler.start();
    await clock.advance(9 * minute);
    expect(polls).toEqual([]);
    expect(scheduler.state().nextTickAt).toBe(clock.now() + minute);
    await clock.advance(2 * minute);
    expect(polls).toHaveLength(1);
    expect(scheduler.state()).toMatchObject({ ticks: 1, failedTicksInARow: 0, stoppedBecause: null });
  });

  it('tells of every tick when it is over', async () => {
    const { clock, ticks, scheduler } = openScheduler({ feeds: 3 });
    scheduler.start();
    await clock.advance(11 * minute);
    expect(ticks).toEqual([{ tick: 1, due: 3, failedByUs: false, nextTickAt: expect.any(Number) }]);
    expect(ticks[0]?.nextTickAt).toBeGreaterThan(clock.now());
  });

  it('stands still without feeds, and goes on when one is added', async () => {
    const { clock, feeds, polls, scheduler } = openScheduler({ feeds: 0 });
    scheduler.start();
    await clock.advance(day);
    expect(scheduler.state()).toMatchObject({ ticks: 0, nextTickAt: null });
    feeds.push({ feedId: 9, wasFetched: false, failureCount: 0, nextCheckAt: clock.now() });
    scheduler.reconsider();
    await clock.advance(1_000);
    expect(polls).toHaveLength(1);
  });

  it('has exactly one timer, however often it is asked to look again', async () => {
    const { clock, scheduler } = openScheduler();
    scheduler.start();
    for (let turn = 0; turn < 50; turn += 1) scheduler.reconsider();
    expect(clock.pendingTimers()).toBe(1);
    scheduler.stop();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('spreads feeds that are due at the start over minutes (P6)', async () => {
    const { clock, feeds, polls, scheduler } = openScheduler({ feeds: 240 });
    for (const feed of feeds) feed.nextCheckAt = clock.now() - hour;
    const startedAt = clock.monotonic();
    scheduler.start();
    await clock.advance(5 * minute);
    expect(polls).toHaveLength(240);
    const perTenSeconds = Array.from(
      { length: 30 },
      (_, slot) => polls.filter(({ at }) => Math.floor((at - startedAt) / 10_000) === slot).length,
    );
    expect(Math.max(...perTenSeconds)).toBeLessThanOrEqual(40);
    expect(Math.max(...polls.map(({ at }) => at - startedAt))).toBeGreaterThan(90_000);
  });

  it('does not make a feed that was never fetched wait for that spreading', async () => {
    const { clock, feeds, polls, scheduler } = openScheduler({ feeds: 100 });
    for (const feed of feeds) feed.nextCheckAt = clock.now() - hour;
    feeds.push({ feedId: 500, wasFetched: false, failureCount: 0, nextCheckAt: clock.now() });
    scheduler.start();
    await clock.advance(5_000);
    expect(polls.map(({ feedId }) => feedId)).toContain(500);
    expect(polls.length).toBeLessThan(20);
  });

  it('is held by the user’s pause and goes on after it', async () => {
    const { clock, polls, scheduler, pause } = openScheduler();
    pause(true);
    scheduler.start();
    await clock.advance(5 * hour);
    expect(polls).toEqual([]);
    expect(scheduler.state().nextTickAt).toBeNull();
    pause(false);
    scheduler.reconsider();
    await clock.advance(minute);
    expect(polls).toHaveLength(1);
  });

  it('waits 10 to 60 s after the computer woke up, then refreshes once', async () => {
    const { clock, polls, scheduler } = openScheduler();
    scheduler.start();
    scheduler.power('suspend');
    await clock.advance(8 * hour);
    expect(polls).toEqual([]);
    scheduler.power('resume');
    await clock.advance(9_000);
    expect(polls).toEqual([]);
    await clock.advance(52_000);
    expect(polls).toHaveLength(1);
  });

  it('does not tick while there is no network', async () => {
    const { clock, polls, scheduler } = openScheduler();
    scheduler.start();
    scheduler.power('offline');
    await clock.advance(8 * hour);
    expect(polls).toEqual([]);
    expect(scheduler.state().isOffline).toBe(true);
    scheduler.power('online');
    await clock.advance(minute);
    expect(polls).toHaveLength(1);
  });

  it('stops after ten ticks in a row that failed by our own fault, says why, and starts again when told', async () => {
    let isBroken = true;
    const { clock, ticks, stops, feeds, scheduler } = openScheduler({
      change: {
        refresh: () => (isBroken ? Promise.reject(new Error('the disk is full')) : Promise.resolve({ failedByUs: null })),
        postpone: () => (isBroken ? Promise.reject(new Error('the disk is full')) : Promise.resolve()),
      },
    });
    scheduler.start();
    await clock.advance(13 * minute);
    expect(ticks).toHaveLength(10);
    expect(stops).toEqual(['the disk is full']);
    expect(scheduler.state()).toMatchObject({ failedTicksInARow: 10, stoppedBecause: 'the disk is full' });
    isBroken = false;
    for (const feed of feeds) feed.nextCheckAt = clock.now();
    scheduler.resume();
    expect(stops).toEqual(['the disk is full', null]);
    await clock.advance(500);
    expect(ticks).toHaveLength(11);
    expect(scheduler.state()).toMatchObject({ failedTicksInARow: 0, stoppedBecause: null });
  });

  it('tries again by itself after the stop, at growing distances, and goes on when that works', async () => {
    let isBroken = true;
    const full = () => (isBroken ? Promise.reject(new Error('the disk is full')) : Promise.resolve());
    const { clock, ticks, stops, scheduler } = openScheduler({
      change: { refresh: () => full().then(() => ({ failedByUs: null })), postpone: full },
    });
    scheduler.start();
    await clock.advance(10 * minute + 3 * minute);
    expect(ticks).toHaveLength(10);
    const stoppedAt = scheduler.state().lastTickAt ?? 0;
    const tries: number[] = [];
    for (const count of [11, 12, 13, 14, 15, 16]) {
      expect(scheduler.state().nextTickAt).toBeGreaterThan(clock.now());
      while (ticks.length < count) await clock.advance(minute / 4);
      tries.push(Math.floor((Number(scheduler.state().lastTickAt) - stoppedAt) / minute));
    }
    expect(tries).toEqual([5, 15, 35, 75, 135, 195]);
    expect(scheduler.state()).toMatchObject({ stoppedBecause: 'the disk is full' });
    expect(stops).toEqual(['the disk is full']);

    isBroken = false;
    await clock.advance(hour);
    expect(scheduler.state()).toMatchObject({ failedTicksInARow: 0, stoppedBecause: null });
    expect(stops).toEqual(['the disk is full', null]);
  });

  it('counts a store that cannot be read as our own failure', async () => {
    const fail = (): never => {
      throw new Error('database disk image is malformed');
    };
    const { clock, stops, scheduler } = openScheduler({ change: { earliestCheckAt: fail, dueFeeds: fail } });
    scheduler.start();
    await clock.advance(hour);
    expect(stops).toEqual(['database disk image is malformed']);
  });

  it('forgets failed ticks as soon as one succeeds', async () => {
    let turn = 0;
    const { clock, feeds, stops, scheduler } = openScheduler({
      change: {
        isLifted: () => true,
        refresh: () => {
          turn += 1;
          for (const feed of feeds) feed.nextCheckAt = clock.now() + minute;
          return Promise.resolve({ failedByUs: turn % 9 === 0 ? null : 'no' });
        },
      },
    });
    scheduler.start();
    await clock.advance(3 * hour);
    expect(turn).toBeGreaterThan(90);
    expect(stops).toEqual([]);
  });

  it('goes on with other feeds when one is in work for long', async () => {
    const asked: number[][] = [];
    const { clock, feeds, scheduler } = openScheduler({
      feeds: 2,
      change: {
        refresh: due => {
          asked.push(due.map(feed => feed.feedId));
          for (const feed of due) if (feed.feedId !== 1) feed.nextCheckAt = clock.now() + hour;
          return due.some(feed => feed.feedId === 1) ? new Promise(() => undefined) : Promise.resolve({ failedByUs: null });
        },
      },
    });
    feeds[1]!.nextCheckAt = feeds[0]!.nextCheckAt + 2_000;
    scheduler.start();
    await clock.advance(10 * minute + 2_000);
    expect(asked).toEqual([[1], [2]]);
    await clock.advance(hour);
    expect(asked).toEqual([[1], [2], [2]]);
  });

  it('spreads a backlog wherever it comes from, as when a pause of many feeds ends', async () => {
    const { clock, polls, feeds, scheduler } = openScheduler({ feeds: 100 });
    for (const feed of feeds) feed.nextCheckAt = clock.now() + 30 * day;
    scheduler.start();
    await clock.advance(hour);
    for (const feed of feeds) feed.nextCheckAt = clock.now() - hour;
    scheduler.reconsider();
    await clock.advance(10_000);
    expect(polls.length).toBeLessThan(20);
    await clock.advance(2 * minute);
    expect(polls).toHaveLength(100);
  });

  it('asks a feed every ten minutes where the user chose so, and not sooner when the clock is set', async () => {
    const { clock, polls, feeds, scheduler } = openScheduler({
      change: {
        smallestGapMs: () => 10 * minute,
        refresh: due => {
          for (const feed of due) {
            polls.push({ feedId: feed.feedId, at: clock.monotonic() });
            feed.nextCheckAt = clock.now() + 10 * minute;
          }
          return Promise.resolve({ failedByUs: null });
        },
      },
    });
    scheduler.start();
    for (let round = 0; round < 20; round += 1) {
      await clock.advance(7 * minute);
      clock.setWall(clock.now() + (round % 2 === 0 ? 30 : -30) * minute);
    }
    expect(Math.min(...gaps(polls))).toBeGreaterThanOrEqual(9.8 * minute);
    expect(polls.length).toBeGreaterThan(7);
    expect(feeds).toHaveLength(1);
  });

  it('asks once, 10 to 60 seconds later, after each of fifty sleeps and losses of the network (R11)', async () => {
    const { clock, polls, feeds, scheduler } = openScheduler({ feeds: 10 });
    scheduler.start();
    for (let round = 0; round < 50; round += 1) {
      const [down, up] = round % 2 === 0 ? (['suspend', 'resume'] as const) : (['offline', 'online'] as const);
      scheduler.power(down);
      if (round % 2 === 0) await clock.stall(8 * hour);
      else await clock.advance(8 * hour);
      const before = polls.length;
      for (const repeated of [up, up, up]) scheduler.power(repeated);
      await clock.advance(9_000);
      expect(polls.length).toBe(before);
      await clock.advance(3 * minute);
      expect(polls.length).toBe(before + feeds.length);
    }
    expect(Math.min(...gaps(polls))).toBeGreaterThanOrEqual(59 * minute);
  });

  it('lets no feed be asked twice within the hour, whatever the wall clock does', async () => {
    const start = Date.UTC(2026, 0, 15, 12);
    const jumps = [minute, -minute, hour, -hour, 5 * hour, -5 * hour, day, -day, 400 * day, -400 * day, 30 * 365 * day, -30 * 365 * day];
    const { clock, polls, feeds, scheduler } = openScheduler({ feeds: 20 });
    scheduler.start();
    for (let round = 0; round < 50; round += 1) {
      const jump = round % 10 === 9 ? start - clock.now() : jumps[round % jumps.length]!;
      clock.setWall(clock.now() + jump);
      await clock.advance(3 * hour);
    }
    expect(Math.min(...gaps(polls))).toBeGreaterThanOrEqual(59 * minute);
    expect(Math.max(...gaps(polls))).toBeLessThanOrEqual(4 * hour);
    for (const feed of feeds) expect(polls.filter(({ feedId }) => feedId === feed.feedId).length).toBeGreaterThan(40);
  });
});
