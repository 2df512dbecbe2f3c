import { FeedError } from '../errors.ts';

// Primary result codes of sqlite.org/rescode.html; the low byte of an extended code.
const busy = 5;
const locked = 6;
const readOnly = 8;
const ioError = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const permission = 3;
const notADatabase = 26;

interface SqliteError extends Error {
  readonly errcode: number;
}

function isSqliteError(thrown: unknown): thrown is SqliteError {
  return thrown instanceof Error && 'errcode' in thrown && typeof thrown.errcode === 'number';
}

export function isBusy(thrown: unknown): boolean {
  return isSqliteError(thrown) && ((thrown.errcode & 0xff) === busy || (thrown.errcode & 0xff) === locked);
}

/** A failure of SQLite in words for the user; anything else is given back as it is. */
export function explainSqliteError(thrown: unknown, profileDir: string): unknown {
  if (!isSqliteError(thrown)) return thrown;
  const extras = { detail: `SQLite ${thrown.errcode}: ${thrown.message}`, cause: thrown };
  switch (thrown.errcode & 0xff) {
    case corrupt:
    case notADatabase:
      return new FeedError('database-damaged', damagedMessage(profileDir), extras);
    case full:
    case ioError:
      return new FeedError('disk-full', fullMessage(profileDir), extras);
    case readOnly:
    case cannotOpen:
    case permission:
      return unusable(profileDir, extras);
    default:
      return thrown;
  }
}

export function damagedMessage(profileDir: string): string {
  return `The database in ${profileDir} is damaged and cannot be read safely. Freshet has not changed or deleted it. A backup can take its place, or what can still be read of it.`;
}

export function fullMessage(profileDir: string): string {
  return `Freshet could not write to its folder ${profileDir}: the disk is full or does not take any more. What was stored before is safe. Free some space and try again.`;
}

export function unusable(profileDir: string, extras: { readonly detail: string; readonly cause?: unknown }): FeedError {
  return new FeedError(
    'profile-unusable',
    `Freshet cannot use the folder ${profileDir}: it must exist or be creatable, and you must be allowed to write in it. Check its permissions, or choose another folder with --profile.`,
    { ...extras, why: 'profile-unusable', of: profileDir },
  );
}
