import { expect, it } from 'vitest';
import { openStore } from '../../worker/store/open-store.ts';
import { temporaryFolder } from '../helpers/store.ts';
import type { FromStoreChild } from '../helpers/store-child.ts';
import { forkStore, heard, kill } from '../helpers/store-process.ts';

const isSettled = (message: FromStoreChild): message is Extract<FromStoreChild, { kind: 'opened' | 'refused' }> =>
  message.kind === 'opened' || message.kind === 'refused';

const starts = Number(process.env['FRESHET_TEST_DOUBLE_STARTS'] ?? 20);

it(
  `has exactly one of two processes that start at once as its owner, ${starts} times`,
  async () => {
    for (let round = 0; round < starts; round += 1) {
      const profileDir = temporaryFolder();
      const children = [forkStore(profileDir, { name: 'hold' }), forkStore(profileDir, { name: 'hold' })];
      const answers = await Promise.all(children.map(child => heard(child, isSettled)));
      expect(answers.map(answer => (answer.kind === 'opened' ? 'opened' : answer.code)).toSorted()).toEqual(['opened', 'profile-in-use']);
      await Promise.all(children.map(kill));
    }
  },
  120_000 + starts * 5_000,
);

it('is free again at once when its owner is killed', async () => {
  const profileDir = temporaryFolder();
  const child = forkStore(profileDir, { name: 'hold' });
  await heard(child, isSettled);
  await expect(openStore({ profileDir })).rejects.toMatchObject({ code: 'profile-in-use' });
  await kill(child);
  await (await openStore({ profileDir })).close();
});
