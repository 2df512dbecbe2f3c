import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeBackup } from '../../../worker/backup/make-backup.ts';
import { restoreBackup } from '../../../worker/backup/restore-backup.ts';
import { openStore } from '../../../worker/store/open-store.ts';
import { now, subscribe, temporaryFolder } from '../../helpers/store.ts';

const isWindows = process.platform === 'win32';
const long = 'a long name '.repeat(12).trim();

const usable: readonly [string, (folder: string) => string][] = [
  ['spaces', folder => join(folder, 'my own profile')],
  ['letters of many scripts', folder => join(folder, 'Prüfung 書 читать ✓')],
  ['quotes, percent signs and hashes', folder => join(folder, "it's 100% #1; ?mode=ro")],
  ['300 characters', folder => join(folder, long, long)],
  [
    'a link to a folder',
    folder => {
      mkdirSync(join(folder, 'real'));
      symlinkSync(join(folder, 'real'), join(folder, 'link'));
      return join(folder, 'link');
    },
  ],
];

it.skipIf(isWindows).each(usable)('opens, backs up and restores a profile whose path has %s', async (_, make) => {
  const profileDir = make(temporaryFolder());
  const store = await openStore({ profileDir, now: () => now });
  await subscribe(store, 'https://example.org/feed');
  const { name } = makeBackup({ profileDir, database: join(profileDir, 'freshet.db'), reason: 'by-hand', at: now });
  restoreBackup({ profileDir, name, keepAs: 'replaced', at: now });
  await store.close();
  const restored = await openStore({ profileDir, now: () => now });
  expect(restored.read.sizes().feeds).toBe(1);
  await restored.close();
});

const unusable: readonly [string, (folder: string) => string][] = [
  [
    'is a file',
    folder => {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file');
    },
  ],
  [
    'is below a file',
    folder => {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file', 'below');
    },
  ],
  [
    'is a link to nothing',
    folder => {
      symlinkSync(join(folder, 'nothing', 'there'), join(folder, 'link'));
      return join(folder, 'link');
    },
  ],
  [
    'has a folder for a database',
    folder => {
      mkdirSync(join(folder, 'freshet.db'));
      return folder;
    },
  ],
  [
    'has a folder for a lock',
    folder => {
      mkdirSync(join(folder, 'owner.db'));
      return folder;
    },
  ],
  ['takes no files', () => '/proc/freshet'],
  ['has a name that no disk takes', folder => join(folder, 'x'.repeat(300))],
];

it.skipIf(process.platform !== 'linux').each(unusable)('refuses by its name, in words, a profile that %s', async (_, make) => {
  const profileDir = make(temporaryFolder());
  await expect(openStore({ profileDir })).rejects.toMatchObject({ code: 'profile-unusable', message: expect.stringContaining(profileDir) });
});
