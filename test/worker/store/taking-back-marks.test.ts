import { describe, expect, it } from 'vitest';
import type { Store } from '../../../worker/store/store.ts';
import { allRows, hour, idOf, namedEntry, now, openTestStore, subscribe } from '../../helpers/store.ts';

const entries = ['a', 'b', 'c'].map((title, index) => namedEntry(title, { title, publishedAt: now - (index + 1) * hour }));

async function filled() {
  const store = await openTestStore();
  const feedId = await subscribe(store, 'https://example.org/feed', { entries });
  return { store, feedId };
}

const labelled = (store: Store) =>
  allRows(store)
    .filter(row => row.labelIds.length > 0)
    .map(row => row.title);
const starred = (store: Store) => allRows(store, { kind: 'starred' }).map(row => row.title);

describe('taking back marks in any order', () => {
  it('leaves no label when giving it and taking it from one are both taken back', async () => {
    const { store } = await filled();
    const on = await store.write.setLabel({ ids: [idOf(store, 'a'), idOf(store, 'b')] }, { name: 'x' }, true, now);
    const off = await store.write.setLabel({ ids: [idOf(store, 'a')] }, { name: 'x' }, false, now);
    const again = await store.write.setLabel({ ids: [idOf(store, 'a')] }, { name: 'x' }, true, now);
    await store.write.undo(on.change.id, now);
    expect(labelled(store)).toEqual(['a']);
    await store.write.undo(off.change.id, now);
    expect(labelled(store)).toEqual(['a']);
    await store.write.undo(again.change.id, now);
    expect(labelled(store)).toEqual([]);
  });

  it('shows a starred article whose deletion is taken back after its feed was unsubscribed, marked articles kept', async () => {
    const { store, feedId } = await filled();
    await store.write.setStarred([idOf(store, 'a')], true, now);
    const { change } = await store.write.removeEntries([idOf(store, 'a')], now);
    await store.write.removeSubscriptions([feedId], now, true);
    await store.write.settleFeeds(now);
    expect(await store.write.undo(change.id, now)).toMatchObject({ count: 1 });
    expect(starred(store)).toEqual(['a']);
  });
});

describe('deleting again', () => {
  it('leaves what has been starred or labelled since the deletion was taken back', async () => {
    const { store } = await filled();
    const { change } = await store.write.removeEntries(
      ['a', 'b', 'c'].map(title => idOf(store, title)),
      now,
    );
    await store.write.undo(change.id, now);
    await store.write.setStarred([idOf(store, 'a')], true, now);
    await store.write.setLabel({ ids: [idOf(store, 'b')] }, { name: 'x' }, true, now);
    expect(await store.write.redo(change.id, now)).toMatchObject({ count: 1 });
    expect(allRows(store).map(row => row.title)).toEqual(['a', 'b']);
  });

  it('takes what was starred before, star and deletion taken back and done again', async () => {
    const { store } = await filled();
    await store.write.setStarred([idOf(store, 'a')], true, now + 1);
    await store.write.removeEntries([idOf(store, 'a')], now + 2);
    await store.write.undo(null, now + 3);
    await store.write.undo(null, now + 4);
    await store.write.redo(null, now + 5);
    expect(starred(store)).toEqual(['a']);
    expect(await store.write.redo(null, now + 6)).toMatchObject({ kind: 'delete', count: 1 });
    expect(starred(store)).toEqual([]);
  });
});
