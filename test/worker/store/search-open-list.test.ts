import { expect, it } from 'vitest';
import { openIndexed, searchView } from '../../helpers/indexed-store.ts';
import { hour, namedEntry, now, poll, subscribe, titles } from '../../helpers/store.ts';

it('keeps a list of found entries while it is open, and counts what comes after', async () => {
  const { store, indexed } = await openIndexed();
  const feedId = await subscribe(store, 'http://a.example/feed', {
    entries: [namedEntry('river one', { title: 'river one' }), namedEntry('river two', { title: 'river two' }), namedEntry('lake')],
  });
  await indexed();
  const list = await store.search.open(searchView('river is:unread'), null, 1);
  expect([list.total, list.rows.length]).toEqual([2, 1]);
  const page = await store.search.page(list.query, 1, 10);
  expect(titles(page.rows)).toEqual(['river two']);

  const [first] = list.rows;
  await store.write.setRead([first?.id ?? 0], true, 'command', now);
  await poll(store, feedId, [namedEntry('river three', { title: 'river three' })], now + hour);
  await indexed();
  expect(titles((await store.search.page(list.query, 0, 10)).rows)).toEqual(['river one', 'river two']);
  expect(await store.search.countNew(list.query)).toBe(1);
  expect((await store.search.findUnread(list.query, 0, 1))?.row.title).toBe('river two');
  expect(await store.search.findUnread(list.query, 1, 1)).toBeNull();
  expect(await store.search.findUnread(list.query, 1, -1)).toBeNull();
  expect((await store.search.findUnread(list.query, -1, 1))?.index).toBe(1);

  const ids = await store.search.unreadIds(list.query);
  expect(await store.search.ids(list.query)).toHaveLength(2);
  const change = await store.write.markAllRead([{ ids }], now);
  expect([change.kind, change.count]).toEqual(['mark-all-read', 1]);
  expect(await store.search.countUnread(searchView('river'))).toBe(1);
});

it('gives the same list again where it was forgotten', async () => {
  const { store, indexed } = await openIndexed();
  await subscribe(store, 'http://a.example/feed', {
    entries: [namedEntry('river one', { title: 'river one' }), namedEntry('river two', { title: 'river two' })],
  });
  await indexed();
  const list = await store.search.open(searchView('river is:unread'), null, 10);
  await store.write.setRead([list.rows[0]?.id ?? 0], true, 'command', now);
  for (const other of ['a', 'b', 'c', 'd', 'e']) await store.search.open(searchView(other), null, 1);
  expect(titles((await store.search.page(list.query, 0, 10)).rows)).toEqual(titles(list.rows));
});

it('closes up where an article was deleted', async () => {
  const { store, indexed } = await openIndexed();
  await subscribe(store, 'http://a.example/feed', {
    entries: ['one', 'two', 'three'].map(name => namedEntry(name, { title: `river ${name}` })),
  });
  await indexed();
  const list = await store.search.open(searchView('river'), null, 1);
  const { change } = await store.write.removeEntries([list.rows[0]?.id ?? 0], now);
  expect(titles((await store.search.page(list.query, 0, 10)).rows)).toEqual(['river two', 'river three']);
  expect((await store.search.open(searchView('river'), null, 10)).total).toBe(2);
  await store.write.undo(change.id, now);
  expect((await store.search.open(searchView('river'), null, 10)).total).toBe(3);
});

it('closes up where a feed was unsubscribed, and makes room when it is back', async () => {
  const { store, indexed } = await openIndexed();
  await subscribe(store, 'http://a.example/feed', { entries: [namedEntry('b', { title: 'river b', publishedAt: now - 2 * hour })] });
  const feedId = await subscribe(store, 'http://b.example/feed', {
    entries: [1, 3].map(at => namedEntry(`${at}`, { title: `river ${at}`, publishedAt: now - at * hour })),
  });
  await indexed();
  const { query, rows } = await store.search.open(searchView('river'), null, 10);
  expect(titles(rows)).toEqual(['river 1', 'river b', 'river 3']);
  const [, middle, last] = rows.map(row => row.id);
  expect(await store.search.place(query, middle ?? 0)).toEqual({ index: 1, isThere: true });
  const change = await store.write.removeSubscriptions([feedId], now);
  expect(titles((await store.search.page(query, 0, 10)).rows)).toEqual(['river b']);
  expect(titles((await store.search.page(query, 0, 1)).rows)).toEqual(['river b']);
  expect(await store.search.place(query, middle ?? 0)).toEqual({ index: 0, isThere: true });
  expect(await store.search.place(query, last ?? 0)).toEqual({ index: 1, isThere: false });
  expect(await store.search.place(query, 12_345)).toBeNull();
  await store.write.undo(change.id, now);
  expect(titles((await store.search.page(query, 0, 10)).rows)).toEqual(['river 1', 'river b', 'river 3']);
  expect(await store.search.place(query, last ?? 0)).toEqual({ index: 2, isThere: true });
});
