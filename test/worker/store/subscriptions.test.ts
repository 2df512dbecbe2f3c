import { describe, expect, it } from 'vitest';
import type { OutlineToImport } from '../../../worker/store/write-store.ts';
import { packJson } from '../../../worker/text/packed-json.ts';
import {
  allRows,
  changed,
  day,
  hour,
  idOf,
  namedEntry,
  now,
  openTestStore,
  parsedFeed,
  planAt,
  poll,
  subscribe,
  titles,
  undoWithWord,
  view,
} from '../../helpers/store.ts';

const outline = (name: string, path: readonly string[] = [], title: string | null = name): OutlineToImport => ({
  feedUrl: `https://example.org/${name}`,
  title,
  siteUrl: `https://example.org/${name}/site`,
  path,
});

describe('subscribing', () => {
  it('to several feeds in one change is taken back at once, and joins no change that was taken back', async () => {
    const store = await openTestStore();
    const add = (name: string, joins: number | null) =>
      store.write.addSubscription({
        feedUrl: `https://example.org/${name}`,
        folder: { title: 'News' },
        firstUnread: 'all',
        outcome: null,
        at: now,
        plan: planAt(now + hour),
        joins,
      });
    const { change } = await add('a', null);
    expect((await add('b', change.id)).change).toEqual({ id: change.id, kind: 'subscribe', count: 2 });
    expect(await undoWithWord(store, now)).toMatchObject({ id: change.id, kind: 'subscribe', count: 2, skipped: [] });
    expect(store.read.subscriptions(now - day)).toMatchObject({ folders: [], subscriptions: [] });
    expect((await add('c', change.id)).change).toEqual({ id: expect.any(Number), kind: 'subscribe', count: 1 });
    expect(store.read.subscriptions(now - day).subscriptions).toHaveLength(1);
  });

  it('stores the answer already fetched in the same step', async () => {
    const store = await openTestStore();
    const { feedId, change, wasSubscribed } = await store.write.addSubscription({
      feedUrl: 'https://example.org/feed',
      folder: { title: 'News' },
      firstUnread: 'recent',
      outcome: changed([namedEntry('a', { publishedAt: now - hour })]),
      at: now,
      plan: planAt(now + hour),
    });
    expect([change.kind, change.count, wasSubscribed]).toEqual(['subscribe', 1, false]);
    const { folders, subscriptions, counts } = store.read.subscriptions(now - day);
    expect(folders).toEqual([
      { id: expect.any(Number), parentId: null, title: 'News', position: 1, pace: null, isPaused: false, retention: null, fullText: null },
    ]);
    expect(subscriptions).toEqual([
      {
        feedId,
        feedUrl: 'https://example.org/feed',
        siteUrl: 'https://example.org/',
        title: 'Example',
        language: null,
        folderId: folders[0]?.id,
        position: 1,
        unreadCount: 1,
        iconVersion: null,
        addedAt: now,
        checkedAt: now,
        pace: null,
        effectivePace: { kind: 'adaptive' },
        isPaused: false,
        retention: null,
        fullText: null,
        isApart: false,
        isHeld: false,
        plan: planAt(now + hour),
        newestEntryAt: now - hour,
        failure: null,
      },
    ]);
    expect(counts).toEqual({ unread: 1, today: 1, starred: 0, later: 0 });
  });

  it('to a feed that is there already changes nothing and says so', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed');
    const again = await store.write.addSubscription({
      feedUrl: 'https://example.org/feed',
      folder: { title: 'Elsewhere' },
      firstUnread: 'all',
      outcome: changed([namedEntry('a')]),
      at: now,
      plan: planAt(now),
    });
    expect(again).toEqual({ feedId, change: { id: 0, kind: 'subscribe', count: 0 }, wasSubscribed: true });
    expect([store.read.subscriptions(now).folders, allRows(store)]).toEqual([[], []]);
  });

  it('puts the feed into a folder that exists, by id or title', async () => {
    const store = await openTestStore();
    const first = await subscribe(store, 'https://example.org/1', { folder: { title: 'News' } });
    const second = await subscribe(store, 'https://example.org/2', { folder: { title: 'News' } });
    const folderId = store.read.subscription(first)?.folderId ?? 0;
    const { feedId: third } = await store.write.addSubscription({
      feedUrl: 'https://example.org/3',
      folder: { id: folderId },
      firstUnread: 'all',
      outcome: null,
      at: now,
      plan: planAt(now),
    });
    expect(store.read.feedsIn({ kind: 'folder', folderId }).map(feed => feed.feedId)).toEqual([first, second, third]);
  });

  it('into a folder that is gone is refused, and nothing is stored', async () => {
    const store = await openTestStore();
    const request = {
      feedUrl: 'https://example.org/1',
      folder: { id: 99 },
      firstUnread: 'all',
      outcome: null,
      at: now,
      plan: planAt(now),
    } as const;
    await expect(store.write.addSubscription(request)).rejects.toMatchObject({ code: 'bad-request', extras: { field: 'folder' } });
    expect(store.read.sizes()).toEqual({ feeds: 0, entries: 0 });
    expect(await store.write.undo(null, now)).toBeNull();
  });
});

describe('unsubscribing', () => {
  it('takes the entries out of every list, count and answer', async () => {
    const store = await openTestStore();
    const gone = await subscribe(store, 'https://example.org/gone', { entries: [namedEntry('gone')], folder: { title: 'F' } });
    const kept = await subscribe(store, 'https://example.org/kept', { entries: [namedEntry('kept')], folder: { title: 'F' } });
    const folderId = store.read.subscription(kept)?.folderId ?? 0;
    const id = idOf(store, 'Title gone');
    await store.write.setStarred([id], true, now);
    const icon = { type: 'image/png', bytes: new Uint8Array([1]) } as const;
    await store.write.saveIcon(gone, icon, now);
    expect(await store.write.removeSubscriptions([gone, 999], now)).toMatchObject({ kind: 'unsubscribe', count: 1 });

    for (const scope of [
      { kind: 'all' },
      { kind: 'unread' },
      { kind: 'today', from: 0 },
      { kind: 'starred' },
      { kind: 'feed', feedId: gone },
      { kind: 'folder', folderId },
    ] as const) {
      const list = store.read.openView(view(scope), null, 50);
      expect(titles(list.rows)).not.toContain('Title gone');
      expect([list.total, list.unread]).toEqual([list.rows.length, list.rows.length]);
    }
    expect([store.read.entry(id), store.read.entryRows([id]), store.read.icon(gone)]).toEqual([null, [], null]);
    expect([store.read.subscription(gone), store.read.feed(gone), store.read.feedIdByUrl('https://example.org/gone')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(store.read.subscriptions(0)).toMatchObject({ subscriptions: [{ feedId: kept }], counts: { unread: 1, today: 1, starred: 0 } });
    expect([store.read.unreadTotal(), store.read.sizes()]).toEqual([1, { feeds: 1, entries: 1 }]);
    expect(store.read.dueFeeds(now + day, 10).map(feed => feed.feedId)).toEqual([kept]);
    expect(await store.write.setRead([id], true, 'command', now)).toMatchObject({ change: { id: 0, count: 0 }, changed: [] });
  });

  it('takes chosen folders along with what is in them, and brings all of it back as one', async () => {
    const store = await openTestStore();
    const inner = await subscribe(store, 'https://example.org/inner');
    const into = { title: 'Walks', parentId: null };
    const moved = await store.write.moveInTree({ feedIds: [inner], folderIds: [], into, beforeFeedId: null, beforeFolderId: null }, now);
    const folderId = moved.folderId ?? 0;
    const outer = await subscribe(store, 'https://example.org/outer');
    const change = await store.write.removeSubscriptions([inner, outer], now, false, [folderId]);
    expect(store.read.subscriptions(0)).toMatchObject({ subscriptions: [], folders: [] });
    await store.write.undo(change.id, now);
    const { subscriptions, folders } = store.read.subscriptions(0);
    expect(folders).toMatchObject([{ id: folderId, title: 'Walks' }]);
    expect(new Map(subscriptions.map(feed => [feed.feedId, feed.folderId]))).toEqual(
      new Map([
        [inner, folderId],
        [outer, null],
      ]),
    );
  });

  it('takes the folders along that hold no feed any more', async () => {
    const store = await openTestStore();
    const outline = (name: string, path: readonly string[]) => ({
      feedUrl: `https://example.org/${name}`,
      title: name,
      siteUrl: null,
      path,
    });
    await store.write.importOutlines([outline('a', ['Walks', 'Hills']), outline('b', ['Walks'])], 'all', now);
    const folders = () => store.read.subscriptions(0).folders.map(folder => folder.title);
    const remove = (name: string) => store.write.removeSubscriptions([store.read.feedIdByUrl(`https://example.org/${name}`) ?? 0], now);
    await remove('b');
    expect(folders()).toEqual(['Walks', 'Hills']);
    await remove('a');
    expect(folders()).toEqual([]);
    await store.write.undo(null, now);
    expect(folders()).toEqual(['Walks', 'Hills']);
  });

  it('and subscribing again brings the entries and their states back', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('a'), namedEntry('b'), namedEntry('c')] });
    await store.write.setRead([idOf(store, 'Title a')], true, 'command', now);
    await store.write.setStarred([idOf(store, 'Title b')], true, now);
    await store.write.removeSubscriptions([feedId], now);
    const again = await store.write.addSubscription({
      feedUrl: 'https://example.org/feed',
      folder: { title: 'New' },
      firstUnread: 'recent',
      outcome: changed([
        namedEntry('d', { publishedAt: now + 90 * day }),
        namedEntry('missed', { publishedAt: now + 10 * day }),
        namedEntry('a'),
      ]),
      at: now + 100 * day,
      plan: planAt(now),
    });
    expect(again).toMatchObject({ feedId, wasSubscribed: false });
    expect(allRows(store).map(row => [row.title, row.isRead, row.isStarred])).toEqual([
      ['Title d', false, false],
      ['Title missed', true, false],
      ['Title a', true, false],
      ['Title b', false, true],
      ['Title c', false, false],
    ]);
    expect(store.read.subscriptions(0).folders).toMatchObject([{ title: 'New' }]);
  });

  it('does not forget a promise to wait', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed');
    await store.write.saveCheck(
      feedId,
      { kind: 'failed', code: 'rate-limited', message: '', detail: '', retryAfterAt: now + day },
      now,
      planAt(now + day),
    );
    await store.write.removeSubscriptions([feedId], now);
    await subscribe(store, 'https://example.org/feed');
    expect(store.read.feed(feedId)).toMatchObject({ nextCheckAt: now + day, retryAfterAt: now + day });
  });
});

describe('importing', () => {
  it('makes nested folders, and counts what it did', async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://example.org/a');
    const outlines = [outline('a', ['X']), outline('b', ['News', 'Local']), outline('c', ['News']), outline('d'), outline('d', ['Twice'])];
    expect(await store.write.importOutlines(outlines, 'recent', now)).toMatchObject({
      change: { kind: 'import', count: 3 },
      added: 3,
      alreadySubscribed: 2,
      foldersAdded: 2,
    });
    const { folders, subscriptions } = store.read.subscriptions(now);
    const news = folders.find(folder => folder.title === 'News');
    expect(folders).toMatchObject([
      { title: 'News', parentId: null },
      { title: 'Local', parentId: news?.id },
    ]);
    expect(subscriptions.map(one => one.title)).toEqual(['example.org', 'b', 'c', 'd']);
    expect(store.read.feedsIn({ kind: 'folder', folderId: news?.id ?? 0 }).map(feed => feed.title)).toEqual(['b', 'c']);
    expect(store.read.dueFeeds(now, 10).map(feed => feed.title)).toEqual(['b', 'c', 'd']);
  });

  it('a second time changes nothing', async () => {
    const store = await openTestStore();
    const outlines = [outline('a', ['X']), outline('b')];
    await store.write.importOutlines(outlines, 'recent', now);
    const before = store.read.subscriptions(now);
    expect(await store.write.importOutlines(outlines, 'recent', now)).toEqual({
      change: { id: 0, kind: 'import', count: 0 },
      added: 0,
      alreadySubscribed: 2,
      foldersAdded: 0,
    });
    expect(store.read.subscriptions(now)).toEqual(before);
  });

  it('knows a feed by every spelling of its address, and by those it has moved away from', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/old');
    await store.write.saveCheck(feedId, { ...changed([]), movedTo: 'https://example.org/new' }, now, planAt(now));
    expect([...store.read.feedAddresses()].sort()).toEqual(['https://example.org/new', 'https://example.org/old']);
    const again = ['old', 'new', '%6eew', 'new#top'].map(name => outline(name));
    expect(await store.write.importOutlines(again, 'recent', now)).toMatchObject({ added: 0, alreadySubscribed: 4 });
    await store.write.removeSubscriptions([feedId], now);
    expect(store.read.feedAddresses()).toEqual([]);
    expect(await store.write.importOutlines(again, 'recent', now)).toMatchObject({ added: 1, alreadySubscribed: 3 });
    expect(store.read.subscriptions(now).subscriptions).toMatchObject([{ feedId, feedUrl: 'https://example.org/new' }]);
  });

  it('of 500 packed feeds gives each its own time, and is taken back as one', async () => {
    const store = await openTestStore();
    const outlines = Array.from({ length: 500 }, (_, n) => ({ ...outline(`f${n}`, [`Folder ${n % 5}`]), firstCheckInMs: n * 250 }));
    const { change } = await store.write.importOutlines(packJson(outlines), 'none', now);
    expect(change).toMatchObject({ kind: 'import', count: 500 });
    expect(store.read.dueFeeds(now, 1_000)).toHaveLength(1);
    expect(store.read.dueFeeds(now + 1_000, 1_000)).toHaveLength(5);
    expect(store.read.dueFeeds(now + 124_750, 1_000)).toHaveLength(500);
    await store.write.undo(change.id, now);
    expect(store.read.subscriptions(now)).toMatchObject({ folders: [], subscriptions: [] });
  });

  it('of a feed that was removed after its last check brings the feed back, but not its next check before the hour is over (P4)', async () => {
    const store = await openTestStore();
    await store.write.importOutlines([outline('a')], 'recent', now);
    const [feed] = store.read.dueFeeds(now, 1);
    const feedId = feed?.feedId ?? 0;
    await poll(store, feedId, []);
    const { checkedAt } = store.read.feed(feedId) ?? {};
    await store.write.removeSubscriptions([feedId], now);
    await store.write.importOutlines([outline('a')], 'recent', now + 1);
    expect(store.read.feed(feedId)?.nextCheckAt).toBe(Number(checkedAt) + hour);
    await store.write.removeSubscriptions([feedId], now + 2 * hour);
    await store.write.importOutlines([outline('a')], 'recent', now + 3 * hour);
    expect(store.read.feed(feedId)?.nextCheckAt).toBe(now + 3 * hour);
  });

  it('keeps the name the user gave a feed, and follows the feed where there was none', async () => {
    const store = await openTestStore();
    await store.write.importOutlines(
      [outline('renamed', [], 'My name'), outline('plain', [], 'Example'), outline('untitled', [], null)],
      'recent',
      now,
    );
    const [renamed, plain, untitled] = store.read.feedsIn({ kind: 'all' });
    for (const feed of [renamed, plain, untitled]) await poll(store, feed?.feedId ?? 0, []);
    await store.write.saveCheck(plain?.feedId ?? 0, changed([], { feed: parsedFeed([], { title: 'Example 2' }) }), now, planAt(now));
    expect(store.read.subscriptions(now).subscriptions.map(one => one.title)).toEqual(['My name', 'Example 2', 'Example']);
  });
});

describe('the feeds to be checked', () => {
  it('come most overdue first', async () => {
    const store = await openTestStore();
    const ids = await Promise.all(['a', 'b', 'c'].map(name => subscribe(store, `https://example.org/${name}`)));
    await store.write.scheduleChecks(ids.map((feedId, index) => ({ feedId, plan: planAt(now - index) })));
    expect(store.read.dueFeeds(now, 10).map(feed => feed.feedId)).toEqual(ids.toReversed());
    expect(store.read.dueFeeds(now - 1, 1).map(feed => feed.feedId)).toEqual([ids[2]]);
    expect(store.read.earliestCheckAt()).toBe(now - 2);
  });

  it('have no earliest time when there are none', async () => {
    expect((await openTestStore()).read.earliestCheckAt()).toBeNull();
  });
});

describe('an icon', () => {
  const icon = (byte: number) => ({ type: 'image/png', bytes: new Uint8Array([byte, 2, 3]) }) as const;

  it('gets another version only when it changes', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed');
    const versions: (number | null | undefined)[] = [];
    for (const next of [icon(1), icon(1), null, icon(2)]) {
      await store.write.saveIcon(feedId, next, now);
      versions.push(store.read.subscription(feedId)?.iconVersion);
    }
    expect(versions).toEqual([1, 1, 1, 2]);
    expect(store.read.icon(feedId)).toEqual(icon(2));
  });

  it('that was not found is not looked for again at once', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed');
    await store.write.saveIcon(feedId, null, now);
    expect(store.read.feed(feedId)?.iconCheckedAt).toBe(now);
    expect([store.read.subscription(feedId)?.iconVersion, store.read.icon(feedId)]).toEqual([null, null]);
  });
});
