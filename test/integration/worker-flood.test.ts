import { expect, it } from 'vitest';
import { rssDocument, rssItems } from '../helpers/rss-document.ts';
import { createWorkerFixture } from '../helpers/worker-fixture.ts';

const { start, serve } = createWorkerFixture();
const type = 'application/rss+xml';
const all = { scope: { kind: 'all' }, force: true } as const;
/** Read to its limit, or given up after two seconds on a machine that has much else to do. */
const refusals = expect.stringMatching(/^(?:too-large|quarantined)$/);
const old = Date.now() - 8 * 24 * 3_600_000;
/** All but the last hundred are of the last hour. */
const wave = (count: number) =>
  rssDocument(
    'Wave',
    rssItems(count).map((item, index) => ({ ...item, publishedAt: index < count - 100 ? Date.now() - 60_000 : old })),
  );
const flooded = rssDocument('Flooded', rssItems(100_000));

it('tells of a flood in one notification, and keeps what it had of a feed that sends 100,000 articles at once (R17)', async () => {
  const server = await serve();
  const paths = ['/flooded', '/one', '/two', '/three'];
  for (const path of paths) server.on(path, { body: rssDocument(path, rssItems(2)), type });
  const worker = await start({ liftLimitsForLoopback: true });
  for (const path of paths) {
    const feedUrl = `${server.origin}${path}`;
    await worker.call('subscriptions.add', { feedUrl, folder: null, firstUnread: 'all', confirmLocal: true });
  }
  const told = () =>
    worker.messages.flatMap(each => (each.kind === 'event' && each.event.name === 'refresh.news' ? [each.event.payload] : []));
  expect(told()).toEqual([]);

  server.on('/flooded', { body: flooded, type });
  for (const path of paths.slice(1)) server.on(path, { body: wave(502), type });
  const news = worker.event('refresh.news');
  const summary = await worker.call('refresh.run', all);
  expect(summary).toMatchObject({ tried: 4, changed: 3, failed: 1, newEntries: 1_500, failures: [{ code: refusals }] });
  expect(await news).toMatchObject({ total: 1_200 });
  expect((await news).newest).toHaveLength(3);

  // A second wave within the minute is told of later, in one.
  for (const path of paths.slice(1)) server.on(path, { body: wave(1_002), type });
  expect(await worker.call('refresh.run', all)).toMatchObject({ newEntries: 1_500 });
  expect(told()).toHaveLength(1);

  const { subscriptions } = await worker.call('subscriptions.list', {});
  expect(subscriptions.map(({ unreadCount, failure }) => [unreadCount, failure?.code ?? null])).toEqual([
    [2, refusals],
    [1_002, null],
    [1_002, null],
    [1_002, null],
  ]);
  const scope = { kind: 'feed', feedId: subscriptions[0]!.feedId } as const;
  const view = { scope, onlyUnread: false, order: 'newest' } as const;
  expect(await worker.call('entries.open', { view, anchorId: null, limit: 10 })).toMatchObject({ total: 2 });
});

it('refuses such a feed in words when it is added, and stores nothing', async () => {
  const server = await serve();
  server.on('/flooded', { body: flooded, type });
  const worker = await start();
  const wish = { feedUrl: `${server.origin}/flooded`, folder: null, firstUnread: 'all', confirmLocal: true } as const;
  expect(await worker.ask('subscriptions.add', wish)).toMatchObject({
    ok: false,
    error: { code: refusals, message: expect.stringMatching(/\. \w/) },
  });
  expect(await worker.call('subscriptions.list', {})).toMatchObject({ subscriptions: [] });
});
