import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Milliseconds } from '../protocol/ids.ts';
import { stampOf } from './backup-names.ts';
import { syncFile, syncFolder } from './durable-files.ts';

/** Databases that another one has taken the place of; none is ever deleted by Freshet. */
export const asideFolder = 'aside';

const pendingFolder = 'replacement';
const draftFolder = 'replacement.draft';
const keepAsFile = 'keep-as.txt';
const databaseFile = 'freshet.db';

export type AsideKind = 'replaced' | 'damaged';

/**
 * Makes a database that takes the place of the present one at the next start. Until this returns nothing has changed; from then on the
 * next start goes through with it, however often it is killed on the way.
 * @param make writes the new database, closed when it returns; an empty file is a new profile
 */
export function prepareReplacement(profileDir: string, kind: AsideKind, at: Milliseconds, make: (file: string) => void): void {
  const draft = join(profileDir, draftFolder);
  const pending = join(profileDir, pendingFolder);
  rmSync(draft, { recursive: true, force: true });
  try {
    mkdirSync(draft, { mode: 0o700 });
    const file = join(draft, databaseFile);
    make(file);
    writeFileSync(join(draft, keepAsFile), freeName(profileDir, `${stampOf(at)}-${kind}`), { mode: 0o600 });
    for (const name of [databaseFile, keepAsFile]) syncFile(join(draft, name));
    syncFolder(draft);
    rmSync(pending, { recursive: true, force: true });
    renameSync(draft, pending);
    syncFolder(profileDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Goes through with a replacement that was prepared. Call as the profile's owner, before the database is opened. */
export function finishReplacement(profileDir: string): void {
  rmSync(join(profileDir, draftFolder), { recursive: true, force: true });
  const pending = join(profileDir, pendingFolder);
  if (!existsSync(pending)) return;
  const next = join(pending, databaseFile);
  // Without it the new database is in its place already.
  if (existsSync(next)) {
    keepAside(profileDir, readFileSync(join(pending, keepAsFile), 'utf8'));
    renameSync(next, join(profileDir, databaseFile));
    syncFolder(profileDir);
  }
  rmSync(pending, { recursive: true, force: true });
  syncFolder(profileDir);
}

/** Each file moves on its own: what was moved before a kill stays moved, and the rest follows. */
function keepAside(profileDir: string, name: string): void {
  const folder = join(profileDir, asideFolder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const suffix of ['-wal', '-journal', '']) {
    const file = join(profileDir, `${databaseFile}${suffix}`);
    const target = join(folder, `${databaseFile}${suffix}`);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    // An empty one may be of a start that was cut off; it must not take the place of what is aside already.
    if (existsSync(target)) {
      if (stats.size > 0) renameSync(file, `${target}.${process.pid}`);
      continue;
    }
    renameSync(file, target);
  }
  rmSync(join(profileDir, `${databaseFile}-shm`), { force: true });
  syncFolder(folder);
  syncFolder(join(profileDir, asideFolder));
  syncFolder(profileDir);
}

function freeName(profileDir: string, wanted: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!existsSync(join(profileDir, asideFolder, name))) return name;
  }
}
