import { statSync } from 'node:fs';
import { finishReplacement } from '../backup/replacement.ts';
import type { FeedError } from '../errors.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import { noticingDamage } from './noticing-damage.ts';
import { ownProfile } from './owner.ts';
import { clearOpenMark, type LastEnd, markDamaged, markOpen, markSound, prepareDatabase, prepareProfile } from './profile.ts';
import { createReadStore } from './read-store.ts';
import { createSearchClient } from './search-client.ts';
import { type Connection, openConnection } from './sqlite.ts';
import { explainSqliteError } from './sqlite-errors.ts';
import { probeSqlite, requireSqlite } from './sqlite-probe.ts';
import type { Store } from './store.ts';
import { startWriter, type WriterClient } from './writer-client.ts';
import type { Progress } from './writes/long-job.ts';

export interface StoreOptions {
  /** Absolute path; made when missing. */
  readonly profileDir: string;
  readonly now?: () => Milliseconds;
  /** The writer thread ended by itself: nothing can be stored any more, and the process should end and be started anew. */
  readonly onFatal?: (error: Error) => void;
  /** A page of the database turned out to be damaged while it was in use: the process should end, and the next start finds out. */
  readonly onDamage?: (error: FeedError) => void;
  /** About so many entries are not in the full-text index yet. */
  readonly onIndexed?: (left: number) => void;
  /** How far long work of the user's is; null: it is over. */
  readonly onProgress?: (progress: Progress | null) => void;
  /** A larger database is not read through at a start after an unclean end, but beside everything else (`Store.dueCheck`). */
  readonly checkedAtStart?: number;
}

/** About 0.2 seconds; a million articles take 15. */
const usuallyCheckedAtStart = 32 * 2 ** 20;

/**
 * Opens the profile for this process alone. Throws FeedErrors: 'sqlite-too-old', 'profile-unusable', 'profile-in-use', 'database-newer',
 * 'database-damaged', 'disk-full'; nothing is deleted by any of them.
 */
export async function openStore({
  profileDir,
  now = Date.now,
  onFatal = () => {},
  onDamage = () => {},
  onIndexed,
  onProgress,
  checkedAtStart = usuallyCheckedAtStart,
}: StoreOptions): Promise<Store> {
  const sqlite = probeSqlite();
  requireSqlite(sqlite);
  const files = prepareProfile(profileDir);
  let release: (() => void) | null = null;
  let writer: WriterClient | null = null;
  let reader: Connection;
  let last: LastEnd = 'unclean';
  let isSuspect = false;
  try {
    release = ownProfile(files);
    finishReplacement(profileDir);
    prepareDatabase(files);
    last = markOpen(files);
    isSuspect = last === 'damaged' || (last === 'unclean' && statSync(files.database).size <= checkedAtStart);
    writer = await startWriter({ profileDir, database: files.database, isSuspect, now: now() }, onFatal, undefined, onIndexed, onProgress);
    if (last === 'damaged') markSound(files);
    reader = openConnection(files.database, { readOnly: true });
    reader.exec('PRAGMA cache_size = -16000; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF');
  } catch (error) {
    await writer?.close();
    if (last === 'clean') clearOpenMark(files);
    release?.();
    throw explainSqliteError(error, profileDir);
  }

  const own = { release, writer, reader, searcher: createSearchClient({ database: files.database, profileDir }) };
  /** Only a sound database goes without the mark. */
  let isSound = last !== 'unclean' || isSuspect;
  function noteDamage(error: FeedError): void {
    isSound = false;
    try {
      markDamaged(files);
    } finally {
      onDamage(error);
    }
  }
  let closing: Promise<void> | null = null;
  async function closeAll(): Promise<void> {
    // The writer last: the last connection to close folds the WAL and removes it.
    own.reader.close();
    await own.searcher.close();
    await own.writer.close();
    if (isSound) clearOpenMark(files);
    own.release();
  }
  return {
    read: noticingDamage(createReadStore(reader, profileDir, sqlite.version), noteDamage),
    write: noticingDamage(writer.write, noteDamage),
    search: noticingDamage(own.searcher.search, noteDamage),
    dueCheck: isSound
      ? null
      : {
          passed() {
            isSound = true;
          },
          failed: noteDamage,
        },
    close: () => (closing ??= closeAll()),
  };
}
