import type { EntryId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

/** How far a recording was played; 0: from its beginning. */
export function readPlayed(connection: Connection, entryId: EntryId, url: string): Milliseconds {
  const row = connection.get<{ atMs: number }>('SELECT at_ms AS atMs FROM enclosure_played WHERE entry_id = :entryId AND url = :url', {
    entryId,
    url,
  });
  return row?.atMs ?? 0;
}
