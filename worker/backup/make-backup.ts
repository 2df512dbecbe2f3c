import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FeedError } from '../errors.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { Backup, BackupReason } from '../protocol/storage.ts';
import { type Connection, openConnection } from '../store/sqlite.ts';
import { explainSqliteError } from '../store/sqlite-errors.ts';
import { backupFolder, backupName, listBeside, readBackupName } from './backup-names.ts';
import { type RoomIn, requireRoom, roomIn } from './disk-room.ts';
import { moveDurably, syncFile, writeDurably } from './durable-files.ts';
import { type DatabaseFacts, inspectDatabase, readFacts } from './inspect-database.ts';
import { spentBackups } from './spent-backups.ts';
import { subscriptionList } from './subscription-list.ts';

interface BackupOrder {
  readonly profileDir: string;
  readonly database: string;
  readonly reason: BackupReason;
  readonly at: Milliseconds;
  readonly room?: RoomIn;
}

const notMade = 'The backup was not made.';

/**
 * Copies the database as it is at this moment, while others read and write it; only a copy that has been checked gets the name of a backup.
 * Right when killed at any moment: a draft is removed by the next backup. Blocks its thread. @throws FeedError
 */
export function makeBackup({ profileDir, database, reason, at: exactly, room = roomIn }: BackupOrder): Backup {
  // As its name tells it.
  const at = exactly - (exactly % 1_000);
  const folder = join(profileDir, backupFolder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeDrafts(folder);
    const name = backupName(at, reason);
    const draft = join(folder, `${name}.draft`);
    const { bytes, facts } = copyInto(draft, { database, folder, room });
    writeDurably(join(folder, listBeside(name)), listOf(draft, at));
    moveDurably(draft, join(folder, name));
    removeSpent(folder, bytes);
    const { feeds, entries, starred } = facts;
    return { name, at, kind: reason, isChecked: true, bytes: statSync(join(folder, name)).size, holds: { feeds, entries, starred } };
  } catch (error) {
    try {
      removeDrafts(folder);
    } catch {
      // The next backup removes them; what went wrong first is what matters.
    }
    throw inWords(error, folder);
  }
}

interface Copying {
  readonly database: string;
  readonly folder: string;
  readonly room: RoomIn;
}

function copyInto(draft: string, { database, folder, room }: Copying): { readonly bytes: number; readonly facts: DatabaseFacts } {
  const source = openConnection(database, { readOnly: true });
  try {
    const bytes = sizeOf(source);
    requireRoom(folder, bytes, notMade, room);
    const before = readFacts(source, database);
    // SQLite takes an empty file, and keeps its mode.
    closeSync(openSync(draft, 'wx', 0o600));
    source.run('VACUUM INTO :draft', { draft });
    const after = readFacts(source, database);
    syncFile(draft);
    const facts = inspectDatabase(draft, true);
    const wasStill = before.feeds === after.feeds && before.entries === after.entries;
    if (facts.version !== before.version || (wasStill && (facts.feeds !== before.feeds || facts.entries !== before.entries))) {
      throw new FeedError('database-damaged', `${notMade} The copy does not hold what the database holds.`, {
        detail: JSON.stringify({ before, after, facts }),
      });
    }
    return { bytes, facts };
  } finally {
    source.close();
  }
}

/** Without the pages that are free: a copy has none. */
function sizeOf(connection: Connection): number {
  const number = (name: string) => connection.get<Record<string, number>>(`PRAGMA ${name}`)?.[name] ?? 0;
  return (number('page_count') - number('freelist_count')) * number('page_size');
}

function listOf(file: string, at: Milliseconds): string {
  const connection = openConnection(file, { readOnly: true });
  try {
    return subscriptionList(connection, at);
  } finally {
    connection.close();
  }
}

function removeDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/\.draft(-journal|-wal|-shm)?$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}

function removeSpent(folder: string, databaseBytes: number): void {
  const backups = readdirSync(folder).flatMap(file => {
    const named = readBackupName(file);
    return named === null ? [] : [{ ...named, bytes: statSync(join(folder, file)).size }];
  });
  for (const name of spentBackups(backups, databaseBytes)) {
    rmSync(join(folder, name), { force: true });
    rmSync(join(folder, listBeside(name)), { force: true });
  }
}

function inWords(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new FeedError('disk-full', `${notMade} The disk of ${folder} is full. Free some space and try again.`, { detail, cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new FeedError('profile-unusable', `${notMade} Freshet may not write in the folder ${folder}. Check its permissions.`, {
      why: 'backup-no-rights',
      of: folder,
      detail,
      cause: error,
    });
  }
  return explainSqliteError(error, folder);
}
