import type { ParsedFeed } from '../feed.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { KnownEntries, ReadDocument } from '../read-document.ts';

export interface ParseRequest {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** The document's address, for relative links. */
  readonly url: string;
  /** Whose document it is; absent: of no feed yet. Somebody waits for those, so they go first. */
  readonly feedId?: FeedId;
  /** This feed was in work when a process died: it is read beside no other suspect, and is to blame if that happens again. */
  readonly isSuspect?: boolean;
}

export interface ReadRequest extends ParseRequest {
  /** Of the feed; null: read everything. */
  readonly known: KnownEntries | null;
}

/** Bytes to feed, off this thread. Rejects with a FeedError: 'not-a-feed', 'broken-feed', 'too-large', 'bad-encoding', 'quarantined'. */
export interface FeedParser {
  parse(request: ParseRequest): Promise<ParsedFeed>;
  /** Reads only what is not known, and leaves it packed. */
  read(request: ReadRequest): Promise<ReadDocument>;
  close(): Promise<void>;
}
