import type { FailureCode } from './failures.ts';
import type { FeedId, FolderId, Milliseconds } from './ids.ts';

export type RefreshScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'folder'; readonly folderId: FolderId }
  /** Those that are not subscribed any more are passed over. */
  | { readonly kind: 'feeds'; readonly feedIds: readonly FeedId[] }
  | { readonly kind: 'feed'; readonly feedId: FeedId };

/** A network that answers with its own login page instead of the servers asked, or reaches none of them. */
export type NetworkTrouble = 'login-page' | 'no-network';

/** A refresh under way, or the last one. */
export interface RefreshState {
  readonly isRunning: boolean;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly newEntries: number;
  /** Hosts being asked at this moment, at most three. */
  readonly currentHosts: readonly string[];
  /** End of the last refresh that was not cancelled. */
  readonly finishedAt: Milliseconds | null;
  readonly nextTickAt: Milliseconds | null;
  /** One quiet state: no feed is blamed, and few are asked until one answers again. */
  readonly networkTrouble: NetworkTrouble | null;
}

/** A feed that was not asked, and until when it will not be (P5, P8, X5). One that is set aside is asked when just this feed is wished for. */
export interface RefreshRefusal {
  readonly feedId: FeedId;
  readonly reason: 'checked-recently' | 'asked-to-wait' | 'quarantined';
  readonly checkedAt: Milliseconds | null;
  readonly until: Milliseconds;
}

export interface RefreshSummary {
  readonly tried: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly newEntries: number;
  readonly wasCancelled: boolean;
  readonly refused: readonly RefreshRefusal[];
  readonly failures: readonly { readonly feedId: FeedId; readonly feedUrl: string; readonly code: FailureCode; readonly message: string }[];
  readonly durationMs: number;
  /** Received and asked for meanwhile, redirects and what failed included. */
  readonly bytes: number;
  readonly requests: number;
  /** The most that the worker process has ever held, its threads included. */
  readonly peakMemoryBytes: number;
}
