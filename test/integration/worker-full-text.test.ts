import { describe, expect, it } from 'vitest';
import type { FullText } from '../../worker/protocol/entries.ts';
import type { FeedServer } from '../helpers/feed-server.ts';
import { createWorkerFixture } from '../helpers/worker-fixture.ts';
import type { WorkerProcess } from '../helpers/worker-process.ts';

const { start, serve } = createWorkerFixture();
const lifted = { liftLimitsForLoopback: true, mode: 'batch' } as const;
const all = { scope: { kind: 'all' } } as const;
const newest = { view: { scope: { kind: 'all' }, onlyUnread: false, order: 'newest' }, anchorId: null, limit: 100 } as const;
const sentence = 'The heron stands where the mill race meets the river, and waits. ';
const page = `<html lang="en-IE"><head><title>Heron</title></head><body><nav><a href="/">Home</a></nav>
  <article><h1>Heron</h1><p>${sentence.repeat(6)}</p><p>${sentence.repeat(6)}<a href="more">More</a></p></article></body></html>`;
const type = 'text/html; charset=utf-8';

function feed(links: readonly string[]): string {
  const items = links.map(
    (link, index) =>
      `<item><guid isPermaLink="false">${index}</guid><title>Article ${index}</title><link>${link}</link><description>Only a beginning</description>
       <pubDate>${new Date(Date.now() - (index + 1) * 3_600_000).toUTCString()}</pubDate></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>River</title><link>http://127.0.0.1/</link>${items.join('')}</channel></rss>`;
}

async function subscribed(server: FeedServer, links: readonly string[]): Promise<{ worker: WorkerProcess; ids: readonly number[] }> {
  server.on('/feed', { body: feed(links), type: 'application/rss+xml' });
  const worker = await start({ ...lifted, addresses: [`${server.origin}/feed`] });
  await worker.call('refresh.run', all);
  const { rows } = await worker.call('entries.open', newest);
  return { worker, ids: rows.map(({ id }) => id) };
}

async function failureAt(script: Parameters<FeedServer['on']>[1], path = '/page'): Promise<FullText> {
  const server = await serve();
  server.on('/page', script);
  const { worker, ids } = await subscribed(server, [path.startsWith('http') ? path : `${server.origin}${path}`]);
  return worker.call('entries.fetchFullText', { id: ids[0] ?? 0, asker: 'test' });
}

describe('the full text of an article', () => {
  it('is fetched from its page, kept beside what the feed gives, and found by search', async () => {
    const server = await serve();
    server.on('/page', { body: page, type });
    const { worker, ids } = await subscribed(server, [`${server.origin}/page`]);
    const [id = 0] = ids;
    const found = await worker.call('entries.fetchFullText', { id, asker: 'test' });
    expect(found).toMatchObject({ kind: 'there', language: 'en-IE', baseUrl: `${server.origin}/page` });
    await worker.call('entries.showFullText', { id, isShown: true });
    const detail = await worker.call('entries.get', { id });
    expect(detail.contentHtml).toContain('Only a beginning');
    expect(detail).toMatchObject({ showsFullText: true, fullText: { kind: 'there', html: expect.stringContaining('The heron stands') } });
    expect(detail.fullText).toMatchObject({ html: expect.not.stringContaining('Home') });
    const search = { ...newest.view, scope: { kind: 'search', query: 'heron', order: 'newest', within: null } } as const;
    await expect
      .poll(async () => (await worker.call('entries.open', { ...newest, view: search })).total, { timeout: 10_000, interval: 50 })
      .toBe(1);
    await worker.call('entries.showFullText', { id, isShown: false });
    expect(await worker.call('entries.get', { id })).toMatchObject({ showsFullText: false, fullText: { kind: 'there' } });
  });

  it('asks for a page as a browser would, and without a login or a referrer', async () => {
    const server = await serve();
    server.on('/page', { body: page, type });
    const { worker, ids } = await subscribed(server, [`${server.origin}/page`]);
    await worker.call('feeds.setAccess', { feedId: 1, login: { username: 'reader', password: 'secret' }, headers: { 'X-Key': 'secret' } });
    await worker.call('entries.fetchFullText', { id: ids[0] ?? 0, asker: 'test' });
    const [asked] = server.requests('/page');
    expect(asked?.headers['accept']).toMatch(/^text\/html/);
    for (const name of ['authorization', 'cookie', 'referer', 'x-key']) expect(asked?.headers[name]).toBeUndefined();
  });

  it('says why when a page cannot be had or read', async () => {
    const server = await serve();
    const cases = [
      [{ status: 401 }, /login for this page \(401\)/],
      [{ status: 403 }, /\(403\).*subscribers/],
      [{ status: 402 }, /paid for this page \(402\)/],
      [{ status: 404 }, /no such page any more \(404\)/],
      [{ body: '%PDF-1.7', type: 'application/pdf' }, /a file \(application\/pdf\)/],
      [{ body: '<form><input type="password"></form>', type }, /No article text was found/],
      [{ body: '<div>'.repeat(100_000), type }, /too large or too tangled/],
    ] as const;
    for (const [index, [script]] of cases.entries()) server.on(`/${index}`, script);
    const { worker, ids } = await subscribed(
      server,
      cases.map((_, index) => `${server.origin}/${index}`),
    );
    for (const [index, [, words]] of cases.entries()) {
      const found = await worker.call('entries.fetchFullText', { id: ids[index] ?? 0, asker: 'test' });
      expect(found).toMatchObject({ kind: 'failed', message: expect.stringMatching(words) });
    }
  });

  it('is not fetched from a local address that nobody has confirmed, nor by way of a redirect to one', async () => {
    const other = await serve();
    other.on('/page', { body: page, type });
    expect(await failureAt({}, `${other.origin}/page`)).toMatchObject({ kind: 'failed', message: expect.stringMatching(/own network/) });
    expect(await failureAt({ redirect: `${other.origin}/page` })).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/own network/),
    });
    expect(other.log).toEqual([]);
  });

  it('stays when it cannot be had again', async () => {
    const server = await serve();
    server.on('/page', [{ body: page, type }, { status: 500 }]);
    const { worker, ids } = await subscribed(server, [`${server.origin}/page`]);
    const [id = 0] = ids;
    await worker.call('entries.fetchFullText', { id, asker: 'test' });
    expect(await worker.call('entries.fetchFullText', { id, asker: 'test' })).toMatchObject({ kind: 'failed' });
    expect(await worker.call('entries.get', { id })).toMatchObject({ fullText: { kind: 'there' } });
  });

  it('is given up when it is called off', async () => {
    const server = await serve();
    server.on('/page', { fault: 'silent' });
    const { worker, ids } = await subscribed(server, [`${server.origin}/page`]);
    const asking = worker.ask('entries.fetchFullText', { id: ids[0] ?? 0, asker: 'test' });
    await server.waitForRequests('/page', 1);
    await worker.call('entries.stopFullText', { asker: 'test' });
    expect(await asking).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await worker.call('entries.get', { id: ids[0] ?? 0 })).toMatchObject({ fullText: null });
  });
});

describe('the full text as a feed’s default', () => {
  it('is fetched ahead for new articles, and can be taken back', async () => {
    const server = await serve();
    server.on('/a', { body: page, type });
    server.on('/b', { body: page, type });
    server.on('/feed', [{ body: feed([]), type: 'application/rss+xml' }]);
    const worker = await start({ ...lifted, addresses: [`${server.origin}/feed`] });
    await worker.call('refresh.run', all);
    const { id } = await worker.call('subscriptions.change', { feedIds: [1], change: { fullText: true } });
    expect((await worker.call('subscriptions.list', {})).subscriptions[0]?.fullText).toBe(true);
    server.on('/feed', { body: feed([`${server.origin}/a`, `${server.origin}/b`]), type: 'application/rss+xml' });
    await worker.call('refresh.run', { ...all, force: true });
    await server.waitForRequests('/a', 1);
    await server.waitForRequests('/b', 1);
    const { rows } = await worker.call('entries.open', newest);
    for (const row of rows) {
      await expect
        .poll(() => worker.call('entries.get', { id: row.id }), { timeout: 10_000, interval: 50 })
        .toMatchObject({ showsFullText: true, fullText: { kind: 'there' } });
    }
    await worker.call('refresh.run', { ...all, force: true });
    expect(server.requests('/a')).toHaveLength(1);
    await worker.call('changes.undo', { changeId: id });
    expect(await worker.call('entries.get', { id: rows[0]?.id ?? 0 })).toMatchObject({ showsFullText: false });
  });

  it('comes from the folder where the feed has no word of its own', async () => {
    const server = await serve();
    const { worker, ids } = await subscribed(server, [`${server.origin}/page`]);
    await worker.call('subscriptions.change', { feedIds: [1], change: { folder: { title: 'Birds' } } });
    const [folder] = (await worker.call('subscriptions.list', {})).folders;
    await worker.call('folders.change', { folderId: folder?.id ?? 0, change: { fullText: true } });
    expect(await worker.call('entries.get', { id: ids[0] ?? 0 })).toMatchObject({ showsFullText: true });
    await worker.call('subscriptions.change', { feedIds: [1], change: { fullText: false } });
    expect(await worker.call('entries.get', { id: ids[0] ?? 0 })).toMatchObject({ showsFullText: false });
  });
});
