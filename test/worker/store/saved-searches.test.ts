import { expect, it } from 'vitest';
import { now, openTestStore } from '../../helpers/store.ts';

const contents = { name: 'Rivers', query: 'river is:unread', order: 'newest', within: null } as const;

it('saves a search, changes it, deletes it, and takes each of it back', async () => {
  const { read, write } = await openTestStore();
  const { search, change } = await write.saveSearch(null, contents, now);
  expect(read.savedSearches()).toEqual([{ id: search.id, ...contents }]);

  const renamed = { ...contents, name: 'Lakes', within: { kind: 'feed', feedId: 7 } } as const;
  const changed = await write.saveSearch(search.id, renamed, now);
  expect(read.savedSearches()).toEqual([{ id: search.id, ...renamed }]);
  expect((await write.saveSearch(search.id, renamed, now)).change).toMatchObject({ id: 0, count: 0 });

  const removed = await write.removeSearch(search.id, now);
  expect(read.savedSearches()).toEqual([]);
  expect(read.changes(null, 10).records.map(({ kind, subjects, standing }) => [kind, subjects, standing])).toEqual([
    ['delete-search', ['Lakes'], 'stands'],
    ['change-search', ['Lakes'], 'stands'],
    ['save-search', ['Lakes'], 'changed-since'],
  ]);
  expect(await write.undo(removed.id, now)).toMatchObject({ kind: 'delete-search', count: 1 });
  expect(await write.undo(changed.change.id, now)).toMatchObject({ kind: 'change-search', count: 1 });
  expect(read.savedSearches()).toEqual([{ id: search.id, ...contents }]);
  expect(await write.undo(change.id, now)).toMatchObject({ kind: 'save-search', count: 1 });
  expect(read.savedSearches()).toEqual([]);
});

it('says so where a saved search is no longer there', async () => {
  const { write } = await openTestStore();
  await expect(write.saveSearch(3, contents, now)).rejects.toMatchObject({ code: 'bad-request' });
  expect(await write.removeSearch(3, now)).toMatchObject({ count: 0 });
});
