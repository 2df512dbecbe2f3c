import { describe, expect, it } from 'vitest';
import { openStore } from '../../../worker/store/open-store.ts';
import type { Store } from '../../../worker/store/store.ts';
import {
  allRows,
  hour,
  idOf,
  namedEntry,
  now,
  openTestStore,
  poll,
  subscribe,
  temporaryFolder,
  titles,
  undoWithWord,
  view,
} from '../../helpers/store.ts';

const entries = (count: number, prefix = 'e') =>
  Array.from({ length: count }, (_, index) => namedEntry(`${prefix}${index}`, { publishedAt: now - index * hour }));

async function storeWith(count: number): Promise<Store> {
  const store = await openTestStore();
  await subscribe(store, 'https://example.org/feed', { entries: entries(count) });
  return store;
}

const unread = (store: Store) => titles(allRows(store).filter(row => !row.isRead));

describe('setting a state', () => {
  it('gives the rows as they are now, and counts what changed', async () => {
    const store = await storeWith(3);
    const ids = ['Title e2', 'Title e0'].map(title => idOf(store, title));
    const { change, changed: rows } = await store.write.setRead([...ids, ...ids, 12_345], true, 'command', now);
    expect(change).toEqual({ id: expect.any(Number), kind: 'mark-read', count: 2 });
    expect(rows.map(row => [row.title, row.isRead])).toEqual([
      ['Title e2', true],
      ['Title e0', true],
    ]);
    expect(await store.write.setRead(ids, true, 'command', now)).toEqual({ change: { id: 0, kind: 'mark-read', count: 0 }, changed: [] });
    expect((await store.write.setStarred(ids, true, now)).change).toMatchObject({ kind: 'star', count: 2 });
    expect((await store.write.setStarred(ids.slice(1), false, now)).change).toMatchObject({ kind: 'unstar', count: 1 });
    expect(store.read.subscriptions(0).counts).toMatchObject({ unread: 1, starred: 1 });
  });
});

describe('marking all read', () => {
  it('touches exactly the unread entries of the list', async () => {
    const store = await storeWith(6);
    const other = await subscribe(store, 'https://example.org/other', { entries: entries(2, 'other') });
    const feedId = store.read.feedsIn({ kind: 'all' })[0]?.feedId ?? 0;
    const { query } = store.read.openView(view({ kind: 'feed', feedId }), null, 2);
    await store.write.setRead([idOf(store, 'Title e4')], true, 'command', now);
    await poll(store, feedId, [namedEntry('later', { publishedAt: now }), ...entries(6)]);
    expect(await store.write.markAllRead([{ query }], now)).toMatchObject({ kind: 'mark-all-read', count: 5 });
    expect(unread(store).toSorted()).toEqual(['Title later', 'Title other0', 'Title other1']);
    expect([feedId, other].map(id => store.read.subscription(id)?.unreadCount)).toEqual([1, 2]);
  });

  it('keeps to the day, the stars, and what was unread when the list was opened', async () => {
    const store = await storeWith(6);
    await store.write.setStarred([idOf(store, 'Title e1'), idOf(store, 'Title e5')], true, now);
    const today = store.read.openView(view({ kind: 'today', from: now - 2 * hour }), null, 2);
    expect(await store.write.markAllRead([{ query: today.query }], now)).toMatchObject({ count: 3 });
    const starred = store.read.openView(view({ kind: 'starred' }), null, 2);
    expect(await store.write.markAllRead([{ query: starred.query }], now)).toMatchObject({ count: 1 });
    expect(unread(store)).toEqual(['Title e3', 'Title e4']);
    const list = store.read.openView(view({ kind: 'unread' }), null, 2);
    await store.write.setRead([idOf(store, 'Title e0')], false, 'command', now);
    expect(await store.write.markAllRead([{ query: list.query }], now)).toMatchObject({ count: 2 });
    expect(unread(store)).toEqual(['Title e0']);
  });

  it('of several lists is one change, which one undo takes back, also after a restart', async () => {
    const profileDir = temporaryFolder();
    const store = await openStore({ profileDir, now: () => now });
    const one = await subscribe(store, 'https://example.org/feed', { entries: entries(4) });
    const other = await subscribe(store, 'https://example.org/other', { entries: entries(3, 'other') });
    await subscribe(store, 'https://example.org/third', { entries: entries(2, 'third') });
    await store.write.setRead([idOf(store, 'Title e1')], true, 'command', now);
    const ofFeed = (feedId: number) => ({ query: store.read.openView(view({ kind: 'feed', feedId }), null, 2).query });
    // What is in two of the lists is one article.
    const change = await store.write.markAllRead([ofFeed(one), ofFeed(other), ofFeed(one)], now);
    expect(change).toMatchObject({ kind: 'mark-all-read', count: 6 });
    expect(unread(store).toSorted()).toEqual(['Title third0', 'Title third1']);
    expect(store.read.changes(null, 2).records.map(({ kind, count }) => [kind, count])).toEqual([
      ['mark-all-read', 6],
      ['mark-read', 1],
    ]);
    await store.close();
    const again = await openTestStore({ profileDir });
    expect(await again.write.undo(null, now)).toMatchObject({ id: change.id, count: 6 });
    expect(unread(again)).toHaveLength(8);
    expect(again.read.subscription(one)?.unreadCount).toBe(3);
    expect(await again.write.redo(null, now)).toMatchObject({ id: change.id, count: 6 });
  });

  it('of a list with nothing unread is no change', async () => {
    const store = await storeWith(0);
    const { query } = store.read.openView(view({ kind: 'all' }), null, 2);
    expect(await store.write.markAllRead([{ query }], now)).toEqual({ id: 0, kind: 'mark-all-read', count: 0 });
    expect(await store.write.undo(null, now)).toMatchObject({ kind: 'subscribe' });
  });

  it('lets what the user does meanwhile go first, and win', async () => {
    const store = await storeWith(0);
    const feedId = store.read.feedsIn({ kind: 'all' })[0]?.feedId ?? 0;
    await poll(store, feedId, entries(20_000), now + hour);
    const list = store.read.openView(view({ kind: 'all' }, { order: 'oldest' }), null, 2);
    const last = store.read.page(list.query, 19_999, 1, null, null).rows[0]?.id ?? 0;
    const order: string[] = [];
    await Promise.all([
      store.write.markAllRead([{ query: list.query }], now).then(change => order.push(`all ${change.count}`)),
      store.write.setRead([last], false, 'command', now).then(() => order.push('one')),
    ]);
    expect(order).toEqual(['one', 'all 19999']);
    expect(
      allRows(store)
        .filter(row => !row.isRead)
        .map(row => row.id),
    ).toEqual([last]);
  });
});

describe('undo', () => {
  it('takes back one command after the other, newest first, across a restart', async () => {
    const profileDir = temporaryFolder();
    const store = await openStore({ profileDir, now: () => now });
    await subscribe(store, 'https://example.org/feed', { entries: entries(3) });
    const id = idOf(store, 'Title e1');
    for (const isRead of [true, false, true]) await store.write.setRead([id], isRead, 'command', now);
    await store.write.setStarred([id], true, now);
    await store.close();
    const again = await openTestStore({ profileDir });
    const states: unknown[] = [];
    for (let step = 0; step < 4; step += 1) {
      const change = await again.write.undo(null, now);
      const row = again.read.entryRows([id])[0];
      states.push([change?.kind, change?.count, row?.isRead, row?.isStarred]);
    }
    expect(states).toEqual([
      ['star', 1, true, false],
      ['mark-read', 1, false, false],
      ['mark-unread', 1, true, false],
      ['mark-read', 1, false, false],
    ]);
    // One press too many costs no feed: that is taken back only when it is asked for by itself.
    const offered = await again.write.undo(null, now);
    expect(offered).toMatchObject({ kind: 'subscribe', count: 1, isOnlyOffered: true });
    expect(await again.write.undo(null, now)).toEqual(offered);
    expect(again.read.sizes().feeds).toBe(1);
    expect(await again.write.undo(offered?.id ?? 0, now)).toMatchObject({ kind: 'subscribe', count: 1 });
    expect(again.read.sizes().feeds).toBe(0);
    expect(await again.write.undo(null, now)).toBeNull();
  });

  it('leaves out what happened by itself', async () => {
    const store = await storeWith(2);
    await store.write.setStarred([idOf(store, 'Title e0')], true, now);
    const opened = await store.write.setRead([idOf(store, 'Title e1')], true, 'opening', now);
    expect(await store.write.undo(null, now)).toMatchObject({ kind: 'star' });
    expect(unread(store)).toEqual(['Title e0']);
    expect(await store.write.undo(opened.change.id, now)).toMatchObject({ kind: 'mark-read', count: 1 });
    expect(unread(store)).toEqual(['Title e0', 'Title e1']);
  });

  it('of mark-all restores what it changed, except what the user set again later', async () => {
    const store = await storeWith(5);
    await store.write.setRead([idOf(store, 'Title e0')], true, 'command', now);
    const { query } = store.read.openView(view({ kind: 'all' }), null, 2);
    const all = await store.write.markAllRead([{ query }], now);
    await store.write.setRead([idOf(store, 'Title e2')], false, 'command', now);
    await store.write.setRead([idOf(store, 'Title e2')], true, 'opening', now);
    expect(await store.write.undo(all.id, now)).toMatchObject({ id: all.id, kind: 'mark-all-read', count: 3, skipped: [] });
    expect(unread(store)).toEqual(['Title e1', 'Title e3', 'Title e4']);
    expect(await store.write.undo(all.id, now)).toBeNull();
  });

  it('passes over a command of which nothing is left', async () => {
    const store = await storeWith(3);
    await store.write.setStarred([idOf(store, 'Title e2')], true, now);
    await store.write.setRead([idOf(store, 'Title e0')], true, 'command', now);
    await store.write.setRead([idOf(store, 'Title e0')], false, 'opening', now);
    expect(await store.write.undo(null, now)).toMatchObject({ kind: 'star', count: 1 });
  });

  it('of a change that there never was is nothing', async () => {
    const store = await storeWith(1);
    expect(await store.write.undo(99, now)).toBeNull();
  });

  it('of unsubscribing brings back subscription, folder, entries and states', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: entries(3), folder: { title: 'F' } });
    await store.write.setRead([idOf(store, 'Title e0')], true, 'command', now);
    await store.write.setStarred([idOf(store, 'Title e1')], true, now);
    const before = [store.read.subscriptions(0), allRows(store), store.read.feed(feedId)];
    const { id } = await store.write.removeSubscriptions([feedId], now);
    expect(await store.write.undo(null, now)).toMatchObject({ id, kind: 'unsubscribe', count: 1, skipped: [] });
    expect([store.read.subscriptions(0), allRows(store), store.read.feed(feedId)]).toEqual(before);
  });

  it('of subscribing takes the feed and the folder made for it away, and unsubscribing before that back', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: entries(2), folder: { title: 'Old' } });
    const before = store.read.subscriptions(0);
    await store.write.removeSubscriptions([feedId], now);
    await subscribe(store, 'https://example.org/feed', { entries: entries(2), folder: { title: 'New' } });
    expect(await undoWithWord(store, now)).toMatchObject({ kind: 'subscribe', count: 1 });
    expect(store.read.subscriptions(0)).toMatchObject({ folders: [], subscriptions: [] });
    expect(await undoWithWord(store, now)).toMatchObject({ kind: 'unsubscribe', count: 1 });
    expect(store.read.subscriptions(0)).toEqual(before);
    expect(await undoWithWord(store, now)).toMatchObject({ kind: 'subscribe', count: 1 });
    expect(store.read.subscriptions(0)).toMatchObject({ folders: [], subscriptions: [] });
  });

  it('of an import takes away what that import added, and no folder that is in use', async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://example.org/mine', { folder: { title: 'News' } });
    const outline = (name: string, path: readonly string[]) => ({
      feedUrl: `https://example.org/${name}`,
      title: name,
      siteUrl: null,
      path,
    });
    const { change } = await store.write.importOutlines(
      [outline('mine', ['X']), outline('a', ['News']), outline('b', ['P', 'Q']), outline('c', ['R'])],
      'all',
      now,
    );
    await subscribe(store, 'https://example.org/later', { folder: { title: 'R' } });
    expect(await store.write.undo(change.id, now)).toMatchObject({ id: change.id, kind: 'import', count: 3, skipped: [] });
    const { folders, subscriptions } = store.read.subscriptions(0);
    expect(folders.map(folder => folder.title)).toEqual(['News', 'R']);
    expect(subscriptions.map(one => one.feedUrl)).toEqual(['https://example.org/mine', 'https://example.org/later']);
  });

  it('of an import leaves a feed alone that the user has unsubscribed since, and undo of that leads to what was before both', async () => {
    const store = await openTestStore();
    const { change } = await store.write.importOutlines(
      [{ feedUrl: 'https://example.org/a', title: 'a', siteUrl: null, path: ['P', 'Q'] }],
      'all',
      now,
    );
    const feedId = store.read.feedIdByUrl('https://example.org/a') ?? 0;
    const removed = await store.write.removeSubscriptions([feedId], now);
    expect(await store.write.undo(change.id, now)).toMatchObject({ count: 0 });
    expect(store.read.subscriptions(0).folders).toEqual([]);
    expect(await store.write.undo(removed.id, now)).toMatchObject({ count: 0 });
    expect(store.read.subscriptions(0)).toMatchObject({ folders: [], subscriptions: [] });
  });
});
