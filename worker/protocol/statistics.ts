import type { FailureCode } from './failures.ts';
import type { FeedId, Milliseconds } from './ids.ts';

/** What is known of one feed in numbers. */
export interface FeedStatistics {
  readonly articles: number;
  readonly unread: number;
  readonly starred: number;
  readonly later: number;
  /** Of the last 30 days. */
  readonly lately: {
    readonly articles: number;
    /** Those that the user opened, and that did not turn read in another way. */
    readonly opened: number;
  };
  /** A month of 30 days, over the last 180 days or as long as there are articles; null: too short a time to tell. */
  readonly monthly: number | null;
  readonly oldestAt: Milliseconds | null;
  /** Stored of it: texts, and about what their rows take. */
  readonly bytes: number;
  /** How long its server takes to answer, on the way of the latest checks; null: it was not asked yet. */
  readonly answerMs: Milliseconds | null;
  /** Those that are over, the last first. */
  readonly pastFailures: readonly PastFailure[];
}

/** Checks in a row that failed in one way. */
export interface PastFailure {
  readonly since: Milliseconds;
  readonly at: Milliseconds;
  /** Null: it was noted by an early version. */
  readonly code: FailureCode | null;
  readonly message: string;
}

/** How much comes of a feed, and how fast. */
export interface FeedVolume {
  readonly feedId: FeedId;
  /** Of the last 30 days. */
  readonly articles: number;
  /** As in FeedStatistics. */
  readonly answerMs: Milliseconds | null;
}
