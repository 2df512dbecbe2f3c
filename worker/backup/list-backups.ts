import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Milliseconds } from '../protocol/ids.ts';
import type { Backup } from '../protocol/storage.ts';
import { backupFolder, readBackupName } from './backup-names.ts';
import { inspectDatabase } from './inspect-database.ts';
import { asideFolder } from './replacement.ts';

/** What can be restored, the newest first: backups, and databases that were kept aside. Opens each to see what it holds. */
export function listBackups(profileDir: string): readonly Backup[] {
  const backups = filesIn(join(profileDir, backupFolder)).flatMap((file): readonly Backup[] => {
    const named = readBackupName(file);
    if (named === null) return [];
    const path = join(profileDir, backupFolder, file);
    return [{ name: file, at: named.at, kind: named.reason, isChecked: true, ...contentsOf(path) }];
  });
  const aside = filesIn(join(profileDir, asideFolder)).flatMap((folder): readonly Backup[] => {
    const kept = readAsideName(folder);
    const path = join(profileDir, asideFolder, folder, 'freshet.db');
    if (kept === null || !existsSync(path)) return [];
    return [{ name: folder, ...kept, isChecked: false, ...contentsOf(path) }];
  });
  return [...backups, ...aside].toSorted((one, other) => other.at - one.at || (one.name < other.name ? 1 : -1));
}

/** The database file of a name in that list; null for any other name. */
export function backupPath(profileDir: string, name: string): string | null {
  const path =
    readBackupName(name) !== null
      ? join(profileDir, backupFolder, name)
      : readAsideName(name) !== null
        ? join(profileDir, asideFolder, name, 'freshet.db')
        : null;
  return path !== null && existsSync(path) ? path : null;
}

function readAsideName(name: string): { readonly at: Milliseconds; readonly kind: 'replaced' | 'damaged' } | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z-(replaced|damaged)(-\d+)?$/.exec(name);
  if (found === null) return null;
  const [, day, hours, minutes, seconds, kind] = found;
  const at = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(at) ? null : { at, kind: kind as 'replaced' | 'damaged' };
}

function contentsOf(path: string): Pick<Backup, 'bytes' | 'holds'> {
  const bytes = statSync(path).size;
  try {
    const { feeds, entries, starred } = inspectDatabase(path, false);
    return { bytes, holds: { feeds, entries, starred } };
  } catch {
    return { bytes, holds: null };
  }
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
