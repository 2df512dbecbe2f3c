import type { ParsedEntry } from '../feed.ts';
import type { FeedId } from '../protocol/ids.ts';
import { type IdentityLookup, identifyEntries, type StoredIdentity } from './identity.ts';
import { limitEntry } from './limits.ts';
import type { Connection } from './sqlite.ts';

/** All of a `StoredIdentity` but the guid, from the table `entry`. */
export const identityColumns =
  'id, guid_key AS guidKey, link_key AS linkKey, title, content_hash AS contentHash, published_at AS publishedAt, url, snippet';

/** What is stored of a feed, as the rules of identity ask for it. */
export function lookupIn(connection: Connection, feedId: FeedId): IdentityLookup {
  // A feed's first answer: two questions for each of its entries would be a good part of storing them.
  if (connection.get('SELECT 1 FROM entry INDEXED BY entry_link WHERE feed_id = :feedId LIMIT 1', { feedId }) === undefined)
    return nothingStored;
  const columns = `SELECT ${identityColumns}`;
  const guid = '(SELECT guid FROM entry_body WHERE entry_id = entry.id) AS guid';
  return {
    isEmpty: false,
    byGuid: guidKey =>
      connection.all<StoredIdentity>(`${columns}, NULL AS guid FROM entry WHERE feed_id = :feedId AND guid_key = :guidKey ORDER BY id`, {
        feedId,
        guidKey,
      }),
    byLink: linkKey =>
      connection.all<StoredIdentity>(`${columns}, ${guid} FROM entry WHERE feed_id = :feedId AND link_key = :linkKey ORDER BY id`, {
        feedId,
        linkKey,
      }),
    recent: () =>
      connection.all<StoredIdentity>(
        `${columns}, NULL AS guid FROM entry
         WHERE id IN (SELECT entry_id FROM entry_state WHERE feed_id = :feedId ORDER BY sort_at DESC LIMIT ${recentEntries})
           OR id IN (SELECT entry_id FROM entry_removed WHERE feed_id = :feedId ORDER BY entry_id DESC LIMIT ${recentEntries}) ORDER BY id`,
        { feedId },
      ),
  };
}

const nothingStored: IdentityLookup = { isEmpty: true, byGuid: () => [], byLink: () => [], recent: () => [] };

/** Among which a feed's entries are looked for when its addresses have changed. */
const recentEntries = 1_000;

export function countKnown(connection: Connection, feedId: FeedId, entries: readonly ParsedEntry[]): number {
  return identifyEntries(entries.map(limitEntry), lookupIn(connection, feedId)).fresh.filter(({ stored }) => stored !== null).length;
}
