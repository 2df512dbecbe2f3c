import { statSync } from 'node:fs';
import { busyTimeoutMs, type Connection } from './sqlite.ts';

/** The WAL is folded when the writer has been idle, or when it has grown by this many pages of 4 kB (48 MB) meanwhile: pages of indexes are written again and again, and go to the database once a fold. */
const busyPages = 12_288;
const walLimitBytes = 64 * 1024 * 1024;

export interface Checkpoints {
  /** After a commit: folds the WAL only when it has grown large. */
  afterCommit(): void;
  whenIdle(): void;
}

export function createCheckpoints(connection: Connection, walFile: string): Checkpoints {
  connection.exec('PRAGMA wal_autocheckpoint = 0');
  connection.exec(`PRAGMA journal_size_limit = ${walLimitBytes}`);

  // A full disk leaves what is stored in the WAL, safe; a later turn tries again.
  function attempt(work: () => void): void {
    try {
      work();
    } catch {
      return;
    }
  }

  // Without waiting: whoever reads a large part of the database (a backup) would hold up the next write.
  function truncate(): void {
    connection.exec('PRAGMA busy_timeout = 0');
    try {
      connection.get('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      connection.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    }
  }

  return {
    afterCommit: () =>
      attempt(() => {
        const state = connection.get<{ log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');
        if (state && state.log - state.checkpointed >= busyPages) connection.get('PRAGMA wal_checkpoint(PASSIVE)');
      }),
    whenIdle: () => attempt(() => (walSize(walFile) > walLimitBytes ? truncate() : connection.get('PRAGMA wal_checkpoint(PASSIVE)'))),
  };
}

function walSize(walFile: string): number {
  return statSync(walFile, { throwIfNoEntry: false })?.size ?? 0;
}
