import type { FeedKind, RequestMade } from './discovery.ts';
import type { WireError } from './errors.ts';
import type { Milliseconds } from './ids.ts';
import type { CheckPlan } from './subscriptions.ts';

/** What the engine makes of one address. Nothing of it is stored. */
export interface FetchReport {
  /** As it was read: what was typed, normalised; where that is no address, as it was typed. */
  readonly address: string;
  /** 'page': an answer that is no feed but names some, or could. */
  readonly outcome: 'feed' | 'page' | 'failed';
  /** Null for a feed. */
  readonly error: WireError | null;
  readonly answer: FetchedAnswer | null;
  readonly feed: FetchedFeed | null;
  /** The feeds that a page names, best first. */
  readonly named: readonly { readonly feedUrl: string; readonly title: string; readonly kind: FeedKind | null }[];
  /** Hop by hop, in order. */
  readonly requests: readonly RequestMade[];
  /** When a feed that was just added from here would be asked next, and why then. Null for what no feed could be. */
  readonly nextCheck: CheckPlan | null;
}

export interface FetchedAnswer {
  /** After redirects. */
  readonly url: string;
  /** Where the address moved to for good; null where it holds. */
  readonly movedTo: string | null;
  readonly contentType: string | null;
  /** Of the body, content codings undone. */
  readonly bytes: number;
  /** Exactly as received, for the next, conditional request; null where it had none. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** How long the answer may be kept by its own word. */
  readonly maxAgeMs: number | null;
}

/** The normal form of every feed; the answer carries all of its fields, of which these are those that the command line prints. */
export interface FetchedFeed {
  readonly kind: FeedKind;
  readonly format: string;
  readonly title: string;
  readonly siteUrl: string | null;
  readonly entries: readonly {
    readonly title: string;
    readonly url: string | null;
    readonly snippet: string;
    readonly publishedAt: Milliseconds | null;
  }[];
}
