import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createFeedFinder, type FeedFinderNeeds } from '../../../worker/discover/find-feeds.ts';
import { parseFeed } from '../../../worker/parse/parse-feed.ts';
import type { FeedServer } from '../../helpers/feed-server.ts';
import { createNetwork, failureOf, serve } from '../fetch/fetching.ts';

const feedXml = `<?xml version="1.0"?><rss version="2.0"><channel><title>The feed</title><link>https://site.example/</link>
  <item><title>Old</title><guid>1</guid><pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate></item>
  <item><title>Newest</title><guid>2</guid><pubDate>Wed, 04 Feb 2026 10:00:00 GMT</pubDate></item>
  <item><title>Middle</title><guid>3</guid><pubDate>Tue, 03 Feb 2026 10:00:00 GMT</pubDate></item>
  <item><title>Oldest</title><guid>4</guid><pubDate>Sun, 01 Feb 2026 10:00:00 GMT</pubDate></item></channel></rss>`;
const pageWith = (links: string) => `<!doctype html><html><head><title>Site</title>${links}</head><body><p>Hello</p></body></html>`;
const rss = (href: string, title = '') => `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;
const html = 'text/html; charset=utf-8';

function createFinder(servers: readonly FeedServer[], more: Partial<FeedFinderNeeds> = {}) {
  const { fetcher } = createNetwork();
  return createFeedFinder({
    fetch: fetcher,
    parser: { parse: async ({ bytes, contentType, url }) => parseFeed(bytes, contentType, url) },
    hashBody: body => createHash('sha256').update(body).digest('base64url'),
    subscribedFeedId: () => null,
    subscribedCandidate: () => null,
    confirmedLocalHosts: () => new Set(servers.map(server => `127.0.0.1:${server.port}`)),
    now: () => 0,
    ...more,
  });
}

test('reads an address that is a feed with one request', async () => {
  const server = await serve();
  server.on('/feed', { body: feedXml, type: 'application/rss+xml', etag: '"v1"' });
  const finder = createFinder([server]);
  const found = await finder.find(`127.0.0.1:${server.port}/feed#top`, null);
  expect(found).toEqual({
    address: `${server.origin}/feed`,
    candidates: [
      {
        feedUrl: `${server.origin}/feed`,
        title: 'The feed',
        kind: 'rss',
        siteUrl: 'https://site.example/',
        subscribedFeedId: null,
        preview: { entryCount: 4, newestEntryAt: Date.parse('2026-02-04T10:00:00Z'), newestTitles: ['Newest', 'Middle', 'Old'] },
      },
    ],
  });
  expect(server.log.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /feed']);
});

test('knows a feed by its content when its type says otherwise', async () => {
  const server = await serve();
  server.on('/feed', { body: feedXml, type: html });
  expect((await createFinder([server]).find(`${server.origin}/feed`, null)).candidates).toHaveLength(1);
});

test('reads a page and its first feed with two requests, and guesses nothing', async () => {
  const server = await serve();
  server.on('/', { body: pageWith(rss('/feed', 'Main') + rss('/other', 'Other')), type: html });
  server.on('/feed', { body: feedXml });
  const finder = createFinder([server], { subscribedFeedId: url => (url.endsWith('/other') ? 7 : null) });
  const { candidates } = await finder.find(server.origin, null);
  expect(
    candidates.map(({ feedUrl, title, subscribedFeedId, preview }) => [feedUrl, title, subscribedFeedId, preview?.entryCount]),
  ).toEqual([
    [`${server.origin}/feed`, 'The feed', null, 4],
    [`${server.origin}/other`, 'Other', 7, undefined],
  ]);
  expect(server.log.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /', 'GET /feed']);
});

test('reads another candidate when it is asked for, and the same one only once', async () => {
  const server = await serve();
  server.on('/', { body: pageWith(rss('/feed') + rss('/other')), type: html });
  server.on('/feed', { body: feedXml });
  server.on('/other', { body: feedXml.replace('The feed', 'Another') });
  const finder = createFinder([server]);
  await finder.find(server.origin, null);
  expect(await finder.preview(`${server.origin}/other`, null)).toMatchObject({ title: 'Another', preview: { entryCount: 4 } });
  await finder.preview(`${server.origin}/other`, null);
  await finder.preview(`${server.origin}/feed`, null);
  await finder.find(`${server.origin}/feed`, null);
  expect(server.log.map(({ url }) => url)).toEqual(['/', '/feed', '/other']);
});

test('hands out the answer that was read, once, with what the next request needs', async () => {
  const server = await serve();
  server.on('/', { body: pageWith(rss('/feed')), type: html });
  server.on('/feed', { body: feedXml, etag: '"v1"', lastModified: 'Wed, 04 Feb 2026 10:00:00 GMT' });
  const finder = createFinder([server]);
  await finder.find(server.origin, null);
  const answer = finder.takeAnswer(`${server.origin}/feed`);
  expect(answer).toMatchObject({
    etag: '"v1"',
    lastModified: 'Wed, 04 Feb 2026 10:00:00 GMT',
    movedTo: null,
    bodyHash: createHash('sha256').update(feedXml).digest('base64url'),
  });
  expect(answer?.feed.entries).toHaveLength(4);
  expect(finder.takeAnswer(`${server.origin}/feed`)).toBeNull();
  expect(finder.takeAnswer(server.origin)).toBeNull();
});

test('forgets answers after ten minutes and keeps no more than twenty', async () => {
  const server = await serve();
  for (let index = 0; index < 22; index += 1) server.on(`/${index}`, { body: feedXml });
  let now = 0;
  const finder = createFinder([server], { now: () => now });
  for (let index = 0; index < 22; index += 1) await finder.preview(`${server.origin}/${index}`, null);
  expect(finder.takeAnswer(`${server.origin}/1`)).toBeNull();
  expect(finder.takeAnswer(`${server.origin}/2`)).not.toBeNull();
  now = 10 * 60_000;
  expect(finder.takeAnswer(`${server.origin}/21`)).toBeNull();
});

test('takes the address that a feed moved to for good, and keeps the typed one otherwise', async () => {
  const server = await serve();
  server.on('/moved', { status: 301, redirect: '/feed' });
  server.on('/detour', { status: 302, redirect: '/feed' });
  server.on('/feed', { body: feedXml });
  const finder = createFinder([server]);
  expect((await finder.find(`${server.origin}/moved`, null)).candidates[0]?.feedUrl).toBe(`${server.origin}/feed`);
  expect((await finder.find(`${server.origin}/detour`, null)).candidates[0]?.feedUrl).toBe(`${server.origin}/detour`);
  expect(finder.takeAnswer(`${server.origin}/feed`)).not.toBeNull();
  expect(finder.takeAnswer(`${server.origin}/detour`)).not.toBeNull();
});

test('shows a first candidate that cannot be read all the same', async () => {
  const server = await serve();
  server.on('/', { body: pageWith(rss('/gone', 'Gone') + rss('http://127.0.0.9:9/feed', 'Inside')), type: html });
  const finder = createFinder([server]);
  const { candidates } = await finder.find(server.origin, null);
  expect(candidates).toMatchObject([
    { feedUrl: `${server.origin}/gone`, title: 'Gone', kind: 'rss', preview: null },
    { feedUrl: 'http://127.0.0.9:9/feed', preview: null },
  ]);
  expect((await failureOf(finder.preview(`${server.origin}/gone`, null))).code).toBe('not-found');
  expect((await failureOf(finder.preview('http://127.0.0.9:9/feed', null))).code).toBe('local-address');
});

test('reads the titles of a page in its own charset', async () => {
  const server = await serve();
  const page = Buffer.from(
    '<html><head><meta charset="iso-8859-1"><link rel=alternate type=application/rss+xml href=/gone title="Caf\xe9"></head></html>',
    'latin1',
  );
  server.on('/', { body: page, type: 'text/html' });
  expect((await createFinder([server]).find(server.origin, null)).candidates[0]?.title).toBe('Café');
});

test.each([
  ['a page without feeds', pageWith(''), html, 'no-feed-found', /names no feed/],
  ['something else', '\x89PNG....', 'image/png', 'no-feed-found', /neither a feed nor a web page/],
  ['nothing', '', html, 'no-feed-found', /names no feed/],
])('says so when the address leads to %s', async (_, body, type, code, words) => {
  const server = await serve();
  server.on('/', { body, type });
  const failure = await failureOf(createFinder([server]).find(server.origin, null));
  expect(failure.code).toBe(code);
  expect(failure.message).toMatch(words);
  expect(server.log).toHaveLength(1);
});

test('says what failed when the address cannot be read at all', async () => {
  const server = await serve();
  server.on('/', { status: 503 });
  const finder = createFinder([server]);
  expect((await failureOf(finder.find(server.origin, null))).code).toBe('rate-limited');
  expect((await failureOf(finder.find('not an address', null))).code).toBe('bad-address');
  expect((await failureOf(finder.find('127.0.0.8:1', null))).extras.host).toBe('127.0.0.8:1');
  expect((await failureOf(finder.find(server.origin, AbortSignal.abort()))).code).toBe('cancelled');
});
