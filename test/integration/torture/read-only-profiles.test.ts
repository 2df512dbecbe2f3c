import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { explainFileError } from '../../../worker/store/file-errors.ts';
import { openStore } from '../../../worker/store/open-store.ts';
import { now, subscribe } from '../../helpers/store.ts';
import type { FromStoreChild } from '../../helpers/store-child.ts';
import { forkStore, heard } from '../../helpers/store-process.ts';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
/** Root may write everywhere: a process of another user tries it. */
const user = isRoot ? { uid: nobody } : {};

async function usedProfile(): Promise<string> {
  const profileDir = mkdtempSync('/tmp/freshet-read-only-');
  onTestFinished(() => {
    chmodSync(profileDir, 0o700);
    rmSync(profileDir, { recursive: true, force: true });
  });
  const store = await openStore({ profileDir, now: () => now });
  await subscribe(store, 'https://example.org/feed');
  await store.close();
  if (isRoot)
    for (const file of [profileDir, ...readdirSync(profileDir).map(name => join(profileDir, name))]) chownSync(file, nobody, nobody);
  return profileDir;
}

const isAnswer = (message: FromStoreChild): message is Extract<FromStoreChild, { kind: 'opened' | 'refused' }> =>
  message.kind === 'opened' || message.kind === 'refused';

const attempts: readonly [string, (profileDir: string) => void][] = [
  ['its folder', profileDir => chmodSync(profileDir, 0o500)],
  ['its database', profileDir => chmodSync(join(profileDir, 'freshet.db'), 0o400)],
  ['its lock', profileDir => chmodSync(join(profileDir, 'owner.db'), 0o400)],
];

it.skipIf(process.platform !== 'linux').each(attempts)(
  'a profile of which %s may not be written is refused in words, unchanged',
  async (_, forbid) => {
    const profileDir = await usedProfile();
    const before = readFileSync(join(profileDir, 'freshet.db'));
    forbid(profileDir);
    expect(await heard(forkStore(profileDir, { name: 'hold' }, user), isAnswer)).toMatchObject({
      kind: 'refused',
      code: 'profile-unusable',
      message: expect.stringContaining(`You may not write in the folder ${profileDir}`),
    });
    expect(readFileSync(join(profileDir, 'freshet.db'))).toEqual(before);
  },
);

it.each([
  ['EROFS', 'profile-unusable', 'is on a disk that is read-only'],
  ['EACCES', 'profile-unusable', 'You may not write in the folder /there'],
  ['ENOSPC', 'disk-full', 'the disk is full'],
  ['EDQUOT', 'disk-full', 'What was stored before is safe'],
  ['ENOTDIR', 'profile-unusable', '/there'],
])('%s of its files is told as %s with its cause', (code, expected, words) => {
  const error = explainFileError(Object.assign(new Error(`${code}: of the system`), { code }), '/there');
  expect(error).toMatchObject({ code: expected, message: expect.stringContaining(words) });
});
