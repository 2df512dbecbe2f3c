import type { ParsedEntry } from '../feed.ts';
import type { FeedId } from '../protocol/model.ts';
import { type IdentityLookup, identifyEntries, type StoredIdentity } from './identity.ts';
import { limitEntry } from './limits.ts';
import type { Connection } from './sqlite.ts';

/** What is stored of a feed, as the rules of identity ask for it. */
export function lookupIn(connection: Connection, feedId: FeedId): IdentityLookup {
  const columns =
    'SELECT id, guid_key AS guidKey, link_key AS linkKey, title, content_hash AS contentHash, published_at AS publishedAt FROM entry';
  return {
    byGuid: guidKey =>
      connection.all<StoredIdentity>(`${columns} WHERE feed_id = :feedId AND guid_key = :guidKey ORDER BY id`, { feedId, guidKey }),
    byLink: linkKey =>
      connection.all<StoredIdentity>(`${columns} WHERE feed_id = :feedId AND link_key = :linkKey ORDER BY id`, { feedId, linkKey }),
  };
}

export function countKnown(connection: Connection, feedId: FeedId, entries: readonly ParsedEntry[]): number {
  return identifyEntries(entries.map(limitEntry), lookupIn(connection, feedId)).filter(({ stored }) => stored !== null).length;
}
