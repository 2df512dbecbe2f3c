import { describe, expect, it } from 'vitest';
import { rssDocument, rssItems } from '../helpers/rss-document.ts';
import { createWorkerFixture } from '../helpers/worker-fixture.ts';
import { newProfileDir } from '../helpers/worker-process.ts';

const { start, serve } = createWorkerFixture();
const type = 'application/rss+xml';
const all = { scope: { kind: 'all' } } as const;
const everything = { view: { scope: { kind: 'all' }, onlyUnread: false, order: 'newest' }, anchorId: null, limit: 100 } as const;
/** Limits lifted and no timer: the test decides when something is asked. */
const lifted = { liftLimitsForLoopback: true, mode: 'batch' } as const;

describe('a refresh', () => {
  it('brings new entries and tells of them by events', async () => {
    const server = await serve();
    server.on('/feed', [
      { body: rssDocument('News', rssItems(2)), type },
      { body: rssDocument('News', rssItems(5)), type },
    ]);
    const worker = await start({ ...lifted, addresses: [`${server.origin}/feed`] });
    expect(await worker.call('refresh.run', all)).toMatchObject({ tried: 1, changed: 1, newEntries: 2, failed: 0, refused: [] });

    const heard = Promise.all([
      worker.event('entries.arrived'),
      worker.event('subscriptions.changed', ({ unread }) => unread === 5),
      worker.event('refresh.progress', ({ isRunning }) => !isRunning),
      worker.event('refresh.news'),
    ]);
    expect(await worker.call('refresh.run', { ...all, force: true })).toMatchObject({ changed: 1, newEntries: 3 });
    const [arrived, , progress, news] = await heard;
    expect(arrived).toEqual({ feedIds: [1], added: 3 });
    expect(progress).toMatchObject({ total: 1, done: 1, failed: 0, newEntries: 3, currentHosts: [], finishedAt: expect.any(Number) });
    expect(news.total).toBe(3);
    expect(news.newest.map(({ title, feedTitle }) => [title, feedTitle])).toEqual([
      ['Entry item-5', 'News'],
      ['Entry item-4', 'News'],
      ['Entry item-3', 'News'],
    ]);
    expect((await worker.call('entries.open', everything)).total).toBe(5);
  });

  it('announces no news of a first fetch', async () => {
    const server = await serve();
    server.on('/feed', { body: rssDocument('News', rssItems(3)), type });
    const worker = await start({ ...lifted, addresses: [`${server.origin}/feed`] });
    await worker.call('refresh.run', all);
    await worker.stop();
    const names = worker.messages.flatMap(message => (message.kind === 'event' ? [message.event.name] : []));
    expect(names).toContain('entries.arrived');
    expect(names).not.toContain('refresh.news');
  });

  it('asks once without validators, then always with them, byte for byte, also after a restart (P1–P3)', async () => {
    const server = await serve();
    const etag = 'W/"odd, \'tag\'"';
    const lastModified = 'Wed, 31 Dec 2025 25:61:00 MEST';
    server.on('/feed', { body: rssDocument('Tagged', rssItems(1)), type, etag, lastModified });
    const profileDir = newProfileDir();
    const first = await start({ ...lifted, profileDir, addresses: [`${server.origin}/feed`] });
    await first.call('refresh.run', all);
    expect(await first.call('refresh.run', { ...all, force: true })).toMatchObject({ unchanged: 1 });
    await first.stop();
    const second = await start({ ...lifted, profileDir });
    expect(await second.call('refresh.run', { ...all, force: true })).toMatchObject({ unchanged: 1 });
    const sent = server.requests('/feed').map(({ headers }) => [headers['if-none-match'], headers['if-modified-since']]);
    expect(sent).toEqual([
      [undefined, undefined],
      [etag, lastModified],
      [etag, lastModified],
    ]);
  });

  it('stores new validators also when the body is the same (P3)', async () => {
    const server = await serve();
    const body = rssDocument('Same', rssItems(1));
    server.on('/feed', [
      { body, type, headers: { ETag: '"1"' } },
      { body, type, headers: { ETag: '"2"' } },
      { body, type, headers: { ETag: '"3"' } },
    ]);
    const worker = await start({ ...lifted, addresses: [`${server.origin}/feed`] });
    await worker.call('refresh.run', all);
    expect(await worker.call('refresh.run', { ...all, force: true })).toMatchObject({ unchanged: 1, changed: 0 });
    await worker.call('refresh.run', { ...all, force: true });
    expect(server.requests('/feed').map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"2"']);
  });

  it('is not stopped by bad feeds, each of which keeps its failure in words', async () => {
    const server = await serve();
    const bodies = {
      '/good': { body: rssDocument('Good', rssItems(2)), type },
      '/broken': { status: 500, body: 'oops' },
      '/gone': { status: 410 },
      '/page': { body: '<html><body>no feed</body></html>', type: 'text/html' },
      '/reset': { fault: 'reset' },
    } as const;
    for (const [path, script] of Object.entries(bodies)) server.on(path, script);
    const addresses = [...Object.keys(bodies).map(path => `${server.origin}${path}`), 'http://127.0.0.1:9/closed'];
    const worker = await start({ ...lifted, addresses });
    const summary = await worker.call('refresh.run', all);
    expect(summary).toMatchObject({ tried: 6, changed: 1, failed: 5, newEntries: 2 });
    const { subscriptions } = await worker.call('subscriptions.list', {});
    const failures = Object.fromEntries(subscriptions.map(({ feedUrl, failure }) => [new URL(feedUrl).pathname, failure]));
    expect(failures['/good']).toBeNull();
    for (const path of ['/broken', '/gone', '/page', '/reset', '/closed']) {
      expect(failures[path], path).toMatchObject({ count: 1, message: expect.stringMatching(/\w.*[.]/) });
    }
    expect([failures['/broken']?.code, failures['/gone']?.code, failures['/page']?.code]).toEqual(['server-error', 'gone', 'not-a-feed']);
    expect(await worker.call('worker.status', {})).toMatchObject({ errorsInWork: 0 });
  });

  it('keeps stored entries when a feed fails, shrinks or becomes a page (R12)', async () => {
    const server = await serve();
    server.on('/feed', [
      { body: rssDocument('Kept', rssItems(3)), type },
      { status: 404 },
      { body: '<html>parked</html>', type: 'text/html' },
      { body: rssDocument('Kept', []), type },
      { body: rssDocument('Kept', rssItems(1)), type },
    ]);
    const worker = await start({ ...lifted, addresses: [`${server.origin}/feed`] });
    for (let turn = 0; turn < 5; turn += 1) await worker.call('refresh.run', { ...all, force: true });
    expect(server.requests('/feed')).toHaveLength(5);
    expect((await worker.call('entries.open', everything)).total).toBe(3);
  });

  it('settles at once when it is cancelled, by the call or by refresh.cancel', async () => {
    const server = await serve();
    server.on('/slow', { fault: 'silent' });
    const worker = await start({ ...lifted, addresses: [`${server.origin}/slow`] });
    const controller = new AbortController();
    const byCall = worker.call('refresh.run', all, controller.signal);
    await server.waitForRequests('/slow', 1);
    controller.abort();
    expect(await byCall).toMatchObject({ wasCancelled: true, tried: 0, failed: 0 });
    await server.waitForQuiet();

    const byMethod = worker.call('refresh.run', all);
    await server.waitForRequests('/slow', 2);
    expect(await worker.call('refresh.state', {})).toMatchObject({
      isRunning: true,
      total: 1,
      done: 0,
      currentHosts: [new URL(server.origin).host],
    });
    await worker.call('refresh.cancel', {});
    expect(await byMethod).toMatchObject({ wasCancelled: true });
    expect(await worker.call('refresh.state', {})).toMatchObject({ isRunning: false, finishedAt: null });
    const { subscriptions } = await worker.call('subscriptions.list', {});
    expect(subscriptions[0]).toMatchObject({ failure: null, checkedAt: null });
  });

  it('says that a feed is not there any more', async () => {
    const worker = await start(lifted);
    expect(await worker.ask('refresh.run', { scope: { kind: 'feed', feedId: 77 } })).toMatchObject({ error: { code: 'not-found-here' } });
  });
});

describe('politeness towards servers', () => {
  it('makes one request of a storm of clicks (P5)', async () => {
    const server = await serve();
    server.on('/feed', { body: rssDocument('Calm', rssItems(1)), type, delayMs: 100 });
    const worker = await start({ mode: 'batch' });
    const { subscription } = await worker.call('subscriptions.add', {
      feedUrl: `${server.origin}/feed`,
      folder: null,
      firstUnread: 'all',
      confirmLocal: true,
    });
    const clicks = Array.from({ length: 30 }, (_, click) =>
      worker.call('refresh.run', { scope: { kind: 'feed', feedId: subscription.feedId }, force: click % 2 === 0 }),
    );
    for (const summary of await Promise.all(clicks)) {
      expect(summary).toMatchObject({ tried: 0, refused: [{ feedId: subscription.feedId, reason: 'checked-recently' }] });
    }
    expect(server.requests('/feed')).toHaveLength(1);
  });

  it('joins clicks on a feed that is being asked', async () => {
    const server = await serve();
    server.on('/feed', { body: rssDocument('Calm', rssItems(1)), type, delayMs: 300 });
    const worker = await start({ ...lifted, addresses: [`${server.origin}/feed`] });
    const clicks = Array.from({ length: 10 }, () => worker.call('refresh.run', all));
    for (const summary of await Promise.all(clicks)) expect(summary).toMatchObject({ tried: 1, changed: 1, newEntries: 1 });
    expect(server.requests('/feed')).toHaveLength(1);
  });

  it('obeys Retry-After for the feed and, when several of one host get it, for the host, also after a restart (P8)', async () => {
    const server = await serve();
    const busy = { status: 429, headers: { 'Retry-After': '3600' } };
    server.on('/a', busy);
    server.on('/b', busy);
    server.on('/c', { body: rssDocument('C', rssItems(1)), type });
    const other = await serve({ address: '127.0.0.2' });
    other.on('/d', { status: 503, headers: { 'Retry-After': new Date(Date.now() + 1_800_000).toUTCString() } });
    other.on('/e', { body: rssDocument('E', rssItems(1)), type });
    const profileDir = newProfileDir();
    const addresses = ['/a', '/b', '/c'].map(path => `${server.origin}${path}`).concat(`${other.origin}/d`, `${other.origin}/e`);
    const first = await start({ ...lifted, profileDir, addresses });
    expect(await first.call('refresh.run', all)).toMatchObject({ tried: 5, changed: 2, failed: 3 });
    const again = await first.call('refresh.run', { ...all, force: true });
    await first.stop();
    const second = await start({ ...lifted, profileDir });
    const afterRestart = await second.call('refresh.run', { ...all, force: true });
    for (const summary of [again, afterRestart]) {
      expect(summary.tried).toBe(1);
      expect(summary.refused.map(({ feedId, reason }) => [feedId, reason])).toEqual([1, 2, 3, 4].map(feedId => [feedId, 'asked-to-wait']));
      for (const { until } of summary.refused) expect(until).toBeGreaterThan(Date.now() + 1_500_000);
    }
    for (const path of ['/a', '/b', '/c']) expect(server.requests(path), path).toHaveLength(1);
    expect(other.requests('/d')).toHaveLength(1);
    expect(other.requests('/e')).toHaveLength(3);
  });

  it('does not ask again after a restart what was asked just now (P4)', async () => {
    const server = await serve();
    server.on('/feed', { body: rssDocument('Calm', rssItems(1)), type, etag: '"1"' });
    const profileDir = newProfileDir();
    const first = await start({ profileDir });
    const { subscription } = await first.call('subscriptions.add', {
      feedUrl: `${server.origin}/feed`,
      folder: null,
      firstUnread: 'all',
      confirmLocal: true,
    });
    expect(subscription.plan?.at).toBeGreaterThan(Date.now() + 59 * 60_000);
    await first.stop();
    for (let restart = 0; restart < 3; restart += 1) {
      const worker = await start({ profileDir });
      expect((await worker.call('worker.status', {})).nextTickAt).toBe(subscription.plan?.at);
      await worker.stop();
    }
    expect(server.requests('/feed')).toHaveLength(1);
  });

  it('lets the timer ask loopback feeds every moment only when limits are lifted', async () => {
    const server = await serve();
    server.on('/feed', { body: () => rssDocument('Quick', rssItems(1)), type });
    const worker = await start({ addresses: [`${server.origin}/feed`], intervalMs: 100, liftLimitsForLoopback: true });
    await server.waitForRequests('/feed', 5);
    const tick = await worker.event('worker.tick');
    expect(tick).toMatchObject({ due: 1, failedByUs: false, nextTickAt: expect.any(Number) });
    expect((await worker.call('worker.status', {})).ticks).toBeGreaterThanOrEqual(4);
  });
});
