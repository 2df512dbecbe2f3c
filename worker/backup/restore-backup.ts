import { copyFileSync, statSync } from 'node:fs';
import { FeedError } from '../errors.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import { migrate } from '../store/migrate.ts';
import { migrations } from '../store/migrations/all.ts';
import { openConnection } from '../store/sqlite.ts';
import { explainSqliteError } from '../store/sqlite-errors.ts';
import { type RoomIn, requireRoom, roomIn } from './disk-room.ts';
import { inspectDatabase } from './inspect-database.ts';
import { backupPath } from './list-backups.ts';
import { type AsideKind, prepareReplacement } from './replacement.ts';

interface RestoreOrder {
  readonly profileDir: string;
  readonly name: string;
  /** What becomes of the present database. */
  readonly keepAs: AsideKind;
  readonly at: Milliseconds;
  readonly room?: RoomIn;
}

/** Makes a backup take the place of the database at the next start; it is checked first, all of it. @throws FeedError */
export function restoreBackup({ profileDir, name, keepAs, at, room = roomIn }: RestoreOrder): void {
  const path = backupPath(profileDir, name);
  if (path === null) throw new FeedError('not-found-here', 'This backup is no longer there. Nothing was changed.', { field: 'name' });
  requireRoom(profileDir, statSync(path).size, 'The backup was not restored.', room);
  prepareReplacement(profileDir, keepAs, at, file => {
    const version = soundCopy(path, file, profileDir);
    if (version > migrations.length) {
      throw new FeedError(
        'database-newer',
        'This backup was made by a newer Freshet. Install the newer version to restore it; nothing was changed.',
        { detail: `schema ${version} > ${migrations.length}` },
      );
    }
  });
}

/** @returns the version of its schema */
function soundCopy(path: string, file: string, profileDir: string): number {
  try {
    copyFileSync(path, file);
    foldIn(path, file);
    return inspectDatabase(file, true).version;
  } catch (error) {
    const explained = explainSqliteError(error, profileDir);
    if (!(explained instanceof FeedError) || explained.code !== 'database-damaged') throw explained;
    throw new FeedError(
      'database-damaged',
      'This backup is damaged itself, and was not restored. Nothing was changed; choose another one.',
      {
        detail: explained.extras.detail ?? '',
        cause: error,
      },
    );
  }
}

/** An empty profile at the next start. */
export function startEmpty(profileDir: string, at: Milliseconds): void {
  prepareReplacement(profileDir, 'damaged', at, file => {
    const connection = openConnection(file, { readOnly: false });
    try {
      // No empty file: beside backups that is a damaged one.
      migrate(connection, profileDir);
    } finally {
      connection.close();
    }
  });
}

/** A database that was kept aside may have its last changes in a WAL beside it. */
function foldIn(path: string, file: string): void {
  const wal = `${path}-wal`;
  if ((statSync(wal, { throwIfNoEntry: false })?.size ?? 0) > 0) copyFileSync(wal, `${file}-wal`);
  const connection = openConnection(file, { readOnly: false });
  try {
    // Also takes a database out of WAL mode, so that one file is all of it.
    connection.get('PRAGMA journal_mode = DELETE');
  } finally {
    connection.close();
  }
}
