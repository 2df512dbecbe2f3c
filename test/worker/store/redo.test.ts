import { describe, expect, it } from 'vitest';
import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';
import type { Store } from '../../../worker/store/store.ts';
import { allRows, hour, idOf, namedEntry, now, openTestStore, subscribe, titles, undoWithWord } from '../../helpers/store.ts';

async function storeWith(count: number): Promise<Store> {
  const store = await openTestStore();
  const entries = Array.from({ length: count }, (_, index) => namedEntry(`e${index}`, { publishedAt: now - index * hour }));
  await subscribe(store, 'https://example.org/feed', { entries });
  return store;
}

const ids = (store: Store, ...names: readonly string[]) => names.map(name => idOf(store, `Title ${name}`));
const named = (store: Store, is: (row: EntryRow) => boolean) => titles(allRows(store).filter(is)).map(title => title.replace('Title ', ''));
const read = (store: Store) => named(store, ({ isRead }) => isRead);

describe('doing again what was taken back', () => {
  it('goes through the steps in the order in which they were done', async () => {
    const store = await storeWith(3);
    await store.write.setRead(ids(store, 'e0'), true, 'command', now + 1);
    await store.write.setStarred(ids(store, 'e1'), true, now + 2);
    await store.write.undo(null, now + 3);
    await store.write.undo(null, now + 4);
    expect(read(store)).toEqual([]);
    expect(await store.write.redo(null, now + 5)).toMatchObject({ kind: 'mark-read', count: 1 });
    expect(await store.write.redo(null, now + 6)).toMatchObject({ kind: 'star', count: 1 });
    expect(await store.write.redo(null, now + 7)).toBeNull();
    expect(read(store)).toEqual(['e0']);
    expect(named(store, ({ isStarred }) => isStarred)).toEqual(['e1']);
    // And back again.
    expect(await store.write.undo(null, now + 8)).toMatchObject({ kind: 'star' });
    expect(await store.write.undo(null, now + 9)).toMatchObject({ kind: 'mark-read', count: 1 });
    expect(read(store)).toEqual([]);
  });

  it('tells what it passes over because it cannot be done again', async () => {
    const store = await storeWith(2);
    const other = await subscribe(store, 'https://example.org/other');
    await store.write.removeSubscriptions([other], now + 1);
    await store.write.setStarred(ids(store, 'e1'), true, now + 2);
    await store.write.undo(null, now + 3);
    expect(await store.write.undo(null, now + 4)).toMatchObject({ kind: 'unsubscribe', canRedo: false, skipped: [] });
    expect(store.read.changes(null, 2).records.map(({ kind, canRedo }) => [kind, canRedo])).toEqual([
      ['star', true],
      ['unsubscribe', false],
    ]);
    const skipped = [{ kind: 'unsubscribe', count: 1 }];
    expect(await store.write.redo(null, now + 5)).toMatchObject({ kind: 'star', count: 1, skipped });
    expect(store.read.changes(null, 1).records).toMatchObject([{ kind: 'star', standing: 'stands', canRedo: false }]);
    const nothing = await store.write.redo(null, now + 6);
    expect(nothing === null ? [] : [nothing.id, nothing.count, nothing.skipped.map(({ kind }) => kind)]).toEqual([0, 0, ['unsubscribe']]);
  });

  it('has a step back tell what it passes over because nothing of it is left', async () => {
    const store = await storeWith(2);
    await store.write.setStarred(ids(store, 'e1'), true, now + 1);
    await store.write.setRead(ids(store, 'e0'), true, 'opening', now + 2);
    const { change } = await store.write.setRead(ids(store, 'e0'), false, 'command', now + 3);
    await store.write.setRead(ids(store, 'e0'), true, 'opening', now + 4);
    expect(await store.write.undo(null, now + 5)).toMatchObject({ kind: 'star', canRedo: true, skipped: [{ id: change.id, count: 1 }] });
    expect(read(store)).toEqual(['e0']);
  });

  it('is over with the next command, though not with an article that is opened', async () => {
    const store = await storeWith(3);
    const { change } = await store.write.setRead(ids(store, 'e0'), true, 'command', now + 1);
    await store.write.undo(null, now + 2);
    await store.write.setRead(ids(store, 'e2'), true, 'opening', now + 3);
    expect(await store.write.redo(null, now + 4)).toMatchObject({ id: change.id, count: 1 });
    await store.write.undo(null, now + 5);
    await store.write.setStarred(ids(store, 'e1'), true, now + 6);
    expect(await store.write.redo(null, now + 7)).toBeNull();
    // Asked for by name it is done all the same.
    expect(await store.write.redo(change.id, now + 8)).toMatchObject({ id: change.id, count: 1 });
    expect(read(store)).toEqual(['e0', 'e2']);
  });

  it('leaves alone what was set anew since', async () => {
    const store = await storeWith(3);
    const { change } = await store.write.setRead(ids(store, 'e0', 'e1'), true, 'command', now + 1);
    await store.write.setRead(ids(store, 'e1'), false, 'command', now + 2);
    await store.write.undo(change.id, now + 3);
    expect(await store.write.redo(change.id, now + 4)).toMatchObject({ count: 1 });
    expect(read(store)).toEqual(['e0']);
  });

  it('deletes again what came back, and brings it back again', async () => {
    const store = await storeWith(3);
    await store.write.removeEntries(ids(store, 'e0', 'e1'), now + 1);
    await store.write.undo(null, now + 2);
    expect(named(store, () => true)).toEqual(['e0', 'e1', 'e2']);
    expect(await store.write.redo(null, now + 3)).toMatchObject({ kind: 'delete', count: 2 });
    expect(named(store, () => true)).toEqual(['e2']);
    await store.write.undo(null, now + 4);
    expect(named(store, () => true)).toEqual(['e0', 'e1', 'e2']);
  });

  it('gives a label again, and makes it again where it had gone', async () => {
    const store = await storeWith(2);
    await store.write.setLabel({ ids: ids(store, 'e0') }, { name: 'Rivers' }, true, now + 1);
    await store.write.undo(null, now + 2);
    expect(store.read.subscriptions(0).labels).toEqual([]);
    expect(await store.write.redo(null, now + 3)).toMatchObject({ kind: 'label', count: 1 });
    expect(store.read.subscriptions(0).labels).toMatchObject([{ name: 'Rivers', entryCount: 1 }]);
  });

  it('changes a saved search again', async () => {
    const store = await openTestStore();
    const { search } = await store.write.saveSearch(null, { name: 'Rivers', query: 'river', order: 'newest', within: null }, now + 1);
    await store.write.saveSearch(search.id, { ...search, name: 'Streams' }, now + 2);
    await store.write.undo(null, now + 3);
    await store.write.undo(null, now + 4);
    expect(store.read.savedSearches()).toEqual([]);
    await store.write.redo(null, now + 5);
    expect(store.read.savedSearches()).toMatchObject([{ name: 'Rivers' }]);
    await store.write.redo(null, now + 6);
    expect(store.read.savedSearches()).toMatchObject([{ name: 'Streams' }]);
  });

  it('says that a subscription cannot be taken back and done again', async () => {
    const store = await storeWith(1);
    await undoWithWord(store, now + 1);
    expect(await store.write.redo(null, now + 2)).toMatchObject({ id: 0, count: 0, skipped: [{ kind: 'subscribe', count: 1 }] });
  });
});
