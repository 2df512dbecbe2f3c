import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createFeedFinder, type FeedFinderNeeds } from '../../../worker/discover/find-feeds.ts';
import { FeedError } from '../../../worker/errors.ts';
import type { FetchRequest } from '../../../worker/fetch/request.ts';
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
        preview: {
          entryCount: 4,
          newestEntryAt: Date.parse('2026-02-04T10:00:00Z'),
          newestTitles: ['Newest', 'Middle', 'Old'],
          perWeek: 7,
        },
        why: 'address',
      },
    ],
    canLookDeeper: false,
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

/** A finder whose answers are made up, by address: for names of platforms, which no test may ask. */
function createFinderOf(answers: Readonly<Record<string, string>>) {
  const asked: FetchRequest[] = [];
  const finder = createFinder([], {
    async fetch(request) {
      asked.push(request);
      const body = answers[request.url];
      if (body === undefined) throw new FeedError('not-found', 'There is nothing at this address.');
      const contentType = body.startsWith('<!doctype') ? html : null;
      const common = { url: request.url, movedTo: null, contentType, linkHeader: null, validators: null, cache: { maxAgeMs: null } };
      return { kind: 'fetched', ...common, body: Buffer.from(body) };
    },
  });
  return { finder, asked: () => asked.map(({ url }) => url) };
}

test('reads the feed of a platform at once, without its page', async () => {
  const releases = 'https://github.com/owner/name/releases.atom';
  const { finder, asked } = createFinderOf({ [releases]: feedXml });
  const found = await finder.find('github.com/owner/name', null);
  expect(found.candidates.map(({ feedUrl, title, why, preview }) => [feedUrl, title, why, preview?.entryCount])).toEqual([
    [releases, 'The feed', 'platform', 4],
    ['https://github.com/owner/name/tags.atom', 'owner/name: tags', 'platform', undefined],
    ['https://github.com/owner/name/commits.atom', 'owner/name: commits', 'platform', undefined],
  ]);
  expect(asked()).toEqual([releases]);
});

test("reads a platform's page after all when the documented address leads nowhere", async () => {
  const { finder, asked } = createFinderOf({
    'https://gitlab.com/group/subgroup': pageWith(rss('/feed', 'Activity')),
    'https://gitlab.com/feed': feedXml,
  });
  expect((await finder.find('gitlab.com/group/subgroup', null)).candidates).toMatchObject([{ feedUrl: 'https://gitlab.com/feed' }]);
  expect(asked()[0]).toBe('https://gitlab.com/group/subgroup/-/releases.atom');
});

test('asks a platform that fails no second time', async () => {
  let requests = 0;
  const finder = createFinder([], {
    async fetch() {
      requests += 1;
      throw new FeedError('rate-limited', 'Too many requests.');
    },
  });
  expect((await failureOf(finder.find('r/linux', null))).code).toBe('rate-limited');
  expect(requests).toBe(1);
});

test("finds a video channel's feed by what the page of its handle calls itself", async () => {
  const feedUrl = 'https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv';
  const handle = 'https://www.youtube.com/@handle';
  const canonical = '<link rel="canonical" href="https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv">';
  const openGraph = '<meta property="og:url" content="https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv">';
  for (const page of [pageWith(rss(feedUrl, 'RSS')), pageWith(canonical), pageWith(openGraph)]) {
    const { finder, asked } = createFinderOf({ [handle]: page, [feedUrl]: feedXml });
    expect((await finder.find('www.youtube.com/@handle', null)).candidates).toMatchObject([{ feedUrl, title: 'The feed' }]);
    expect(asked()).toEqual([handle, feedUrl]);
  }
});

test("finds a podcast's feed by the directory's own answer", async () => {
  const lookup = 'https://itunes.apple.com/lookup?id=1234567890&entity=podcast';
  const answer = JSON.stringify({ resultCount: 1, results: [{ collectionName: 'Talk', feedUrl: 'https://pod.example/feed' }] });
  const { finder, asked } = createFinderOf({ [lookup]: answer, 'https://pod.example/feed': feedXml });
  const page = 'https://podcasts.apple.com/us/podcast/talk/id1234567890?l=en';
  expect((await finder.find(page, null)).candidates).toMatchObject([{ feedUrl: 'https://pod.example/feed', why: 'platform' }]);
  expect(asked()).toEqual([lookup, 'https://pod.example/feed']);
  const other = createFinderOf({ [lookup]: '{"results":[{"feedUrl":"file:///etc/passwd"}]}' });
  expect((await failureOf(other.finder.find(page, null))).code).toBe('not-found');
});

test('reads the feeds that the answer announces in its Link header', async () => {
  const server = await serve();
  server.on('/', {
    body: pageWith(''),
    type: html,
    headers: { Link: ['</wp-json/>; rel="https://api.w.org/"', '</feed>; rel="alternate"; type="application/rss+xml"; title="Main"'] },
  });
  server.on('/feed', { body: feedXml });
  const { candidates } = await createFinder([server]).find(server.origin, null);
  expect(candidates).toMatchObject([{ feedUrl: `${server.origin}/feed`, why: 'announced', preview: { entryCount: 4 } }]);
  expect(server.log).toHaveLength(2);
});

test('follows a page that sends on to another one, once', async () => {
  const server = await serve();
  server.on('/', { body: pageWith('<meta http-equiv="refresh" content="0; url=/en/">'), type: html });
  server.on('/en/', { body: pageWith('<meta http-equiv="refresh" content="0;URL=\'/fr/\'">'), type: html });
  const finder = createFinder([server]);
  expect((await failureOf(finder.find(server.origin, null))).code).toBe('no-feed-found');
  expect(server.log.map(({ url }) => url)).toEqual(['/', '/en/']);
  server.on('/en/', { body: pageWith(rss('/feed')), type: html });
  server.on('/feed', { body: feedXml });
  expect((await finder.find(server.origin, null)).candidates).toMatchObject([{ feedUrl: `${server.origin}/feed` }]);
});

test('reaches no local address on the word of a page from elsewhere, and its own one only', async () => {
  const server = await serve();
  const other = await serve();
  server.on('/', { body: pageWith(rss(`${other.origin}/feed`, 'Elsewhere')), type: html });
  server.on('/sent-on', { body: pageWith(`<meta http-equiv="refresh" content="0;url=${other.origin}/page">`), type: html });
  const finder = createFinder([server, other]);
  expect((await finder.find(server.origin, null)).candidates).toMatchObject([{ feedUrl: `${other.origin}/feed`, preview: null }]);
  await failureOf(finder.find(`${server.origin}/sent-on`, null));
  expect(other.log).toHaveLength(0);
});

test('offers to look deeper where the page announces nothing', async () => {
  const server = await serve();
  server.on('/', { body: pageWith('</head><a href="/feed">RSS</a>'), type: html });
  server.on('/feed', { body: feedXml });
  const found = await createFinder([server]).find(server.origin, null);
  expect(found).toMatchObject({ canLookDeeper: true, candidates: [{ why: 'link' }] });
});

test('tries usual addresses one at a time when it is asked to, and stops at the first feed', async () => {
  const server = await serve();
  server.on('/feed', { body: pageWith(''), type: html });
  server.on('/atom.xml', { body: feedXml });
  const tried: unknown[] = [];
  const finder = createFinder([server]);
  const found = await finder.lookDeeper(`${server.origin}/`, null, (...step) => tried.push(step));
  expect(found).toMatchObject({ candidates: [{ feedUrl: `${server.origin}/atom.xml`, why: 'probe', preview: { entryCount: 4 } }] });
  expect(server.log.map(({ url }) => url)).toEqual(['/feed', '/rss.xml', '/atom.xml']);
  expect(tried).toEqual(['/feed', '/rss.xml', '/atom.xml'].map((path, index) => [`${server.origin}${path}`, index + 1, 9]));
  expect(finder.takeAnswer(`${server.origin}/atom.xml`)).not.toBeNull();
});

test('says what it tried, and leaves a server alone that fails', async () => {
  const server = await serve();
  const failure = await failureOf(createFinder([server]).lookDeeper(`${server.origin}/blog/`, null, () => undefined));
  expect(failure.code).toBe('no-feed-found');
  expect(failure.message).toContain('/blog/feed, /blog/rss.xml, /blog/atom.xml, /blog/index.xml, /feed, /rss.xml');
  expect(server.log).toHaveLength(13);
  const tired = await serve();
  tired.on('/feed', { status: 429, headers: { 'Retry-After': '60' } });
  expect((await failureOf(createFinder([tired]).lookDeeper(tired.origin, null, () => undefined))).code).toBe('rate-limited');
  expect(tired.log).toHaveLength(1);
});
