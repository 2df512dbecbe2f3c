import type { EntryId, FeedId } from '../protocol/ids.ts';
import { readKnownEntries } from './known-entries.ts';
import type { Connection } from './sqlite.ts';

/** The entries that a feed's last document holds. Null: nobody knows, or it was empty by some fault (R12), and any of them may be in it. */
export function entriesInDocument(connection: Connection, feedId: FeedId): readonly EntryId[] | null {
  const known = readKnownEntries(connection, feedId);
  if (known === null || known.ids.length === 0) return null;
  const ids = [...new Set(known.ids)].filter(id => id !== 0);
  if (ids.length === known.ids.length) return ids;
  // What repeats another entry of the document is not named there: it may be any that shares its guid or its link.
  return connection
    .all<{ id: EntryId }>(
      `SELECT id FROM entry WHERE id IN (SELECT value FROM json_each(:ids))
       UNION SELECT other.id FROM entry JOIN entry AS other ON other.feed_id = entry.feed_id AND other.guid_key = entry.guid_key
         WHERE entry.id IN (SELECT value FROM json_each(:ids))
       UNION SELECT other.id FROM entry JOIN entry AS other ON other.feed_id = entry.feed_id AND other.link_key = entry.link_key
         WHERE entry.id IN (SELECT value FROM json_each(:ids))`,
      { ids: JSON.stringify(ids) },
    )
    .map(row => row.id);
}
