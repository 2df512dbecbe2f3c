import { expect, test } from 'vitest';
import { createIconFetcher, type IconWish } from '../../../worker/icon/icon-fetcher.ts';
import { createPictureFetcher } from '../../../worker/icon/picture-fetcher.ts';
import type { FeedServer } from '../../helpers/feed-server.ts';
import { createNetwork, failureOf, serve } from '../fetch/fetching.ts';
import { avif, gif, ico, png } from './pictures.ts';

function wishFor(server: FeedServer, more: Partial<IconWish> = {}): IconWish {
  const { origin, port } = server;
  return {
    feedUrl: `${origin}/feed`,
    siteUrl: `${origin}/`,
    imageUrl: null,
    confirmedLocalHosts: new Set([`127.0.0.1:${port}`]),
    signal: null,
    ...more,
  };
}
const createFetcherOfIcons = (now = () => 0) => createIconFetcher({ fetch: createNetwork().fetcher, now });
const paths = (server: FeedServer) => server.log.map(({ url }) => url);

test("takes the feed's own picture when it is small and about square", async () => {
  const server = await serve();
  server.on('/logo.png', { body: png(64), type: 'image/png' });
  const icon = await createFetcherOfIcons()(wishFor(server, { imageUrl: `${server.origin}/logo.png` }));
  expect(icon).toEqual({ type: 'image/png', bytes: png(64) });
  expect(paths(server)).toEqual(['/logo.png']);
});

test("takes the best icon of the site's page when the feed's picture is a banner", async () => {
  const server = await serve();
  server.on('/banner.png', { body: png(144, 40) });
  server.on('/', {
    body: '<link rel="icon" sizes="16x16" href="/16.png"><link rel="icon" sizes="48x48" href="/48.png">',
    type: 'text/html',
  });
  server.on('/48.png', { body: png(48) });
  const icon = await createFetcherOfIcons()(wishFor(server, { imageUrl: `${server.origin}/banner.png` }));
  expect(icon?.bytes).toEqual(png(48));
  expect(paths(server)).toEqual(['/banner.png', '/', '/48.png']);
});

test('falls back to /favicon.ico, of the site where the page was found', async () => {
  const server = await serve();
  server.on('/', { redirect: '/home/' });
  server.on('/home/', {
    body: '<link rel=icon href=/svg.png><link rel=icon href=/gone.png><link rel=icon href=/third.png>',
    type: 'text/html',
  });
  server.on('/svg.png', { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/png' });
  server.on('/favicon.ico', { body: ico(16, 32), type: 'text/plain' });
  const icon = await createFetcherOfIcons()(wishFor(server, { siteUrl: null }));
  expect(icon?.type).toBe('image/x-icon');
  expect(paths(server)).toEqual(['/', '/home/', '/svg.png', '/gone.png', '/favicon.ico']);
});

test('goes without an icon when there is none that fits', async () => {
  const server = await serve();
  server.on('/favicon.ico', { body: Buffer.concat([png(32), Buffer.alloc(200_000)]) });
  expect(await createFetcherOfIcons()(wishFor(server))).toBeNull();
  server.on('/favicon.ico', { body: gif });
  expect(await createFetcherOfIcons()(wishFor(server))).toBeNull();
});

test('takes an icon of the web app manifest when the page names none of a fitting size', async () => {
  const server = await serve();
  server.on('/', { body: '<link rel=icon href=/old.ico><link rel="manifest" href="/site.webmanifest">', type: 'text/html' });
  server.on('/site.webmanifest', { body: '{"icons":[{"src":"/512.png","sizes":"512x512"},{"src":"/128.png","sizes":"128x128"}]}' });
  server.on('/128.png', { body: png(128) });
  expect((await createFetcherOfIcons()(wishFor(server)))?.bytes).toEqual(png(128));
  expect(paths(server)).toEqual(['/', '/site.webmanifest', '/128.png']);
});

test('refuses an icon of more than 256 pixels, and one that does not say how large it is (H8)', async () => {
  const server = await serve();
  server.on('/', { body: '<link rel=icon href=/257.png><link rel=icon href=/avif>', type: 'text/html' });
  server.on('/257.png', { body: png(257) });
  server.on('/avif', { body: avif });
  server.on('/favicon.ico', { body: png(256) });
  expect((await createFetcherOfIcons()(wishFor(server)))?.bytes).toEqual(png(256));
});

test('asks a site once for all its feeds, within 7 days', async () => {
  const server = await serve();
  server.on('/', { body: '<link rel=icon sizes=48x48 href=/48.png>', type: 'text/html' });
  server.on('/48.png', { body: png(48) });
  let now = 0;
  const fetchIcon = createFetcherOfIcons(() => now);
  const [first, second] = await Promise.all(['/a', '/b'].map(path => fetchIcon(wishFor(server, { feedUrl: `${server.origin}${path}` }))));
  expect([first?.bytes, second?.bytes]).toEqual([png(48), png(48)]);
  expect(paths(server)).toEqual(['/', '/48.png']);
  now = 8 * 24 * 3_600_000;
  await fetchIcon(wishFor(server));
  expect(server.log).toHaveLength(4);
});

test('does not remember a site whose errand was called off', async () => {
  const server = await serve();
  server.on('/', [{ fault: 'silent' }, { body: '<link rel=icon sizes=48x48 href=/48.png>', type: 'text/html' }]);
  server.on('/48.png', { body: png(48) });
  const fetchIcon = createFetcherOfIcons();
  const stop = new AbortController();
  const failure = failureOf(fetchIcon(wishFor(server, { signal: stop.signal })));
  await server.waitForRequests('/', 1);
  stop.abort();
  expect((await failure).code).toBe('cancelled');
  expect(await fetchIcon(wishFor(server))).not.toBeNull();
});

test('reads the head of a page of any length for its icons', async () => {
  const server = await serve();
  server.on('/', { body: `<!doctype html><link rel=icon sizes=48x48 href=/48.png>${'x'.repeat(5_000_000)}`, type: 'text/html' });
  server.on('/48.png', { body: png(48) });
  expect((await createFetcherOfIcons()(wishFor(server)))?.bytes).toEqual(png(48));
});

test('never looks for an icon on a local address but the confirmed one of the feed itself', async () => {
  const own = await serve();
  const other = await serve({ address: '127.0.0.2' });
  const confirmedLocalHosts = new Set([`127.0.0.1:${own.port}`, `127.0.0.2:${other.port}`]);
  const wish = wishFor(own, { imageUrl: `${other.origin}/a.png`, siteUrl: `${other.origin}/`, confirmedLocalHosts });
  expect(await createFetcherOfIcons()(wish)).toBeNull();
  expect(other.log).toEqual([]);
});

test('is called off by its signal', async () => {
  const server = await serve();
  server.on('/', { fault: 'silent' });
  const stop = new AbortController();
  const failure = failureOf(createFetcherOfIcons()(wishFor(server, { signal: stop.signal })));
  await server.waitForRequests('/', 1);
  stop.abort();
  expect((await failure).code).toBe('cancelled');
});

test('fetches a picture and keeps it for the next time', async () => {
  const server = await serve();
  server.on('/a.png', { body: png(30), type: 'application/octet-stream' });
  const fetchPicture = createPictureFetcher({ fetch: createNetwork().fetcher });
  const wish = { ...wishFor(server), url: `${server.origin}/a.png` };
  expect(await fetchPicture(wish)).toEqual({ type: 'image/png', bytes: png(30) });
  expect(await fetchPicture(wish)).toEqual({ type: 'image/png', bytes: png(30) });
  expect(server.log).toHaveLength(1);
});

test('keeps only the latest pictures', async () => {
  const server = await serve();
  for (const name of ['a', 'b', 'c', 'd', 'e']) server.on(`/${name}.png`, { body: png(30) });
  const fetchPicture = createPictureFetcher({ fetch: createNetwork().fetcher, cacheBytes: png(30).length * 4 });
  for (const name of ['a', 'b', 'c', 'd', 'a', 'e', 'a', 'b'])
    await fetchPicture({ ...wishFor(server), url: `${server.origin}/${name}.png` });
  expect(paths(server)).toEqual(['/a.png', '/b.png', '/c.png', '/d.png', '/e.png', '/b.png']);
});

test('refuses what is too large or no picture, and every local address but the own confirmed one', async () => {
  const server = await serve();
  const other = await serve({ address: '127.0.0.2' });
  server.on('/page', { body: '<html></html>', type: 'image/png' });
  server.on('/large', { body: Buffer.concat([png(1), Buffer.alloc(10_000)]) });
  server.on('/away', { redirect: `${other.origin}/a.png` });
  other.on('/a.png', { body: png(1) });
  const fetchPicture = createPictureFetcher({ fetch: createNetwork().fetcher, maxBytes: 10_000 });
  const confirmedLocalHosts = new Set([`127.0.0.1:${server.port}`, `127.0.0.2:${other.port}`]);
  const urls = [`${server.origin}/page`, `${server.origin}/large`, `${server.origin}/away`, `${other.origin}/a.png`, 'file:///etc/passwd'];
  for (const url of urls) {
    expect((await failureOf(fetchPicture({ ...wishFor(server), url, confirmedLocalHosts }))).code).toBe('picture-refused');
  }
  const fromOutside = { ...wishFor(server), feedUrl: 'https://feeds.example/feed', url: `${server.origin}/large` };
  expect((await failureOf(fetchPicture(fromOutside))).code).toBe('picture-refused');
  expect(server.requests('/large')).toHaveLength(1);
  expect(other.log).toEqual([]);
});
