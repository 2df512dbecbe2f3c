import type { ParsedFeed } from '../feed.ts';

/** The first answer of a feed, as the store takes it: an outcome of kind 'changed'. */
export interface FeedAnswer {
  readonly kind: 'changed';
  readonly feed: ParsedFeed;
  readonly bodyHash: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Where it moved to for good; null when the address that was asked holds. */
  readonly movedTo: string | null;
}
