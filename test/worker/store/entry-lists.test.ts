import { describe, expect, it } from 'vitest';
import type { EntryQuery, EntryRow } from '../../../worker/protocol/entry-lists.ts';
import type { Store } from '../../../worker/store/store.ts';
import { allRows, day, hour, idOf, namedEntry, now, openTestStore, poll, subscribe, titles, view } from '../../helpers/store.ts';

const hourly = (count: number, prefix = 'e') =>
  Array.from({ length: count }, (_, index) => namedEntry(`${prefix}${index}`, { publishedAt: now - index * hour }));

async function storeWith(count: number): Promise<Store> {
  const store = await openTestStore();
  await subscribe(store, 'https://example.org/feed', { entries: hourly(count) });
  return store;
}

function read(store: Store, ...names: readonly string[]) {
  return store.write.setRead(
    names.map(name => idOf(store, `Title ${name}`)),
    true,
    'command',
    now,
  );
}

/** The list as a window would gather it, page by page in both directions and by jumps. */
function everyWay(store: Store, query: EntryQuery, total: number, limit: number): readonly (readonly EntryRow[])[] {
  const jumps: EntryRow[] = [];
  for (let index = 0; index < total; index += limit) jumps.push(...store.read.page(query, index, limit, null, null).rows);
  const forward: EntryRow[] = [...store.read.page(query, 0, limit, null, null).rows];
  for (;;) {
    const page = store.read.page(query, forward.length, limit, forward.at(-1) ?? null, null);
    if (page.rows.length === 0) break;
    forward.push(...page.rows);
  }
  const backward: EntryRow[] = [...store.read.page(query, Math.max(0, total - 1), 1, null, null).rows];
  for (;;) {
    const first = backward[0];
    if (!first) break;
    const page = store.read.page(query, total - backward.length - limit, limit, null, first);
    if (page.rows.length === 0) break;
    expect(page.index).toBe(total - backward.length - page.rows.length);
    backward.unshift(...page.rows);
  }
  return [jumps, forward, backward];
}

describe('opening a view', () => {
  it('gives totals and the first rows, newest or oldest first', async () => {
    const store = await storeWith(10);
    await read(store, 'e0', 'e5');
    const newest = store.read.openView(view({ kind: 'all' }), null, 3);
    expect(newest).toMatchObject({ total: 10, unread: 8, index: 0, anchorIndex: null });
    expect(titles(newest.rows)).toEqual(['Title e0', 'Title e1', 'Title e2']);
    const oldest = store.read.openView(view({ kind: 'all' }, { order: 'oldest' }), null, 3);
    expect(titles(oldest.rows)).toEqual(['Title e9', 'Title e8', 'Title e7']);
  });

  it('shows only what is unread when asked to, and the view Unread always', async () => {
    const store = await storeWith(4);
    await read(store, 'e0', 'e2');
    for (const one of [view({ kind: 'unread' }), view({ kind: 'all' }, { onlyUnread: true })]) {
      const list = store.read.openView(one, null, 50);
      expect([list.total, list.unread, titles(list.rows)]).toEqual([2, 2, ['Title e1', 'Title e3']]);
    }
  });

  it('shows today by where entries stand, not by what they say of themselves', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('old', { publishedAt: now - 3 * day })] });
    await poll(store, feedId, [namedEntry('late', { publishedAt: now - 2 * day }), namedEntry('fresh', { publishedAt: now - hour })]);
    const today = store.read.openView(view({ kind: 'today', from: now - 12 * hour }), null, 50);
    expect([today.total, titles(today.rows)]).toEqual([2, ['Title late', 'Title fresh']]);
    expect(store.read.subscriptions(now - 12 * hour).counts.today).toBe(2);
  });

  it('of a folder holds the feeds of the folders in it', async () => {
    const store = await openTestStore();
    const outlines = [
      ['a', ['F']],
      ['b', ['F', 'G']],
      ['c', []],
    ] as const;
    await store.write.importOutlines(
      outlines.map(([name, path]) => ({ feedUrl: `https://example.org/${name}`, title: name, siteUrl: null, path })),
      'all',
      now,
    );
    for (const feed of store.read.feedsIn({ kind: 'all' })) await poll(store, feed.feedId, [namedEntry(feed.title)]);
    const folder = store.read.subscriptions(now).folders.find(one => one.title === 'F');
    const list = store.read.openView(view({ kind: 'folder', folderId: folder?.id ?? 0 }), null, 50);
    expect([list.total, titles(list.rows).toSorted()]).toEqual([2, ['Title a', 'Title b']]);
  });

  it('around an entry gives its neighbours and its place', async () => {
    const store = await storeWith(20);
    const list = store.read.openView(view({ kind: 'all' }), idOf(store, 'Title e10'), 5);
    expect([list.anchorIndex, list.index, titles(list.rows)]).toEqual([
      10,
      8,
      ['Title e8', 'Title e9', 'Title e10', 'Title e11', 'Title e12'],
    ]);
    const atHead = store.read.openView(view({ kind: 'all' }), idOf(store, 'Title e0'), 5);
    expect([atHead.anchorIndex, atHead.index, atHead.rows.length]).toEqual([0, 0, 5]);
  });

  it('around an entry that is not in it begins at the head', async () => {
    const store = await storeWith(5);
    await read(store, 'e3');
    const list = store.read.openView(view({ kind: 'unread' }), idOf(store, 'Title e3'), 2);
    expect([list.anchorIndex, list.index, titles(list.rows)]).toEqual([null, 0, ['Title e0', 'Title e1']]);
  });
});

describe('an open list', () => {
  it('holds nothing that arrives later, and counts it', async () => {
    const store = await storeWith(3);
    const feedId = store.read.feedsIn({ kind: 'all' })[0]?.feedId ?? 0;
    const lists = [
      view({ kind: 'all' }),
      view({ kind: 'unread' }),
      view({ kind: 'feed', feedId }),
      view({ kind: 'today', from: now - day }),
    ].map(one => store.read.openView(one, null, 50));
    await poll(store, feedId, [namedEntry('new1', { publishedAt: now }), namedEntry('new2', { publishedAt: now - 1 })]);
    await read(store, 'new1');
    for (const list of lists) expect(store.read.page(list.query, 0, 50, null, null).rows).toEqual(list.rows);
    expect(lists.map(list => store.read.countNew(list.query))).toEqual([2, 1, 2, 2]);
  });

  it('of unread entries keeps those read meanwhile, until it is opened anew', async () => {
    const store = await storeWith(5);
    const list = store.read.openView(view({ kind: 'unread' }), null, 50);
    await read(store, 'e1', 'e3');
    const rows = store.read.page(list.query, 0, 50, null, null).rows;
    expect(rows.map(row => [row.title, row.isRead])).toEqual([
      ['Title e0', false],
      ['Title e1', true],
      ['Title e2', false],
      ['Title e3', true],
      ['Title e4', false],
    ]);
    expect(store.read.openView(view({ kind: 'unread' }), null, 50).total).toBe(3);
  });

  it('of unread entries does not take in what turns unread meanwhile', async () => {
    const store = await storeWith(5);
    await read(store, 'e1', 'e3');
    const list = store.read.openView(view({ kind: 'unread' }), null, 50);
    await store.write.undo(null, now);
    expect(titles(store.read.page(list.query, 0, 50, null, null).rows)).toEqual(titles(list.rows));
    expect(store.read.openView(view({ kind: 'unread' }), null, 50).total).toBe(5);
  });

  it('keeps an entry that is turned to read and back', async () => {
    const store = await storeWith(3);
    const list = store.read.openView(view({ kind: 'unread' }), null, 50);
    const id = idOf(store, 'Title e1');
    for (const isRead of [true, false, true, false]) {
      await store.write.setRead([id], isRead, 'command', now);
      expect(titles(store.read.page(list.query, 0, 50, null, null).rows)).toEqual(titles(list.rows));
    }
  });

  it('of starred entries keeps those that lose their star meanwhile, and takes in none', async () => {
    const store = await storeWith(5);
    await store.write.setStarred([idOf(store, 'Title e1'), idOf(store, 'Title e3')], true, now);
    const list = store.read.openView(view({ kind: 'starred' }), null, 50);
    expect([list.total, list.unread, titles(list.rows)]).toEqual([2, 2, ['Title e1', 'Title e3']]);
    await store.write.setStarred([idOf(store, 'Title e1')], false, now);
    await store.write.setStarred([idOf(store, 'Title e2')], true, now);
    expect(store.read.page(list.query, 0, 50, null, null).rows.map(row => [row.title, row.isStarred])).toEqual([
      ['Title e1', false],
      ['Title e3', true],
    ]);
    expect(titles(store.read.openView(view({ kind: 'starred' }), null, 50).rows)).toEqual(['Title e2', 'Title e3']);
  });

  it('does not depend on the wall clock', async () => {
    const store = await storeWith(3);
    const list = store.read.openView(view({ kind: 'unread' }), null, 50);
    await store.write.setRead([idOf(store, 'Title e0')], true, 'command', now - 365 * day);
    expect(store.read.page(list.query, 0, 50, null, null).rows).toHaveLength(3);
    expect(store.read.openView(view({ kind: 'unread' }), null, 50).total).toBe(2);
  });
});

describe('the nearest unread entry', () => {
  it('is found in both directions, with its place', async () => {
    const store = await storeWith(10);
    await read(store, 'e0', 'e1', 'e2', 'e4', 'e5', 'e9');
    const { query } = store.read.openView(view({ kind: 'all' }), null, 5);
    const find = (index: number, direction: 1 | -1) => {
      const found = store.read.findUnread(query, index, direction);
      return found && [found.index, found.row.title];
    };
    expect(find(-1, 1)).toEqual([3, 'Title e3']);
    expect(find(3, 1)).toEqual([6, 'Title e6']);
    expect(find(6, -1)).toEqual([3, 'Title e3']);
    expect(find(3, -1)).toBeNull();
    expect(find(8, 1)).toBeNull();
    expect(find(10, -1)).toEqual([8, 'Title e8']);
    expect(find(-1, -1)).toBeNull();
    expect(find(10, 1)).toBeNull();
  });

  it('keeps its place in a list whose entries were read meanwhile', async () => {
    const store = await storeWith(6);
    const { query } = store.read.openView(view({ kind: 'unread' }, { order: 'oldest' }), null, 5);
    await read(store, 'e1', 'e2', 'e3');
    expect(store.read.findUnread(query, 1, 1)).toMatchObject({ index: 5, row: { title: 'Title e0' } });
    expect(store.read.findUnread(query, 4, -1)).toMatchObject({ index: 1, row: { title: 'Title e4' } });
  });
});

it('gives the same rows by every way of paging, in every view', async () => {
  const store = await openTestStore();
  const first = await subscribe(store, 'https://example.org/1', { entries: hourly(23, 'a'), folder: { title: 'F' } });
  await subscribe(store, 'https://example.org/2', { entries: hourly(17, 'b'), folder: { title: 'F' } });
  await subscribe(store, 'https://example.org/3', { entries: Array.from({ length: 12 }, (_, index) => namedEntry(`same${index}`)) });
  const folderId = store.read.subscription(first)?.folderId ?? 0;
  const ids = allRows(store).map(row => row.id);
  await store.write.setRead(
    ids.filter((_, index) => index % 3 === 0),
    true,
    'command',
    now,
  );
  await store.write.setStarred(
    ids.filter((_, index) => index % 4 === 0),
    true,
    now,
  );
  const scopes = [
    { kind: 'all' },
    { kind: 'unread' },
    { kind: 'today', from: now - 9 * hour },
    { kind: 'starred' },
    { kind: 'feed', feedId: first },
    { kind: 'folder', folderId },
  ] as const;
  const views = scopes.flatMap(scope =>
    [true, false].flatMap(onlyUnread => (['newest', 'oldest'] as const).map(order => view(scope, { onlyUnread, order }))),
  );
  const lists = views.map(one => store.read.openView(one, null, 1000));
  await store.write.setRead(
    ids.filter((_, index) => index % 5 === 0),
    true,
    'command',
    now,
  );
  await store.write.setStarred(
    ids.filter((_, index) => index % 8 === 0),
    false,
    now,
  );
  for (const { query, total, rows } of lists) {
    expect(rows).toHaveLength(total);
    for (const gathered of everyWay(store, query, total, 7)) expect(titles(gathered)).toEqual(titles(rows));
  }
});
