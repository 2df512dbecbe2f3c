import type { Clock } from '../clock.ts';
import type { FeedId, Milliseconds } from '../protocol/ids.ts';
import type { RefreshState } from '../protocol/refresh.ts';
import { createHostQueue } from './host-queue.ts';
import { hostOf } from './host-waits.ts';
import type { FeedRefreshed } from './refresh-feed.ts';
import { createRefreshRun, type RefreshRun, type RunResult } from './refresh-run.ts';

/** All feeds in work or waiting for it, whoever wished it: a feed is never in work twice. */
export interface RefreshQueue {
  /** Feeds already in work are joined, the others queued. One bad feed never stops the rest; never rejects. */
  run(feeds: readonly QueuedFeed[], options: RunOptions): Promise<RunResult>;
  /** Settles every wish at once; what is being stored is stored whole. */
  cancelAll(): void;
  /** Settles when no feed is in work any more, the cancelled ones included: nothing is told of any after that. */
  rest(): Promise<void>;
  isInWork(feedId: FeedId): boolean;
  progress(): Progress;
}

export type Progress = Omit<RefreshState, 'nextTickAt' | 'networkTrouble'>;

export interface QueuedFeed {
  readonly feedId: FeedId;
  readonly feedUrl: string;
}

export interface RunOptions {
  readonly signal: AbortSignal | null;
  /** Somebody waits for just this: it goes first. */
  readonly isUrgent: boolean;
}

export interface RefreshQueueNeeds {
  readonly clock: Clock;
  readonly refreshFeed: (feedId: FeedId, signal: AbortSignal, isUrgent: boolean) => Promise<FeedRefreshed>;
  readonly onFeedDone: (feed: QueuedFeed, refreshed: FeedRefreshed) => void;
  readonly onProgress: () => void;
  /** Nothing is in work any more. */
  readonly onIdle: () => void;
}

interface Job {
  readonly feed: QueuedFeed;
  readonly host: string;
  readonly isUrgent: boolean;
  readonly controller: AbortController;
  readonly runs: Set<RefreshRun>;
}

/** Feeds between their request and their commit. The fetcher has at most 32 requests and 64 silent ones under way (N8). */
const mostInWork = 96;
/** N8, P15. */
const mostPerHost = 2;
const shownHosts = 3;

export function createRefreshQueue({ clock, refreshFeed, onFeedDone, onProgress, onIdle }: RefreshQueueNeeds): RefreshQueue {
  const jobs = new Map<FeedId, Job>();
  const waiting = createHostQueue<Job>();
  const inWorkByHost = new Map<string, number>();
  let inWork = 0;
  let resting = Promise.withResolvers<void>();
  resting.resolve();
  let counts = { total: 0, done: 0, failed: 0, newEntries: 0 };
  let wasCancelled = false;
  let finishedAt: Milliseconds | null = null;

  function pump(): void {
    while (inWork < mostInWork) {
      const job = waiting.next(host => (inWorkByHost.get(host) ?? 0) < mostPerHost);
      if (job === null) return;
      void work(job);
    }
  }

  async function work(job: Job): Promise<void> {
    if (inWork === 0) resting = Promise.withResolvers();
    inWork += 1;
    inWorkByHost.set(job.host, (inWorkByHost.get(job.host) ?? 0) + 1);
    const refreshed = await refreshFeed(job.feed.feedId, job.controller.signal, job.isUrgent);
    inWork -= 1;
    const left = (inWorkByHost.get(job.host) ?? 1) - 1;
    if (left === 0) inWorkByHost.delete(job.host);
    else inWorkByHost.set(job.host, left);
    done(job, refreshed);
    pump();
    if (inWork === 0) resting.resolve();
  }

  function done(job: Job, refreshed: FeedRefreshed): void {
    onFeedDone(job.feed, refreshed);
    // One that was dropped meanwhile belongs to no wish any more; what it stored is announced all the same.
    if (jobs.get(job.feed.feedId) !== job) return;
    jobs.delete(job.feed.feedId);
    counts.done += 1;
    if (refreshed.kind === 'failed') counts.failed += 1;
    if (refreshed.kind === 'changed') counts.newEntries += refreshed.saved.added.length;
    for (const run of job.runs) run.feedDone(job.feed, refreshed);
    if (jobs.size === 0) idle();
    else onProgress();
  }

  function idle(): void {
    if (!wasCancelled) finishedAt = clock.now();
    onProgress();
    onIdle();
  }

  function begin(): void {
    counts = { total: 0, done: 0, failed: 0, newEntries: 0 };
    wasCancelled = false;
  }

  function enqueue(feed: QueuedFeed, run: RefreshRun, isUrgent: boolean): void {
    const known = jobs.get(feed.feedId);
    if (known !== undefined) {
      known.runs.add(run);
      return;
    }
    const job: Job = { feed, host: hostOf(feed.feedUrl), isUrgent, controller: new AbortController(), runs: new Set([run]) };
    jobs.set(feed.feedId, job);
    counts.total += 1;
    waiting.add(job.host, job, isUrgent);
  }

  function cancel(run: RefreshRun): void {
    if (run.isOver()) return;
    run.cancel();
    wasCancelled = true;
    for (const job of [...jobs.values()]) {
      if (job.runs.delete(run) && job.runs.size === 0) drop(job);
    }
    if (jobs.size === 0) idle();
  }

  function drop(job: Job): void {
    jobs.delete(job.feed.feedId);
    job.controller.abort();
    waiting.remove(job.host, job);
  }

  return {
    run(feeds, { signal, isUrgent }) {
      const run = createRefreshRun(feeds.length, clock.monotonic);
      if (signal?.aborted === true) run.cancel();
      if (run.isOver()) return run.result;
      if (jobs.size === 0) begin();
      for (const feed of feeds) enqueue(feed, run, isUrgent);
      const stop = (): void => cancel(run);
      signal?.addEventListener('abort', stop, { once: true });
      onProgress();
      pump();
      return run.result.finally(() => signal?.removeEventListener('abort', stop));
    },
    cancelAll() {
      for (const run of new Set([...jobs.values()].flatMap(job => [...job.runs]))) cancel(run);
    },
    rest: () => resting.promise,
    isInWork: feedId => jobs.has(feedId),
    progress: () => ({
      isRunning: jobs.size > 0,
      ...counts,
      currentHosts: [...inWorkByHost.keys()].slice(0, shownHosts),
      finishedAt,
    }),
  };
}
