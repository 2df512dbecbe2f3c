import type { EntryId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

/** How far a recording was played; 0 forgets it. Nothing, when the entry does not bring it (any more). */
export function setPlayed(connection: Connection, entryId: EntryId, url: string, atMs: Milliseconds): void {
  if (atMs === 0) {
    connection.run('DELETE FROM enclosure_played WHERE entry_id = :entryId AND url = :url', { entryId, url });
    return;
  }
  connection.run(
    `INSERT INTO enclosure_played (entry_id, url, at_ms) SELECT :entryId, :url, :atMs
     WHERE EXISTS (SELECT 1 FROM enclosure WHERE entry_id = :entryId AND url = :url)
     ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms`,
    { entryId, url, atMs },
  );
}
