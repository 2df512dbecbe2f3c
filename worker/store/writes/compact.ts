import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { requireRoom } from '../../backup/disk-room.ts';
import { writeLastCompactMs } from '../settings.ts';
import type { Connection } from '../sqlite.ts';

// SQLite offers no way to stop a VACUUM from here that would not end the process with it: whoever asks is told how long it took before.

/** VACUUM writes all of it once to a temporary file and once to the WAL; killed on the way, the database is as it was. */
const copies = 2;

export function compact(connection: Connection): { readonly freedBytes: number } {
  const file = connection.get<{ file: string }>("SELECT file FROM pragma_database_list WHERE name = 'main'")?.file ?? '';
  connection.get('PRAGMA wal_checkpoint(PASSIVE)');
  const before = sizeOf(file);
  const live = before - number(connection, 'PRAGMA freelist_count') * number(connection, 'PRAGMA page_size');
  requireRoom(dirname(file), copies * live, 'The database was not compacted.');
  const startedAt = performance.now();
  connection.exec('VACUUM');
  writeLastCompactMs(connection, performance.now() - startedAt);
  connection.get('PRAGMA wal_checkpoint(TRUNCATE)');
  return { freedBytes: Math.max(0, before - sizeOf(file)) };
}

function number(connection: Connection, pragma: string): number {
  return Number(Object.values(connection.get<Record<string, number>>(pragma) ?? {})[0] ?? 0);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
