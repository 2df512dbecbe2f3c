import { expect, it } from 'vitest';
import type { EntryScope } from '../../../worker/protocol/entry-lists.ts';
import type { Store } from '../../../worker/store/store.ts';
import { hour, idOf, namedEntry, now, openTestStore, subscribe, titles, view } from '../../helpers/store.ts';

/** In the order of time: a1 b1 a2 b2 a3 b3. */
async function twoFeeds(): Promise<{
  readonly store: Store;
  readonly a: number;
  readonly b: number;
  readonly id: (name: string) => number;
}> {
  const store = await openTestStore();
  const of = (name: string, first: number) =>
    [1, 2, 3].map(at => namedEntry(`${name}${at}`, { publishedAt: now - (first + 2 * at) * hour }));
  const a = await subscribe(store, 'https://example.org/a', { entries: of('a', 0) });
  const b = await subscribe(store, 'https://example.org/b', { entries: of('b', 1) });
  const ids = new Map(['a1', 'a2', 'a3', 'b1', 'b2', 'b3'].map(name => [name, idOf(store, `Title ${name}`)]));
  return { store, a, b, id: name => ids.get(name) ?? 0 };
}

const opened = (store: Store, scope: EntryScope, how: Parameters<typeof view>[1] = {}) =>
  store.read.openView(view(scope, how), null, 10).query;

it('tells where an article stands in an open list, whatever of it has gone and come back', async () => {
  const { store, a, id } = await twoFeeds();
  const query = opened(store, { kind: 'all' });
  expect(store.read.place(query, id('b2'))).toEqual({ index: 3, isThere: true });
  const { id: changeId } = await store.write.removeSubscriptions([a], now);
  expect(store.read.place(query, id('b2'))).toEqual({ index: 1, isThere: true });
  expect(titles(store.read.page(query, 2, 10, null, null).rows)).toEqual(['Title b3']);
  // Between b2 and b3, where it was.
  expect(store.read.place(query, id('a3'))).toEqual({ index: 2, isThere: false });
  await store.write.undo(changeId, now);
  expect(store.read.place(query, id('a3'))).toEqual({ index: 4, isThere: true });
});

it('tells where an article stood that was deleted, or was put aside with its feed', async () => {
  const { store, a, id } = await twoFeeds();
  const query = opened(store, { kind: 'all' }, { order: 'oldest' });
  await store.write.removeEntries([id('b2'), id('b3')], now);
  expect(store.read.place(query, id('b2'))).toEqual({ index: 1, isThere: false });
  await store.write.setStarred([id('a1')], true, now);
  await store.write.removeSubscriptions([a], now, true);
  await store.write.settleFeeds(now);
  expect(store.read.place(query, id('a2'))).toEqual({ index: 0, isThere: false });
  expect(store.read.place(query, id('a1'))).toEqual({ index: 1, isThere: true });
  expect(store.read.place(query, 12_345)).toBeNull();
});

it('goes by the order of the list: feed by feed, or by when they were read', async () => {
  const { store, a, id } = await twoFeeds();
  for (const [at, name] of ['b3', 'a1', 'b1'].entries()) await store.write.setRead([id(name)], true, 'command', now + at);
  const byFeed = opened(store, { kind: 'all' }, { byFeed: true });
  const recent = opened(store, { kind: 'recent' });
  const places = (...names: string[]) =>
    names.map(name => [store.read.place(byFeed, id(name))?.index, store.read.place(recent, id(name))?.index]);
  expect(places('a1', 'b1', 'b3')).toEqual([
    [0, 1],
    [3, 0],
    [5, 2],
  ]);
  await store.write.removeSubscriptions([a], now);
  expect(places('a1', 'b1', 'b3')).toEqual([
    [0, 1],
    [0, 0],
    [2, 1],
  ]);
});
