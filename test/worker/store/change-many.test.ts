import { describe, expect, it } from 'vitest';
import type { EntryMark, EntryQuery, EntryRow, EntryScope } from '../../../worker/protocol/entry-lists.ts';
import type { Store } from '../../../worker/store/store.ts';
import { allRows, hour, namedEntry, now, openTestStore, subscribe, titles, view } from '../../helpers/store.ts';

async function storeWith(count: number): Promise<Store> {
  const store = await openTestStore();
  const entries = Array.from({ length: count }, (_, index) => namedEntry(`e${index}`, { publishedAt: now - index * hour }));
  await subscribe(store, 'https://example.org/feed', { entries });
  return store;
}

const listOf = (store: Store, scope: EntryScope = { kind: 'all' }, order: 'newest' | 'oldest' = 'newest') =>
  store.read.openView(view(scope, { order }), null, 10_000);
const cursor = ({ sortAt, id }: EntryRow) => ({ sortAt, id });
const row = (store: Store, name: string): EntryRow => {
  const found = allRows(store).find(({ title }) => title === `Title ${name}`);
  if (found === undefined) throw new Error(`no entry ${name}`);
  return found;
};
const named = (store: Store, is: (row: EntryRow) => boolean) => titles(allRows(store).filter(is)).map(title => title.replace('Title ', ''));
const change = (store: Store, query: EntryQuery, mark: EntryMark, part: object = {}) =>
  store.write.changeMany({ query, ...part }, mark, now);

describe('one change of many entries', () => {
  it('does it with all of a list but for what is left out', async () => {
    const store = await storeWith(5);
    const { query } = listOf(store);
    const done = await change(store, query, { kind: 'star', isOn: true }, { except: [row(store, 'e1').id] });
    expect(done.change).toMatchObject({ kind: 'star', count: 4 });
    expect(done.changed).toHaveLength(4);
    expect(named(store, ({ isStarred }) => isStarred)).toEqual(['e0', 'e2', 'e3', 'e4']);
    expect(store.read.changes(null, 1).records).toMatchObject([{ kind: 'star', count: 4 }]);
    await store.write.undo(null, now);
    expect(named(store, ({ isStarred }) => isStarred)).toEqual([]);
  });

  it.each(['newest', 'oldest'] as const)('does it from one row to another, both included, %s first', async order => {
    const store = await storeWith(6);
    const { query } = listOf(store, { kind: 'all' }, order);
    const [from, to] = order === 'newest' ? ['e1', 'e3'] : ['e3', 'e1'];
    await change(store, query, { kind: 'later', isOn: true }, { from: cursor(row(store, from)), to: cursor(row(store, to)) });
    expect(named(store, ({ isLater }) => isLater)).toEqual(['e1', 'e2', 'e3']);
  });

  it('marks what is above a row as read, also where the row itself is read already', async () => {
    const store = await storeWith(5);
    await store.write.setRead([row(store, 'e2').id], true, 'command', now);
    const { query } = listOf(store);
    await change(store, query, { kind: 'read', isOn: true }, { to: cursor(row(store, 'e2')) });
    expect(named(store, ({ isRead }) => isRead)).toEqual(['e0', 'e1', 'e2']);
    await change(store, query, { kind: 'read', isOn: false }, { from: cursor(row(store, 'e1')) });
    expect(named(store, ({ isRead }) => isRead)).toEqual(['e0']);
  });

  it('leaves alone what has arrived since the list was opened', async () => {
    const store = await storeWith(2);
    const { query } = listOf(store);
    await subscribe(store, 'https://example.org/other', { entries: [namedEntry('late')] });
    const { change: removal } = await change(store, query, { kind: 'removed' });
    expect(removal).toMatchObject({ kind: 'delete', count: 2 });
    expect(named(store, () => true)).toEqual(['late']);
    await store.write.undo(removal.id, now);
    expect(named(store, () => true)).toEqual(expect.arrayContaining(['e0', 'e1', 'late']));
  });

  it('makes a new label only when something gets it', async () => {
    const store = await storeWith(1);
    const label: EntryMark = { kind: 'label', label: { name: 'Rivers' }, isOn: true };
    expect((await store.write.changeMany({ ids: [] }, label, now)).change).toEqual({ id: 0, kind: 'label', count: 0 });
    expect(store.read.subscriptions(0).labels).toEqual([]);
  });

  it('lets short actions of the user in between, which win', async () => {
    const store = await storeWith(4000);
    const { query, rows } = listOf(store);
    const order: string[] = [];
    const kept = rows[3999]!.id;
    await Promise.all([
      change(store, query, { kind: 'star', isOn: true }).then(({ change: { count } }) => order.push(`all ${count}`)),
      store.write.setStarred([kept], true, now).then(() => order.push('on')),
      store.write.setStarred([kept], false, now).then(() => order.push('off')),
    ]);
    expect(order).toEqual(['on', 'off', 'all 3999']);
    expect(named(store, ({ isStarred }) => !isStarred)).toEqual(['e3999']);
  });

  it('labels thousands and takes all of it back, with nothing left over', async () => {
    const store = await storeWith(3000);
    const { query } = listOf(store);
    const { change: labelled, changed } = await change(store, query, { kind: 'label', label: { name: 'Rivers' }, isOn: true });
    expect(labelled.count).toBe(3000);
    expect(changed).toBeNull();
    expect(store.read.subscriptions(0).labels).toMatchObject([{ name: 'Rivers', entryCount: 3000, unreadCount: 3000 }]);
    expect(await store.write.undo(labelled.id, now)).toMatchObject({ kind: 'label', count: 3000 });
    expect(store.read.subscriptions(0).labels).toEqual([]);
    expect(await store.write.redo(null, now)).toMatchObject({ kind: 'label', count: 3000 });
    expect(store.read.subscriptions(0).labels).toMatchObject([{ name: 'Rivers', entryCount: 3000 }]);
  });
});
