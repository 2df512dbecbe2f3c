import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { backupFolder, readBackupName } from '../backup/backup-names.ts';
import { FeedError } from '../errors.ts';
import { explainFileError } from './file-errors.ts';
import { damagedMessage } from './sqlite-errors.ts';

export interface ProfileFiles {
  readonly dir: string;
  readonly database: string;
  readonly owner: string;
  /** Present while a store is open: found at a start, it tells of an unclean end. */
  readonly openMark: string;
}

/**
 * Makes the profile folder (0700) and the file that is locked in it (0600; SQLite gives `-wal` and `-shm` the mode of their database).
 * Throws FeedError 'profile-unusable' that names the folder.
 */
export function prepareProfile(profileDir: string): ProfileFiles {
  const files = profileFiles(profileDir);
  usable(profileDir, () => {
    makeFolder(profileDir);
    accessSync(profileDir, constants.R_OK | constants.W_OK | constants.X_OK);
    makePrivate(files.owner);
  });
  return files;
}

/**
 * Call only as the owner: another start may be about to put a database there.
 * Throws FeedError 'database-damaged' where it is gone or empty although there was one: an empty profile would look like a loss of everything.
 */
export function prepareDatabase({ dir, database }: ProfileFiles): void {
  usable(dir, () => {
    const isEmpty = (statSync(database, { throwIfNoEntry: false })?.size ?? 0) === 0;
    const log = statSync(`${database}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (isEmpty && (log > 0 || hasBackups(dir))) {
      throw new FeedError('database-damaged', damagedMessage(dir), { detail: `${database} is empty or gone` });
    }
    makePrivate(database);
  });
}

function hasBackups(dir: string): boolean {
  const folder = join(dir, backupFolder);
  return existsSync(folder) && readdirSync(folder).some(name => readBackupName(name) !== null);
}

export function profileFiles(profileDir: string): ProfileFiles {
  return {
    dir: profileDir,
    database: join(profileDir, 'freshet.db'),
    owner: join(profileDir, 'owner.db'),
    openMark: join(profileDir, 'freshet.open'),
  };
}

function usable(profileDir: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw error instanceof FeedError ? error : explainFileError(error, profileDir);
  }
}

// Not mkdir's own `recursive`: in Node it never returns where the system says "no such folder" for a folder that is there (/proc).
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another start may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

// A database file is never opened here once it exists: closing any descriptor of it would drop the locks that SQLite holds in this process (sqlite.org/howtocorrupt.html 2.2).
function makePrivate(file: string): void {
  if (!existsSync(file) && makeEmpty(file)) return;
  if (!statSync(file).isFile()) throw new Error(`${file} is not a file`);
  accessSync(file, constants.R_OK | constants.W_OK);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
}

function makeEmpty(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600));
    return true;
  } catch (error) {
    if (!existsSync(file)) throw error;
    return false;
  }
}

/** How the last use of the database ended; `damaged`: something in it could not be read. */
export type LastEnd = 'clean' | 'unclean' | 'damaged';

const damageMark = 'damaged\n';

/** Sets the mark. Call only as the owner. */
export function markOpen(files: ProfileFiles): LastEnd {
  const last = lastEnd(files);
  if (last !== 'damaged') setMark(files, `${process.pid}\n`);
  return last;
}

/** The next start reads through everything before it uses anything of it. */
export function markDamaged(files: ProfileFiles): void {
  setMark(files, damageMark);
}

/** What was marked as damaged was read through, and is not. */
export function markSound(files: ProfileFiles): void {
  setMark(files, `${process.pid}\n`);
}

function lastEnd({ openMark, database }: ProfileFiles): LastEnd {
  if (existsSync(openMark)) return readFileSync(openMark, 'latin1') === damageMark ? 'damaged' : 'unclean';
  // An empty one is left by whoever only reads the database.
  const log = statSync(`${database}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return log > 0 ? 'unclean' : 'clean';
}

function setMark(files: ProfileFiles, text: string): void {
  usable(files.dir, () => {
    const mark = openSync(files.openMark, 'w', 0o600);
    writeSync(mark, text);
    fsyncSync(mark);
    closeSync(mark);
  });
}

export function clearOpenMark(files: ProfileFiles): void {
  rmSync(files.openMark, { force: true });
}
