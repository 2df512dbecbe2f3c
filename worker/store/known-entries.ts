import type { FeedId } from '../protocol/ids.ts';
import { type KnownEntries, packKnown, unpackKnown } from '../read-document.ts';
import type { StoredIdentity } from './identity.ts';
import type { Connection } from './sqlite.ts';
import { identityColumns } from './stored-identities.ts';

export function readKnownEntries(connection: Connection, feedId: FeedId): KnownEntries | null {
  const row = connection.get<{ packed: Uint8Array }>('SELECT packed FROM known_entries WHERE feed_id = :feedId', { feedId });
  return row === undefined ? null : unpackKnown(row.packed);
}

/** Feeds of one size are written again and again: what is the same is left alone. */
export function saveKnownEntries(connection: Connection, feedId: FeedId, known: KnownEntries): void {
  connection.run(
    `INSERT INTO known_entries (feed_id, packed) VALUES (:feedId, :packed)
     ON CONFLICT (feed_id) DO UPDATE SET packed = excluded.packed WHERE packed IS NOT excluded.packed`,
    { feedId, packed: packKnown(known) },
  );
}

/** @param ids of this feed's entries */
export function identitiesOf(connection: Connection, ids: readonly number[]): readonly StoredIdentity[] {
  if (ids.length === 0) return [];
  return connection.all<StoredIdentity>(
    `SELECT ${identityColumns}, NULL AS guid FROM entry WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id`,
    { ids: JSON.stringify(ids) },
  );
}
