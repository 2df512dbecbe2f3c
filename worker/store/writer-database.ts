import { makeBackup } from '../backup/make-backup.ts';
import { FeedError } from '../errors.ts';
import { isOutdated, migrate } from './migrate.ts';
import { type Connection, openConnection } from './sqlite.ts';
import { damagedMessage, unusable } from './sqlite-errors.ts';
import type { WriterOptions } from './writer-messages.ts';

/** The one writing connection, checked where it is suspect, and up to date. Throws FeedErrors and errors of SQLite. */
export function openWriterDatabase({ database, profileDir, isSuspect, now }: WriterOptions): Connection {
  const connection = openConnection(database, { readOnly: false });
  try {
    const mode = connection.get<{ journal_mode: string }>('PRAGMA journal_mode = WAL')?.journal_mode;
    if (mode !== 'wal') throw unusable(profileDir, { detail: `journal mode ${mode}` });
    // On macOS fsync alone does not reach the disk.
    connection.exec('PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA cache_size = -16000; PRAGMA trusted_schema = OFF');
    if (isSuspect) requireSound(connection, profileDir);
    if (isOutdated(connection)) makeBackup({ profileDir, database, reason: 'before-update', at: now });
    migrate(connection, profileDir);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function requireSound(connection: Connection, profileDir: string): void {
  // quick_check passes an index with other rows than its table's (one in a hundred spoiled files): lists would have them too.
  const found = connection.all<{ integrity_check: string }>('PRAGMA integrity_check(10)').map(row => row.integrity_check);
  if (found.length === 1 && found[0] === 'ok') return;
  throw new FeedError('database-damaged', damagedMessage(profileDir), { detail: found.join('\n') });
}
