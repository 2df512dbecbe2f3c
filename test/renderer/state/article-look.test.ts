import { expect, it } from 'vitest';
import { usualLook } from '../../../renderer/state/article-look.ts';
import { openTestStore } from '../../helpers/store.ts';

it('is reset to what the store has for a new profile', async () => {
  const store = await openTestStore();
  expect(store.read.settings()).toMatchObject(usualLook);
});
