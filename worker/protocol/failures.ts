import type { Milliseconds } from './ids.ts';

/** Why the last check of a feed failed. Classified once, in `worker/fetch` and `worker/parse`. */
export type FailureCode =
  | 'dns'
  | 'refused'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'redirect-loop'
  | 'private-address'
  | 'bad-address'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'rate-limited'
  | 'server-error'
  | 'http-error'
  | 'connection-lost'
  | 'bad-encoding'
  | 'not-a-feed'
  | 'broken-feed'
  | 'quarantined'
  | 'proxy'
  | 'offline'
  | 'internal';

export interface FeedFailure {
  readonly code: FailureCode;
  /** What happened, what it means and what to do, in words for the user. Plain text. */
  readonly message: string;
  /** The technical cause for the log and the curious ("ECONNREFUSED 127.0.0.1:9"). Plain text, may be empty. */
  readonly detail: string;
  readonly at: Milliseconds;
  /** When the run of failures began. */
  readonly since: Milliseconds;
  /** Failures in a row. */
  readonly count: number;
}
