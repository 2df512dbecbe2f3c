import type { FeedId } from '../protocol/ids.ts';
import type { RefreshSummary } from '../protocol/refresh.ts';
import type { FeedRefreshed } from './refresh-feed.ts';

/** What came of one wish to refresh; the feeds that were refused are known before. */
export interface RunResult extends Omit<RefreshSummary, 'refused' | 'bytes' | 'requests' | 'peakMemoryBytes'> {
  /** The last error that was no feed's fault but ours; null without one. */
  readonly ourFault: unknown;
}

interface RunFeed {
  readonly feedId: FeedId;
  readonly feedUrl: string;
}

/** Counts the feeds of one wish as they are done. Settles when all are, or at once when it is cancelled. */
export interface RefreshRun {
  readonly result: Promise<RunResult>;
  feedDone(feed: RunFeed, refreshed: FeedRefreshed): void;
  cancel(): void;
  isOver(): boolean;
}

export function createRefreshRun(feeds: number, monotonic: () => number): RefreshRun {
  const startedAt = monotonic();
  const failures: RunResult['failures'][number][] = [];
  let left = feeds;
  let changed = 0;
  let unchanged = 0;
  let newEntries = 0;
  let ourFault: unknown = null;
  let isOver = false;
  const { promise: result, resolve } = Promise.withResolvers<RunResult>();

  function end(wasCancelled: boolean): void {
    if (isOver) return;
    isOver = true;
    const failed = failures.length;
    const durationMs = Math.round(monotonic() - startedAt);
    resolve({ tried: changed + unchanged + failed, changed, unchanged, failed, newEntries, wasCancelled, failures, durationMs, ourFault });
  }

  if (left === 0) end(false);
  return {
    result,
    feedDone({ feedId, feedUrl }, refreshed) {
      if (isOver) return;
      if (refreshed.kind === 'changed') {
        changed += 1;
        newEntries += refreshed.saved.added.length;
      } else if (refreshed.kind === 'unchanged') unchanged += 1;
      else if (refreshed.kind === 'failed') {
        failures.push({ feedId, feedUrl, code: refreshed.code, message: refreshed.message });
        if (refreshed.ourFault !== null) ourFault = refreshed.ourFault;
      }
      left -= 1;
      if (left === 0) end(false);
    },
    cancel: () => end(true),
    isOver: () => isOver,
  };
}
