import { describe, expect, it } from 'vitest';
import type { FeedServer } from '../helpers/feed-server.ts';
import { rssDocument, rssItems } from '../helpers/rss-document.ts';
import { createWorkerFixture } from '../helpers/worker-fixture.ts';
import type { WorkerProcess } from '../helpers/worker-process.ts';

const { start, serve } = createWorkerFixture();
const type = 'application/rss+xml';
const html = 'text/html';
const lifted = { liftLimitsForLoopback: true } as const;
const page = (...hrefs: readonly string[]) =>
  `<!doctype html><html><head>${hrefs.map(href => `<link rel="alternate" type="${type}" href="${href}">`).join('')}</head>`;

async function subscribed(worker: WorkerProcess) {
  const server = await serve();
  server.on('/feed', { body: rssDocument('Site news', rssItems(3)), type, etag: '"1"' });
  const feedUrl = `${server.origin}/feed`;
  const added = await worker.call('subscriptions.add', { feedUrl, folder: null, firstUnread: 'all', confirmLocal: true });
  return { server, feedUrl, feedId: added.subscription.feedId };
}

async function failWith(worker: WorkerProcess, server: FeedServer, script: Parameters<FeedServer['on']>[1]) {
  server.on('/feed', script);
  await worker.call('refresh.run', { scope: { kind: 'all' }, force: true });
}

const feedOf = async (worker: WorkerProcess) => (await worker.call('subscriptions.list', {})).subscriptions[0];

describe('a feed that fails', () => {
  it('is repaired from a page that came instead: one request for the new address, and back again by undo', async () => {
    const worker = await start(lifted);
    const { server, feedId, feedUrl } = await subscribed(worker);
    const newUrl = `${server.origin}/new`;
    server.on('/new', { body: rssDocument('Site news', rssItems(4)), type, etag: '"new"' });
    await failWith(worker, server, { body: page('/new'), type: html });
    expect((await feedOf(worker))?.failure).toMatchObject({ code: 'not-a-feed' });
    const before = server.log.length;
    const { repairs, search } = await worker.call('feeds.diagnose', { feedId });
    expect(search).toBeNull();
    expect(repairs[0]).toMatchObject({ kind: 'use-address', feedUrl: newUrl, match: 'unread' });
    expect(server.log.length).toBe(before);

    const arrived = worker.event('entries.arrived');
    const change = await worker.call('subscriptions.changeAddress', { feedId, feedUrl: newUrl });
    expect(change).toMatchObject({ kind: 'change-address', count: 1 });
    expect(await arrived).toMatchObject({ feedIds: [feedId], added: 1 });
    expect(await feedOf(worker)).toMatchObject({ feedUrl: newUrl, failure: null, unreadCount: 4 });
    expect(server.requests('/new')).toHaveLength(1);
    // P1: conditional from then on.
    await worker.call('refresh.run', { scope: { kind: 'all' }, force: true });
    expect(server.requests('/new').map(({ headers }) => headers['if-none-match'] ?? null)).toEqual([null, '"new"']);

    expect(await worker.call('changes.undo', { changeId: null })).toMatchObject({ kind: 'change-address', count: 1 });
    expect(await feedOf(worker)).toMatchObject({ feedUrl, failure: { code: 'not-a-feed' }, unreadCount: 4 });
  });

  it('is found again by its site’s page with two requests, and the answer read is the one stored', async () => {
    const worker = await start(lifted);
    const { server, feedId } = await subscribed(worker);
    server.on('/', { body: page('/feed', '/new'), type: html });
    server.on('/new', { body: rssDocument('Site news', rssItems(3)), type });
    await failWith(worker, server, { status: 410 });
    // The feed's own word for its site is an address that nobody has confirmed here.
    const searched = await worker.call('feeds.diagnose', { feedId, search: true });
    expect(searched.search).toMatchObject({ outcome: 'unreadable', address: 'http://127.0.0.1/' });
    expect(server.requests('/')).toHaveLength(0);
  });

  it('keeps its address when nothing that is a feed answers at the other, or another feed has it', async () => {
    const worker = await start(lifted);
    const { server, feedId, feedUrl } = await subscribed(worker);
    const other = `${server.origin}/other`;
    server.on('/page', { body: page(), type: html });
    server.on('/other', { body: rssDocument('Other', rssItems(1, 'o')), type });
    const added = await worker.call('subscriptions.add', { feedUrl: other, folder: null, firstUnread: 'all' });
    const change = (url: string) => worker.ask('subscriptions.changeAddress', { feedId, feedUrl: url });
    expect(await change(`${server.origin}/page`)).toMatchObject({ ok: false, error: { code: 'not-a-feed' } });
    expect(await change(`${server.origin}/nothing`)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await change('no address')).toMatchObject({ ok: false, error: { code: 'bad-address' } });
    expect(await change(other)).toMatchObject({ ok: false, error: { code: 'already-subscribed', feedId: added.subscription.feedId } });
    expect(await feedOf(worker)).toMatchObject({ feedUrl });
  });

  it('goes to a local address only after the user’s word for that host and port', async () => {
    const worker = await start(lifted);
    const { feedId } = await subscribed(worker);
    const nearby = await serve();
    nearby.on('/feed', { body: rssDocument('Site news', rssItems(3)), type });
    const feedUrl = `${nearby.origin}/feed`;
    const asked = await worker.ask('subscriptions.changeAddress', { feedId, feedUrl });
    expect(asked).toMatchObject({ error: { code: 'local-address', host: `127.0.0.1:${nearby.port}` } });
    expect(nearby.log).toEqual([]);
    expect(await worker.ask('subscriptions.changeAddress', { feedId, feedUrl, confirmLocal: true })).toMatchObject({ ok: true });
  });

  it('tells until when its server wants to be left alone, and is not searched for before', async () => {
    const worker = await start(lifted);
    const { server, feedId } = await subscribed(worker);
    await failWith(worker, server, { status: 429, headers: { 'retry-after': '3600' } });
    const before = server.log.length;
    const { repairs, search } = await worker.call('feeds.diagnose', { feedId, search: true });
    expect(search).toBeNull();
    expect(repairs.slice(0, 2)).toMatchObject([
      { kind: 'wait', until: expect.any(Number) },
      { kind: 'try-again', notBefore: expect.any(Number) },
    ]);
    expect(server.log.length).toBe(before);
  });

  it('that was never allowed on this computer is allowed by one word', async () => {
    const server = await serve();
    server.on('/feed', { body: rssDocument('Near', rssItems(2)), type });
    const feedUrl = `${server.origin}/feed`;
    const worker = await start();
    await worker.call('opml.import', { text: `<opml><body><outline xmlUrl="${feedUrl}"/></body></opml>`, firstUnread: 'all' });
    await worker.call('refresh.run', { scope: { kind: 'all' } });
    const feed = await feedOf(worker);
    expect(feed?.failure).toMatchObject({ code: 'private-address' });
    const { repairs } = await worker.call('feeds.diagnose', { feedId: feed?.feedId ?? 0 });
    expect(repairs[0]).toEqual({ kind: 'allow-host', host: `127.0.0.1:${server.port}` });
    await worker.call('feeds.preview', { feedUrl, confirmLocal: true });
    expect(await feedOf(worker)).toMatchObject({ failure: null, unreadCount: 2 });
  });

  it('has no repairs when it is well, and none when it is not there', async () => {
    const worker = await start(lifted);
    const { feedId } = await subscribed(worker);
    expect(await worker.call('feeds.diagnose', { feedId })).toEqual({ feedId, repairs: [], search: null });
    expect(await worker.ask('feeds.diagnose', { feedId: 99 })).toMatchObject({ error: { code: 'not-found-here' } });
  });
});
