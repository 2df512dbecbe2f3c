import { describe, expect, it } from 'vitest';
import type { Store } from '../../../worker/store/store.ts';
import { namedEntry, now, openTestStore, subscribe } from '../../helpers/store.ts';

const names = (store: Store) => store.read.subscriptions(now).labels.map(({ name }) => name);

async function withLabel(name: string) {
  const store = await openTestStore();
  await store.write.addLabel(name, null, now);
  return { store, labelId: store.read.subscriptions(now).labels[0]?.id ?? 0 };
}

describe('taking back names of labels', () => {
  it('gives a label its name back once that is free', async () => {
    const { store, labelId } = await withLabel('a');
    const renamed = await store.write.changeLabel(labelId, { name: 'b' }, now);
    const made = await store.write.addLabel('a', null, now);
    await store.write.undo(renamed.id, now);
    expect(names(store).toSorted()).toEqual(['a', 'a 2']);
    await store.write.undo(made.id, now);
    expect(names(store)).toEqual(['a']);
  });

  it('leaves a number that the user has chosen', async () => {
    const { store, labelId } = await withLabel('a');
    const renamed = await store.write.changeLabel(labelId, { name: 'b' }, now);
    await store.write.undo(renamed.id, now);
    await store.write.changeLabel(labelId, { name: 'a 2' }, now);
    const made = await store.write.addLabel('c', null, now);
    await store.write.undo(made.id, now);
    expect(names(store)).toEqual(['a 2']);
  });

  it('leads to the first name when two changes of it are taken back, the older one first', async () => {
    const { store, labelId } = await withLabel('a');
    const first = await store.write.changeLabel(labelId, { name: 'b' }, now);
    const second = await store.write.changeLabel(labelId, { name: 'c' }, now);
    await store.write.undo(first.id, now);
    expect(names(store)).toEqual(['c']);
    await store.write.undo(second.id, now);
    expect(names(store)).toEqual(['a']);
  });
});

describe('doing again', () => {
  it('goes on past what cannot be done again, and names a feed again', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('a')] });
    await store.write.addLabel('x', null, now + 1);
    await store.write.changeSubscriptions([feedId], { title: 'Mine', folder: { title: 'New' } }, now + 2);
    await store.write.undo(null, now + 3);
    await store.write.undo(null, now + 4);
    expect(store.read.subscriptions(now).folders).toEqual([]);
    expect(await store.write.redo(null, now + 5)).toMatchObject({ kind: 'change-feed', count: 1 });
    expect(store.read.subscription(feedId)?.title).toBe('Mine');
    expect(store.read.subscriptions(now).folders).toMatchObject([{ title: 'New' }]);
  });
});
