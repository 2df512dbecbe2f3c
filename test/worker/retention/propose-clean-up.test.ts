import { expect, it } from 'vitest';
import { proposeCleanUp } from '../../../worker/retention/propose-clean-up.ts';
import { namedEntry, now, openTestStore, subscribe } from '../../helpers/store.ts';

it('proposes a clean-up of a large database, then of a feed with very many unread articles, and not before the user wants to hear of it', async () => {
  const { read, write } = await (async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://example.org/few', { entries: [namedEntry('one')] });
    await subscribe(store, 'https://example.org/many', { entries: [namedEntry('two'), namedEntry('three')] });
    return store;
  })();
  const many = read.feedIdByUrl('https://example.org/many');
  expect(proposeCleanUp(read, now)).toBeNull();
  expect(proposeCleanUp(read, now, { databaseBytes: 1, unreadOfFeed: 1 })).toEqual({ kind: 'size', bytes: read.databaseBytes() });
  expect(read.databaseBytes()).toBeGreaterThan(4096);
  const bounds = { databaseBytes: 1e12, unreadOfFeed: 2 };
  expect(proposeCleanUp(read, now, bounds)).toEqual({ kind: 'unread', feedId: many, title: 'Example', unread: 2 });
  expect(proposeCleanUp(read, now, { ...bounds, unreadOfFeed: 3 })).toBeNull();
  await write.setSettings({ proposeNotBefore: now + 1 });
  expect(proposeCleanUp(read, now, bounds)).toBeNull();
});
