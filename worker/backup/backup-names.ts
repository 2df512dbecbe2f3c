import type { Milliseconds } from '../protocol/ids.ts';
import type { BackupReason } from '../protocol/storage.ts';

export const backupFolder = 'backups';

interface NamedBackup {
  readonly name: string;
  readonly at: Milliseconds;
  readonly reason: BackupReason;
}

/** `freshet-2026-11-27T17-41-22Z-daily.db`: sorted by name is sorted by time, and every system takes it. */
export function backupName(at: Milliseconds, reason: BackupReason): string {
  return `freshet-${stampOf(at)}-${reason}.db`;
}

/** Null for a file that is no finished backup: a draft, the list beside one, or anything else. */
export function readBackupName(name: string): NamedBackup | null {
  const found = /^freshet-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z-(daily|by-hand|before-update)\.db$/.exec(name);
  if (found === null) return null;
  const [, day, hours, minutes, seconds, reason] = found;
  const at = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(at) ? null : { name, at, reason: reason as BackupReason };
}

/** A time as a part of file names. */
export function stampOf(at: Milliseconds): string {
  return new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
}

/** The subscriptions of a backup as plain text, beside it. */
export function listBeside(name: string): string {
  return name.replace(/\.db$/, '.opml');
}
