import type { OpmlSkipped } from '../protocol/opml.ts';
import type { Login } from '../protocol/subscriptions.ts';

/** One feed of a list of subscriptions. */
export interface ListedFeed {
  /** Absolute http(s) address, without a login. */
  readonly feedUrl: string;
  /** The one that its address had. */
  readonly login?: Login;
  readonly title: string | null;
  readonly siteUrl: string | null;
  /** Folder titles from the root, at most eight; empty at top level. */
  readonly path: readonly string[];
  /** Where it stands in the list, from 1. */
  readonly line: number;
}

/** What a list of subscriptions says, whatever its format. */
export interface ListContent {
  readonly format: 'opml' | 'newsboat' | 'addresses';
  /** What the list calls itself; may be empty. */
  readonly title: string;
  readonly feeds: readonly ListedFeed[];
  /** What was not taken, and why, in the order of the list. */
  readonly skipped: readonly OpmlSkipped[];
  /** Of the skipped ones, how many are feeds that the list names more than once. */
  readonly duplicates: number;
}

/** As the store takes it. */
export interface OutlineToImport extends Omit<ListedFeed, 'line' | 'login'> {
  /** When it is asked for the first time, from the import on (O4). */
  readonly firstCheckInMs: number;
}
