import { describe, expect, it } from 'vitest';
import { rssDocument, rssItems, siteUrl } from '../helpers/rss-document.ts';
import { createWorkerFixture } from '../helpers/worker-fixture.ts';
import { newProfileDir, type WorkerProcess } from '../helpers/worker-process.ts';

const { start, serve } = createWorkerFixture();
const type = 'application/rss+xml';
const all = { scope: { kind: 'all' }, onlyUnread: false, order: 'newest' } as const;
const open = (worker: WorkerProcess) => worker.call('entries.open', { view: all, anchorId: null, limit: 100 });
// A grey pixel of 16 by 16.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAEklEQVR4nGNoIAAYRhWMKhhOCgAOGoBBaa0WfgAAAABJRU5ErkJggg==',
  'base64',
);

async function site() {
  const server = await serve();
  server.on('/', {
    body: '<title>Site</title><link rel="alternate" type="application/rss+xml" href="/feed" title="All">',
    type: 'text/html',
  });
  server.on('/feed', { body: rssDocument('Site news', rssItems(3)), type, etag: '"1"' });
  return { server, address: `${server.origin}/`, feedUrl: `${server.origin}/feed`, host: `127.0.0.1:${server.port}` };
}

async function subscribed(worker: WorkerProcess) {
  const { feedUrl, ...rest } = await site();
  const added = await worker.call('subscriptions.add', { feedUrl, folder: { title: 'Daily' }, firstUnread: 'all', confirmLocal: true });
  return { ...rest, feedUrl, ...added };
}

describe('adding a feed', () => {
  it('asks once about a local address, finds the feed of a page, and makes two requests in all (P7)', async () => {
    const { server, address, feedUrl, host } = await site();
    const worker = await start();
    expect(await worker.ask('feeds.find', { address })).toMatchObject({ ok: false, error: { code: 'local-address', host } });
    expect(server.log).toEqual([]);

    const found = await worker.call('feeds.find', { address, confirmLocal: true });
    expect(found.candidates).toMatchObject([
      {
        feedUrl,
        title: 'Site news',
        kind: 'rss',
        subscribedFeedId: null,
        preview: { entryCount: 3, newestTitles: ['Entry item-3', 'Entry item-2', 'Entry item-1'] },
      },
    ]);
    expect((await worker.call('subscriptions.list', {})).subscriptions).toEqual([]);

    const arrived = worker.event('entries.arrived');
    const { subscription, change } = await worker.call('subscriptions.add', { feedUrl, folder: null, firstUnread: 'recent' });
    expect(subscription).toMatchObject({ feedUrl, title: 'Site news', unreadCount: 3, failure: null, checkedAt: expect.any(Number) });
    expect(change).toMatchObject({ kind: 'subscribe', count: 1 });
    expect(await arrived).toMatchObject({ feedIds: [subscription.feedId] });
    expect((await open(worker)).rows.map(row => row.title)).toEqual(['Entry item-3', 'Entry item-2', 'Entry item-1']);
    const pages = server.log.filter(({ path }) => path === '/' || path === '/feed');
    expect(pages.slice(0, 2).map(({ path }) => path)).toEqual(['/', '/feed']);
    expect(server.requests('/feed')).toHaveLength(1);
  });

  it('remembers the word about a local address over a restart, for that port only', async () => {
    const profileDir = newProfileDir();
    const [one, other] = [await site(), await site()];
    const first = await start({ profileDir });
    await first.call('feeds.find', { address: one.address, confirmLocal: true });
    await first.stop();
    const second = await start({ profileDir });
    expect(await second.ask('feeds.find', { address: one.address })).toMatchObject({ ok: true });
    expect(await second.ask('feeds.find', { address: other.address })).toMatchObject({
      error: { code: 'local-address', host: other.host },
    });
  });

  it('does not confirm a local address that only a page names', async () => {
    const [one, other] = [await site(), await site()];
    one.server.on('/', { body: `<link rel="alternate" type="application/rss+xml" href="${other.feedUrl}">`, type: 'text/html' });
    const worker = await start();
    const { candidates } = await worker.call('feeds.find', { address: one.address, confirmLocal: true });
    expect(candidates).toMatchObject([{ feedUrl: other.feedUrl, preview: null }]);
    expect(other.server.log).toEqual([]);
  });

  it('opens the subscription that is there already instead of a second one', async () => {
    const worker = await start();
    const { address, feedUrl, subscription, server } = await subscribed(worker);
    const again = await worker.ask('subscriptions.add', { feedUrl, folder: null, firstUnread: 'all' });
    expect(again).toMatchObject({ ok: false, error: { code: 'already-subscribed', feedId: subscription.feedId } });
    const known = {
      feedUrl,
      title: 'Site news',
      subscribedFeedId: subscription.feedId,
      preview: { entryCount: 3, newestTitles: ['Entry item-3', 'Entry item-2', 'Entry item-1'] },
    };
    expect(await worker.call('feeds.preview', { feedUrl })).toMatchObject(known);
    for (const typed of [feedUrl, address]) {
      expect((await worker.call('feeds.find', { address: typed })).candidates).toMatchObject([known]);
    }
    // P1: one unconditional request for each feed, however often it is looked for.
    expect(server.requests('/feed')).toHaveLength(1);
  });

  it('reads a subscribed feed that could not be read before when its local address is confirmed', async () => {
    const { server, feedUrl, host } = await site();
    const worker = await start();
    const text = `<opml version="2.0"><body><outline type="rss" xmlUrl="${feedUrl}"/></body></opml>`;
    // On a slow machine the timer would come in between.
    await worker.call('settings.set', { change: { refreshPaused: true } });
    await worker.call('opml.import', { text, firstUnread: 'all' });
    expect(await worker.ask('feeds.find', { address: feedUrl })).toMatchObject({ ok: false, error: { code: 'local-address', host } });
    expect(await worker.ask('feeds.find', { address: feedUrl, confirmLocal: true })).toMatchObject({ ok: true });
    expect((await worker.call('subscriptions.list', {})).subscriptions).toMatchObject([
      { title: 'Site news', unreadCount: 3, failure: null },
    ]);
    expect(server.requests('/feed')).toHaveLength(1);
  });

  it('does not look anew for a subscribed feed whose server wants to be left alone (P8)', async () => {
    const { server, feedUrl } = await site();
    server.on('/feed', { status: 429, headers: { 'Retry-After': '3600' } });
    const worker = await start({ addresses: [feedUrl], liftLimitsForLoopback: true });
    const [feed] = (await worker.call('subscriptions.list', {})).subscriptions;
    await worker.call('refresh.run', { scope: { kind: 'all' } });
    const found = await worker.call('feeds.find', { address: feedUrl });
    expect(found.candidates).toMatchObject([{ subscribedFeedId: feed?.feedId }]);
    expect(server.requests('/feed')).toHaveLength(1);
  });

  it('stores nothing of an address without a feed', async () => {
    const server = await serve();
    server.on('/', { body: '<title>Nothing</title>', type: 'text/html' });
    const worker = await start();
    const address = `${server.origin}/`;
    expect(await worker.ask('feeds.find', { address, confirmLocal: true })).toMatchObject({ error: { code: 'no-feed-found' } });
    const added = await worker.ask('subscriptions.add', { feedUrl: address, folder: null, firstUnread: 'all' });
    expect(added).toMatchObject({ ok: false, error: { code: 'not-a-feed' } });
    expect((await worker.call('subscriptions.list', {})).subscriptions).toEqual([]);
  });

  it('takes the address that a feed has moved to for good', async () => {
    const { server, feedUrl } = await site();
    server.on('/old', { status: 301, redirect: '/feed' });
    const worker = await start();
    const old = `${server.origin}/old`;
    const { subscription } = await worker.call('subscriptions.add', { feedUrl: old, folder: null, firstUnread: 'all', confirmLocal: true });
    expect(subscription.feedUrl).toBe(feedUrl);
    expect(await worker.ask('subscriptions.add', { feedUrl: old, folder: null, firstUnread: 'all' })).toMatchObject({
      error: { code: 'already-subscribed' },
    });
  });

  it('keeps the marked articles of a feed that is unsubscribed, and joins them to it when it comes back', async () => {
    const worker = await start();
    const { subscription, feedUrl } = await subscribed(worker);
    const { feedId } = subscription;
    const all = (await open(worker)).rows;
    await worker.call('entries.setStarred', { ids: [all[0]!.id], isStarred: true });
    await worker.call('entries.setRead', { ids: [all[1]!.id], isRead: true, cause: 'command' });
    const before = (await open(worker)).rows;
    expect(await worker.call('subscriptions.marked', { feedIds: [feedId] })).toEqual({ count: 1 });
    // As the settings say: asking is for the window.
    await worker.call('subscriptions.remove', { feedIds: [feedId] });
    expect((await open(worker)).rows).toEqual([before[0]]);
    expect(await worker.call('subscriptions.list', {})).toMatchObject({ subscriptions: [], kept: [{ feedId, entryCount: 1 }] });

    const again = await worker.call('subscriptions.add', { feedUrl, folder: null, firstUnread: 'all' });
    expect(again.subscription.feedId).toBe(feedId);
    expect((await open(worker)).rows).toEqual(before);
    await worker.call('settings.set', { change: { keepOnUnsubscribe: 'remove' } });
    await worker.call('subscriptions.remove', { feedIds: [feedId] });
    expect((await open(worker)).rows).toEqual([]);
  });

  it('takes a removed feed back with everything', async () => {
    const worker = await start();
    const { subscription } = await subscribed(worker);
    const before = await open(worker);
    await worker.call('entries.setStarred', { ids: [before.rows[0]!.id], isStarred: true });
    const removed = await worker.call('subscriptions.remove', { feedIds: [subscription.feedId], keep: false });
    expect(removed).toMatchObject({ kind: 'unsubscribe', count: 1 });
    expect((await open(worker)).total).toBe(0);
    await worker.call('changes.undo', { changeId: removed.id });
    expect((await open(worker)).rows.map(row => row.isStarred)).toEqual([true, false, false]);
  });
});

describe('what a window asks', () => {
  it('labels what a list holds, makes, merges and deletes labels, and refuses what is no such list or name', async () => {
    const worker = await start();
    await subscribed(worker);
    const { query, rows } = await open(worker);
    const [newest] = rows;
    const given = await worker.call('entries.setLabel', { target: { query }, label: { name: 'Rivers' }, isOn: true });
    expect(given).toMatchObject({ kind: 'label', count: 3 });
    await worker.call('labels.add', { name: 'Lakes' });
    const { labels } = await worker.call('subscriptions.list', {});
    expect(labels.map(({ name, color, entryCount }) => [name, color, entryCount])).toEqual([
      ['Rivers', 'blue', 3],
      ['Lakes', 'green', 0],
    ]);
    const [rivers, lakes] = labels.map(label => label.id);
    expect(await worker.ask('labels.change', { labelId: lakes!, change: { name: 'RIVERS' } })).toMatchObject({
      error: { code: 'bad-request', field: 'name' },
    });
    const merged = await worker.call('labels.merge', { labelId: rivers!, intoId: lakes! });
    expect(await worker.call('entries.get', { id: newest!.id })).toMatchObject({ labelIds: [lakes] });
    await worker.call('changes.undo', { changeId: merged.id });
    await worker.call('labels.remove', { labelId: lakes! });
    expect((await worker.call('subscriptions.list', {})).labels).toMatchObject([{ id: rivers, entryCount: 3 }]);
    const search = { ...query, scope: { kind: 'search', query: 'is:unread', order: 'newest', within: null } } as const;
    const target = { query: search, to: { sortAt: newest!.sortAt, id: newest!.id } };
    const mark = { kind: 'label', label: { id: rivers! }, isOn: false } as const;
    expect(await worker.call('entries.changeMany', { target, mark })).toMatchObject({ kind: 'unlabel', count: 1 });
    expect(await worker.call('changes.undo', { changeId: null })).toMatchObject({ kind: 'unlabel', count: 1 });
    expect(await worker.call('changes.redo', { changeId: null })).toMatchObject({ kind: 'unlabel', count: 1 });
    expect(await worker.call('entries.changeMany', { target: { query: search }, mark: { kind: 'star', isOn: true } })).toMatchObject({
      count: 3,
    });
    expect(await worker.call('changes.undo', { changeId: null })).toMatchObject({ kind: 'star', count: 3 });
    expect(await worker.ask('entries.changeMany', { target, mark: { kind: 'read' } as never })).toMatchObject({
      error: { code: 'bad-request' },
    });
    expect(await worker.ask('labels.add', { name: '  ' })).toMatchObject({ error: { code: 'bad-request' } });
    expect(await worker.ask('labels.remove', { labelId: 99 })).toMatchObject({ error: { code: 'bad-request' } });
    await worker.call('entries.setLater', { ids: [newest!.id], isLater: true });
    expect((await worker.call('subscriptions.list', {})).counts.later).toBe(1);
  });

  it('reads, stars, marks all read and takes each back, telling every window', async () => {
    const worker = await start();
    await subscribed(worker);
    const { query, rows } = await open(worker);
    const [newest] = rows;
    const changed = worker.event('entries.stateChanged');
    const counted = worker.event('subscriptions.changed', ({ unread }) => unread === 2);
    await worker.call('entries.setRead', { ids: [newest!.id], isRead: true, cause: 'opening' });
    expect(await counted).toEqual({ unread: 2, countsOnly: true });
    const { subscriptions, labels, counts } = await worker.call('subscriptions.list', {});
    expect(await worker.call('subscriptions.counts', {})).toEqual({ feeds: [[subscriptions[0]!.feedId, 2]], labels, counts });
    expect(await changed).toEqual({ changes: [{ id: newest!.id, isRead: true, isStarred: false, isLater: false, labelIds: [] }] });
    expect(await worker.call('entries.get', { id: newest!.id })).toMatchObject({
      title: 'Entry item-3',
      contentHtml: 'About item-3',
      isRead: true,
    });

    const many = worker.event('entries.stateChanged', ({ changes }) => changes === null);
    expect(await worker.call('entries.markAllRead', { query })).toMatchObject({ kind: 'mark-all-read', count: 2 });
    await many;
    expect((await worker.call('subscriptions.list', {})).counts.unread).toBe(0);
    expect(await worker.call('changes.undo', { changeId: null })).toMatchObject({ count: 2 });
    expect((await worker.call('subscriptions.list', {})).counts.unread).toBe(2);
    expect(await worker.ask('entries.get', { id: 999 })).toMatchObject({ error: { code: 'not-found-here' } });
  });

  it('keeps settings and notes over a restart', async () => {
    const profileDir = newProfileDir();
    const first = await start({ profileDir });
    await first.call('settings.set', { change: { theme: 'dark', pace: { kind: 'every', minutes: 120 } } });
    await first.call('window.setNotes', { notes: { view: 'all', widths: [200, 300] } });
    await first.stop();
    const second = await start({ profileDir });
    expect(await second.call('settings.get', {})).toMatchObject({
      theme: 'dark',
      pace: { kind: 'every', minutes: 120 },
      showPictures: true,
    });
    expect(await second.call('window.notes', {})).toEqual({ view: 'all', widths: [200, 300] });
  });

  it('imports a list, fetches its feeds by the timer, and exports it again', async () => {
    const { server, feedUrl } = await site();
    const worker = await start({ liftLimitsForLoopback: true, intervalMs: 200, addresses: [`${server.origin}/confirmed`] });
    const text = `<opml version="2.0"><body><outline text="Daily"><outline text="Mine" xmlUrl="${feedUrl}"/></outline><outline text="Odd" xmlUrl="file:///etc/passwd"/></body></opml>`;
    const arrived = worker.event('entries.arrived');
    const report = await worker.call('opml.import', { text, firstUnread: 'all' });
    expect(report).toMatchObject({ added: 1, alreadySubscribed: 0, foldersAdded: 1, skipped: [{ line: 1, text: 'Odd' }] });
    await arrived;
    expect(await worker.call('opml.import', { text, firstUnread: 'all' })).toMatchObject({ added: 0, alreadySubscribed: 1 });
    const exported = await worker.call('opml.export', {});
    expect(exported.feeds).toBe(2);
    expect(exported.text).toContain(feedUrl);
    expect(await worker.ask('opml.import', { text: 'no list', firstUnread: 'all' })).toMatchObject({ error: { code: 'bad-opml' } });
  });

  it('shows what a list holds before anything is stored or fetched, and imports what was picked', async () => {
    const { server } = await site();
    const worker = await start();
    const address = (path: string) => `${server.origin}/${path}`;
    const text = [address('a'), address('b'), address('a#again'), 'some words', address('c')].join('\n');
    expect(await worker.call('opml.preview', { text })).toMatchObject({
      format: 'addresses',
      feeds: [{ feedUrl: address('a'), isSubscribed: false }, { feedUrl: address('b') }, { feedUrl: address('c'), line: 5 }],
      total: 3,
      duplicates: 1,
      skipped: [{ line: 3 }, { line: 4, text: 'some words' }],
    });
    expect((await worker.call('subscriptions.list', {})).subscriptions).toEqual([]);
    const report = await worker.call('opml.import', { text, firstUnread: 'none', chosen: [0, 2] });
    expect(report).toMatchObject({ added: 2, change: { kind: 'import', count: 2 } });
    expect(await worker.call('opml.preview', { text })).toMatchObject({
      alreadySubscribed: 2,
      feeds: [{ isSubscribed: true }, { isSubscribed: false }, { isSubscribed: true }],
    });
    expect(await worker.call('changes.undo', { changeId: report.change.id })).toMatchObject({ kind: 'import' });
    expect((await worker.call('subscriptions.list', {})).subscriptions).toEqual([]);
    expect(server.log).toEqual([]);
  });

  it('never takes a list for the user’s word about an address on this computer', async () => {
    const { server, feedUrl } = await site();
    const worker = await start();
    await worker.call('opml.import', { text: feedUrl, firstUnread: 'all' });
    const { failures } = await worker.call('refresh.run', { scope: { kind: 'all' } });
    expect(failures).toMatchObject([{ code: 'private-address' }]);
    expect(server.log).toEqual([]);
  });

  it('exports a folder, or some feeds, and keys only when they are wanted', async () => {
    const worker = await start();
    const text = `<opml><body><outline text="Sea"><outline text="Deep"><outline xmlUrl="https://a.example/?token=abc"/></outline></outline>
      <outline text="B" xmlUrl="https://b.example/"/></body></opml>`;
    await worker.call('opml.import', { text, firstUnread: 'all' });
    const { folders, subscriptions } = await worker.call('subscriptions.list', {});
    const folderId = folders.find(({ title }) => title === 'Sea')?.id ?? 0;
    const folder = await worker.call('opml.export', { scope: { kind: 'folder', folderId } });
    expect(folder).toMatchObject({ feeds: 1, secrets: 1, text: expect.stringContaining('token=***') });
    expect(folder.text).not.toContain('b.example');
    const kept = await worker.call('opml.export', { withSecrets: true });
    expect(kept).toMatchObject({ feeds: 2, secrets: 1, text: expect.stringContaining('token=abc') });
    const feedIds = subscriptions.filter(({ title }) => title === 'B').map(({ feedId }) => feedId);
    expect((await worker.call('opml.export', { scope: { kind: 'feeds', feedIds } })).text).not.toContain('outline text="Sea"');
    expect(await worker.ask('opml.export', { scope: { kind: 'folder', folderId: 99 } })).toMatchObject({
      error: { code: 'not-found-here' },
    });
  });

  it('hands out pictures of a feed and its icon, checked by their bytes, and none when pictures are off', async () => {
    const worker = await start();
    const { server, address } = await site();
    const feedUrl = `${server.origin}/feed`;
    server.on('/a.png', { body: png, type: 'text/html' });
    server.on('/b.png', { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/png' });
    server.on('/favicon.ico', { body: png, type: 'image/x-icon' });
    server.on('/feed', {
      body: rssDocument('Site news', rssItems(1)).replace(siteUrl, address),
      type,
    });
    const iconThere = worker.event('subscriptions.changed');
    const { subscription } = await worker.call('subscriptions.add', { feedUrl, folder: null, firstUnread: 'all', confirmLocal: true });
    const { feedId } = subscription;
    await iconThere;
    const picture = await worker.call('pictures.get', { feedId, url: `${server.origin}/a.png` });
    expect(picture).toMatchObject({ type: 'image/png' });
    expect(Buffer.from(picture.bytes).equals(png)).toBe(true);
    for (const url of [
      `${server.origin}/b.png`,
      `${server.origin}/missing.png`,
      'http://127.0.0.1:9/x.png',
      'file:///etc/passwd',
      'http://[::1]:1/x',
    ]) {
      expect(await worker.ask('pictures.get', { feedId, url }), url).toMatchObject({ error: { code: 'picture-refused' } });
    }
    await server.waitForRequests('/favicon.ico', 1);
    while (!(await worker.ask('icons.get', { feedId })).ok) await worker.event('subscriptions.changed');
    expect((await worker.call('subscriptions.list', {})).subscriptions[0]?.iconVersion).toEqual(expect.any(Number));

    await worker.call('settings.set', { change: { showPictures: false } });
    expect(await worker.ask('pictures.get', { feedId, url: `${server.origin}/a.png` })).toMatchObject({
      error: { code: 'picture-refused' },
    });
  });
});
