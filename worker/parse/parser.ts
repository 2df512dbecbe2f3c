import type { ParsedFeed } from '../feed.ts';

export interface ParseRequest {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** The document's address, for relative links. */
  readonly url: string;
}

/** Bytes to feed, off this thread. Rejects with a FeedError: 'not-a-feed', 'broken-feed', 'too-large', 'bad-encoding', 'quarantined'. */
export interface FeedParser {
  parse(request: ParseRequest): Promise<ParsedFeed>;
  close(): Promise<void>;
}
