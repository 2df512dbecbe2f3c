import { describe, expect, it } from 'vitest';
import type { EntryScope, EntryView } from '../../../worker/protocol/entry-lists.ts';
import type { LabelId } from '../../../worker/protocol/ids.ts';
import type { Store } from '../../../worker/store/store.ts';
import { allRows, hour, idOf, namedEntry, now, openTestStore, subscribe, temporaryFolder, titles } from '../../helpers/store.ts';

const entries = (count: number, prefix = 'e') =>
  Array.from({ length: count }, (_, index) => namedEntry(`${prefix}${index}`, { publishedAt: now - index * hour }));

async function storeWith(count: number): Promise<Store> {
  const store = await openTestStore();
  await subscribe(store, 'https://example.org/feed', { entries: entries(count) });
  return store;
}

const viewOf = (scope: EntryScope, options: Partial<EntryView> = {}): EntryView => ({
  scope,
  onlyUnread: false,
  order: 'newest',
  ...options,
});
const listed = (store: Store, scope: EntryScope, options: Partial<EntryView> = {}) => {
  const { rows, total, unread } = store.read.openView(viewOf(scope, options), null, 1000);
  return { titles: titles(rows), total, unread };
};
const ids = (store: Store, ...names: readonly string[]) => names.map(name => idOf(store, `Title ${name}`));
const labels = (store: Store) =>
  store.read.subscriptions(0).labels.map(({ name, entryCount, unreadCount }) => `${name} ${entryCount}/${unreadCount}`);
const labelId = (store: Store, name: string): LabelId => {
  const found = store.read.subscriptions(0).labels.find(label => label.name === name);
  if (found === undefined) throw new Error(`no label ${name}`);
  return found.id;
};
const labelsOf = (store: Store, name: string) => {
  const all = store.read.subscriptions(0).labels;
  const row = allRows(store).find(({ title }) => title === `Title ${name}`);
  return row?.labelIds.map(id => all.find(label => label.id === id)?.name);
};
const give = (store: Store, name: string, ...to: readonly string[]) =>
  store.write.setLabel({ ids: ids(store, ...to) }, { name }, true, now);

describe('Read later', () => {
  it('is set, counted, listed and taken back', async () => {
    const store = await storeWith(4);
    const { change, changed } = await store.write.setLater(ids(store, 'e1', 'e3'), true, now);
    expect(change).toMatchObject({ kind: 'later', count: 2 });
    expect(changed.map(({ title, isLater }) => [title, isLater])).toEqual([
      ['Title e1', true],
      ['Title e3', true],
    ]);
    await store.write.setRead(ids(store, 'e1'), true, 'command', now);
    expect(store.read.subscriptions(0).counts.later).toBe(2);
    expect(listed(store, { kind: 'later' })).toEqual({ titles: ['Title e1', 'Title e3'], total: 2, unread: 1 });
    expect(listed(store, { kind: 'later' }, { onlyUnread: true }).titles).toEqual(['Title e3']);
    await store.write.undo(change.id, now);
    expect(listed(store, { kind: 'later' })).toMatchObject({ total: 0, unread: 0 });
    expect(store.read.subscriptions(0).counts.later).toBe(0);
  });

  it('keeps in an open list what is taken out of it, and lets nothing in', async () => {
    const store = await storeWith(4);
    await store.write.setLater(ids(store, 'e0', 'e2'), true, now);
    const { query } = store.read.openView(viewOf({ kind: 'later' }), null, 10);
    await store.write.setLater(ids(store, 'e0'), false, now);
    await store.write.setLater(ids(store, 'e1'), true, now);
    expect(titles(store.read.page(query, 0, 10, null, null).rows)).toEqual(['Title e0', 'Title e2']);
    expect(listed(store, { kind: 'later' }).titles).toEqual(['Title e1', 'Title e2']);
  });

  it('outlives a restart', async () => {
    const profileDir = temporaryFolder();
    const first = await openTestStore({ profileDir });
    await subscribe(first, 'https://example.org/feed', { entries: entries(2) });
    await first.write.setLater(ids(first, 'e1'), true, now);
    await give(first, 'Rivers', 'e0');
    await first.close();
    const store = await openTestStore({ profileDir });
    expect(listed(store, { kind: 'later' }).titles).toEqual(['Title e1']);
    expect(labels(store)).toEqual(['Rivers 1/1']);
  });
});

describe('Recently read', () => {
  it('has what the user read, the latest first, in pages', async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://example.org/feed', { entries: entries(5) });
    await subscribe(store, 'https://example.org/old', { entries: entries(3, 'old'), firstUnread: 'none' });
    for (const name of ['e3', 'e0', 'e4', 'e1']) await store.write.setRead(ids(store, name), true, 'opening', now);
    const { query, rows, total, unread } = store.read.openView(viewOf({ kind: 'recent' }), null, 2);
    expect({ titles: titles(rows), total, unread }).toEqual({ titles: ['Title e1', 'Title e4'], total: 4, unread: 0 });
    const last = rows.at(-1);
    const after = store.read.page(query, 2, 2, { sortAt: last?.sortAt ?? 0, id: last?.id ?? 0 }, null);
    expect(titles(after.rows)).toEqual(['Title e0', 'Title e3']);
    const [first] = after.rows;
    expect(titles(store.read.page(query, 0, 2, null, { sortAt: first?.sortAt ?? 0, id: first?.id ?? 0 }).rows)).toEqual(titles(rows));
    expect(listed(store, { kind: 'recent' }, { order: 'oldest' }).titles).toEqual(['Title e3', 'Title e0', 'Title e4', 'Title e1']);
    expect(store.read.openView(viewOf({ kind: 'recent' }), idOf(store, 'Title e0'), 2).anchorIndex).toBe(2);
  });

  it('stays the same list while others are read and one of it is marked as unread', async () => {
    const store = await storeWith(4);
    for (const name of ['e2', 'e0']) await store.write.setRead(ids(store, name), true, 'opening', now);
    const { query } = store.read.openView(viewOf({ kind: 'recent' }), null, 10);
    await store.write.setRead(ids(store, 'e1'), true, 'opening', now);
    await store.write.setRead(ids(store, 'e0'), false, 'command', now);
    expect(titles(store.read.page(query, 0, 10, null, null).rows)).toEqual(['Title e0', 'Title e2']);
    expect(store.read.countNew(query)).toBe(0);
    expect(store.read.findUnread(query, 1, -1)).toMatchObject({ index: 0, row: { title: 'Title e0' } });
    expect(listed(store, { kind: 'recent' })).toEqual({ titles: ['Title e1', 'Title e2'], total: 2, unread: 0 });
  });
});

describe('Labels', () => {
  it('are made when they are given, counted by what is unread, and taken back', async () => {
    const store = await storeWith(4);
    const { change, changed } = await give(store, '  River\twalks ', 'e0', 'e2');
    expect(change).toMatchObject({ kind: 'label', count: 2 });
    expect(changed?.map(row => row.labelIds)).toEqual([[1], [1]]);
    await store.write.setRead(ids(store, 'e2'), true, 'command', now);
    expect(labels(store)).toEqual(['River walks 2/1']);
    expect(listed(store, { kind: 'label', labelId: 1 })).toEqual({ titles: ['Title e0', 'Title e2'], total: 2, unread: 1 });
    expect(listed(store, { kind: 'label', labelId: 1 }, { onlyUnread: true })).toMatchObject({ titles: ['Title e0'], total: 1 });
    expect(await store.write.undo(change.id, now)).toMatchObject({ kind: 'label', count: 2 });
    expect(labels(store)).toEqual([]);
    expect(labelsOf(store, 'e0')).toEqual([]);
  });

  it('are the same whatever their case', async () => {
    const store = await storeWith(2);
    await give(store, 'Rivers', 'e0');
    await give(store, 'RIVERS', 'e1', 'e0');
    expect(labels(store)).toEqual(['Rivers 2/2']);
    await expect(store.write.addLabel('rivers', null, now)).rejects.toMatchObject({ code: 'bad-request', extras: { field: 'name' } });
  });

  it('are given to all of a list, and taken from it', async () => {
    const store = await storeWith(700);
    const { query } = store.read.openView(viewOf({ kind: 'all' }), null, 1);
    const { change, changed } = await store.write.changeMany({ query }, { kind: 'label', label: { name: 'Rivers' }, isOn: true }, now);
    expect(change.count).toBe(700);
    expect(changed).toBeNull();
    expect(labels(store)).toEqual(['Rivers 700/700']);
    const again = await store.write.changeMany({ query }, { kind: 'label', label: { name: 'Rivers' }, isOn: true }, now);
    expect(again.change).toEqual({ id: 0, kind: 'label', count: 0 });
    const { change: taken } = await store.write.changeMany({ query }, { kind: 'label', label: { name: 'Rivers' }, isOn: false }, now);
    expect(taken).toMatchObject({ kind: 'unlabel', count: 700 });
    expect(labels(store)).toEqual(['Rivers 0/0']);
    await store.write.undo(taken.id, now);
    expect(labels(store)).toEqual(['Rivers 700/700']);
  });

  it('keep in an open list what loses them, and let nothing in', async () => {
    const store = await storeWith(4);
    await give(store, 'Rivers', 'e0', 'e2');
    const id = labelId(store, 'Rivers');
    const { query } = store.read.openView(viewOf({ kind: 'label', labelId: id }), null, 10);
    await store.write.setLabel({ ids: ids(store, 'e0') }, { id }, false, now);
    await give(store, 'Rivers', 'e1');
    const page = () => titles(store.read.page(query, 0, 10, null, null).rows);
    expect(page()).toEqual(['Title e0', 'Title e2']);
    await give(store, 'Rivers', 'e0');
    expect(page()).toEqual(['Title e0', 'Title e2']);
    expect(store.read.countNew(query)).toBe(0);
    expect(listed(store, { kind: 'label', labelId: id }).titles).toEqual(['Title e0', 'Title e1', 'Title e2']);
  });

  it('are renamed and coloured, but not to the name of another', async () => {
    const store = await storeWith(1);
    await store.write.addLabel('Rivers', 'teal', now);
    await store.write.addLabel('Lakes', null, now);
    const id = labelId(store, 'Rivers');
    await expect(store.write.changeLabel(id, { name: 'LAKES' }, now)).rejects.toMatchObject({ code: 'bad-request' });
    const change = await store.write.changeLabel(id, { name: 'Streams', color: 'red' }, now);
    expect(store.read.subscriptions(0).labels[0]).toMatchObject({ name: 'Streams', color: 'red' });
    await store.write.undo(change.id, now);
    expect(store.read.subscriptions(0).labels[0]).toMatchObject({ name: 'Rivers', color: 'teal' });
    expect((await store.write.changeLabel(id, { name: 'Rivers' }, now)).id).toBe(0);
  });

  it('are merged, and apart again', async () => {
    const store = await storeWith(4);
    await give(store, 'Rivers', 'e0', 'e1');
    await give(store, 'Streams', 'e1', 'e2');
    const change = await store.write.mergeLabel(labelId(store, 'Streams'), labelId(store, 'Rivers'), now);
    expect(labels(store)).toEqual(['Rivers 3/3']);
    expect(labelsOf(store, 'e1')).toEqual(['Rivers']);
    await store.write.undo(change.id, now);
    expect(labels(store)).toEqual(['Rivers 2/2', 'Streams 2/2']);
    expect(labelsOf(store, 'e2')).toEqual(['Streams']);
  });

  it('come back with their articles after they were deleted, under a name that is free', async () => {
    const store = await storeWith(2);
    await give(store, 'Rivers', 'e0', 'e1');
    const change = await store.write.removeLabel(labelId(store, 'Rivers'), now);
    expect(labels(store)).toEqual([]);
    expect(labelsOf(store, 'e0')).toEqual([]);
    await give(store, 'rivers', 'e1');
    await store.write.undo(change.id, now);
    expect(labels(store)).toEqual(['Rivers 2 2/2', 'rivers 1/1']);
  });

  it('are left as a later change set them', async () => {
    const store = await storeWith(2);
    const { change: first } = await give(store, 'Rivers', 'e0', 'e1');
    const id = labelId(store, 'Rivers');
    await store.write.setLabel({ ids: ids(store, 'e0') }, { id }, false, now);
    await give(store, 'Rivers', 'e0');
    expect((await store.write.undo(first.id, now))?.count).toBe(1);
    expect(labelsOf(store, 'e0')).toEqual(['Rivers']);
    expect(labelsOf(store, 'e1')).toEqual([]);
  });

  it('do not count the articles of a feed that is unsubscribed, until it comes back', async () => {
    const store = await storeWith(2);
    const other = await subscribe(store, 'https://example.org/other', { entries: entries(2, 'o') });
    await give(store, 'Rivers', 'e0', 'o0', 'o1');
    const change = await store.write.removeSubscriptions([other], now);
    expect(labels(store)).toEqual(['Rivers 1/1']);
    expect(listed(store, { kind: 'label', labelId: 1 })).toEqual({ titles: ['Title e0'], total: 1, unread: 1 });
    await store.write.undo(change.id, now);
    expect(labels(store)).toEqual(['Rivers 3/3']);
  });

  it('stand in the history, with what they were given to', async () => {
    const store = await storeWith(2);
    const { change } = await give(store, 'Rivers', 'e0', 'e1');
    await store.write.changeLabel(labelId(store, 'Rivers'), { name: 'Streams' }, now);
    const { change: taken } = await store.write.setLater(ids(store, 'e1'), true, now);
    await store.write.undo(taken.id, now);
    expect(store.read.changes(null, 3).records.map(({ kind, subjects, standing }) => [kind, subjects.toSorted(), standing])).toEqual([
      ['later', ['Title e1'], 'taken-back'],
      ['change-labels', ['Streams'], 'stands'],
      ['label', ['Title e0', 'Title e1'], 'stands'],
    ]);
    await store.write.setLabel({ ids: ids(store, 'e0', 'e1') }, { name: 'Streams' }, false, now);
    expect(store.read.changes(null, 10).records.find(({ id }) => id === change.id)?.standing).toBe('changed-since');
  });

  it('come back with an article that was deleted, and do not count it meanwhile', async () => {
    const store = await storeWith(2);
    await give(store, 'Rivers', 'e0', 'e1');
    await store.write.setLater(ids(store, 'e0'), true, now);
    const { change } = await store.write.removeEntries(ids(store, 'e0'), now);
    expect(labels(store)).toEqual(['Rivers 1/1']);
    expect(store.read.subscriptions(0).counts.later).toBe(0);
    await store.write.undo(change.id, now);
    expect(labels(store)).toEqual(['Rivers 2/2']);
    expect(listed(store, { kind: 'later' }).titles).toEqual(['Title e0']);
  });
});
