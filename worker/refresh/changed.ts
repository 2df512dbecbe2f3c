import type { FeedAnswer } from '../feed.ts';
import { packDocument } from '../read-document.ts';
import type { FeedChanged } from '../store/write-store.ts';

/** An answer that was read for its own sake, as one to be stored. */
export function toChanged({ feed, bodyHash, etag, lastModified, movedTo }: FeedAnswer): FeedChanged {
  return { kind: 'changed', document: packDocument(feed), bodyHash, etag, lastModified, movedTo };
}
