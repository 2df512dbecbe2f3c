import type { FeedId, Milliseconds } from './ids.ts';

export type FeedKind = 'rss' | 'atom' | 'json';

/** A feed that discovery found at an address. Nothing of it is stored. */
export interface FeedCandidate {
  readonly feedUrl: string;
  /** The feed's own title when it was read, else the page's word for it, else its address. Plain text. */
  readonly title: string;
  readonly kind: FeedKind | null;
  readonly siteUrl: string | null;
  /** Set when this feed is subscribed already: the window opens it instead. */
  readonly subscribedFeedId: FeedId | null;
  /** Null until the feed has been fetched (`feeds.preview`). */
  readonly preview: FeedPreview | null;
  /** How it was found; absent for one that was asked for by its address (`feeds.preview`) or is known from the store. */
  readonly why?: CandidateReason;
}

/** 'address': what was typed is the feed; 'announced' and 'link': by the page; 'platform': by its address; 'probe': at a usual address. */
export type CandidateReason = 'address' | 'announced' | 'link' | 'platform' | 'probe';

export interface FeedPreview {
  readonly entryCount: number;
  readonly newestEntryAt: Milliseconds | null;
  /** The three newest titles, plain text. */
  readonly newestTitles: readonly string[];
  /** How many articles come in a week; null when too few of them are dated to say. */
  readonly perWeek: number | null;
}

export interface FeedsFound {
  /** The address that was read, after redirects. */
  readonly address: string;
  readonly candidates: readonly FeedCandidate[];
  /** The page itself announces none: usual addresses may be tried (`deeper`). */
  readonly canLookDeeper: boolean;
  /** What was asked for it, hop by hop; absent where nothing tells. */
  readonly requests?: readonly RequestMade[];
}

/** One request as it went. */
export interface RequestMade {
  readonly url: string;
  /** Null: no answer came. */
  readonly status: number | null;
  /** Of the answer's body, as they came over the wire. */
  readonly bytes: number;
  readonly ms: number;
}
