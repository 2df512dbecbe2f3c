import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FeedsFound } from '../../worker/protocol/discovery.ts';
import type { FetchReport } from '../../worker/protocol/fetch-report.ts';
import { type FeedServer, startFeedServer } from '../helpers/feed-server.ts';
import { buildFreshet, type FreshetBuild, type FreshetProgram } from '../helpers/freshet-program.ts';

let site: FeedServer;
let other: FeedServer;
let build: FreshetBuild;
let freshet: FreshetProgram;

const at = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toUTCString();
const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Tides</title><link>https://example.org/</link><ttl>180</ttl>
<item><guid>1</guid><title>High \u001b[31mwater</title><link>https://example.org/1</link><pubDate>${at(1)}</pubDate></item>
<item><guid>2</guid><title>Slack water</title><pubDate>${at(2)}</pubDate></item>
<item><guid>3</guid><title>Low water</title><pubDate>${at(3)}</pubDate></item></channel></rss>`;

beforeAll(async () => {
  [site, other, build] = await Promise.all([startFeedServer(), startFeedServer(), buildFreshet()]);
  site.on('/feed', {
    body: feed,
    type: 'application/rss+xml',
    etag: '"1"',
    lastModified: 'Wed, 04 Feb 2026 10:00:00 GMT',
    headers: { 'Cache-Control': 'max-age=600' },
  });
  site.on('/moved', { status: 301, redirect: '/feed' });
  site.on('/', {
    body: '<title>Tides</title><link rel="alternate" type="application/rss+xml" title="Tides" href="/feed"><link rel=alternate type=application/atom+xml href=/more>',
    type: 'text/html',
  });
  site.on('/empty', { body: '<title>Nothing</title>', type: 'text/html' });
  site.on('/busy', { status: 429, headers: { 'Retry-After': '7200' } });
  site.on('/elsewhere', { redirect: `${other.origin}/feed` });
  other.on('/feed', { body: feed });
});
afterAll(async () => {
  await Promise.all([site.close(), other.close()]);
  build.remove();
});
beforeEach(() => {
  freshet = build.profile();
});
afterEach(() => freshet.remove());

const asked = () => site.log.length;

it('tells which feeds are at an address, why, and what was asked for it; subscribes to none', async () => {
  const found = (await freshet.json('discover', `${site.origin}/`, '--allow-local')) as FeedsFound;
  expect(found).toMatchObject({
    address: `${site.origin}/`,
    canLookDeeper: false,
    candidates: [
      {
        feedUrl: `${site.origin}/feed`,
        title: 'Tides',
        kind: 'rss',
        why: 'announced',
        preview: {
          entryCount: 3,
          perWeek: expect.any(Number),
          newestTitles: [expect.stringContaining('High'), 'Slack water', 'Low water'],
        },
      },
      { feedUrl: `${site.origin}/more`, kind: 'atom', why: 'announced', preview: null },
    ],
  });
  const made = (found.requests ?? []).filter(({ status }) => status !== null);
  expect(made.map(({ url, status }) => [url, status])).toEqual([
    [`${site.origin}/`, 200],
    [`${site.origin}/feed`, 200],
  ]);
  expect(await freshet.json('feeds')).toEqual([]);
  const words = await freshet.run('discover', `${site.origin}/`);
  expect(words.stdout).toContain('    · Slack water');
  expect(words.stdout).not.toContain('\u001b');
});

it('looks deeper only when it is told to, and says what was tried', async () => {
  const before = asked();
  const plain = await freshet.run('discover', `${site.origin}/empty`, '--allow-local');
  expect([plain.code, plain.stdout]).toEqual([3, '']);
  expect(asked() - before).toBe(1);
  const found = (await freshet.json('discover', `${site.origin}/`, '--deeper')) as FeedsFound;
  expect(found.candidates).toMatchObject([{ feedUrl: `${site.origin}/feed`, why: 'probe' }]);
});

it('tells what the engine makes of a feed, and stores nothing of it', async () => {
  const report = (await freshet.json('fetch', `${site.origin}/moved`, '--allow-local')) as FetchReport;
  expect(report).toMatchObject({
    address: `${site.origin}/moved`,
    outcome: 'feed',
    error: null,
    answer: {
      url: `${site.origin}/feed`,
      movedTo: `${site.origin}/feed`,
      contentType: 'application/rss+xml',
      bytes: Buffer.byteLength(feed),
      etag: '"1"',
      lastModified: 'Wed, 04 Feb 2026 10:00:00 GMT',
      maxAgeMs: 600_000,
    },
    feed: { kind: 'rss', format: 'rss2.0', title: 'Tides', ttlMinutes: 180, entries: [{ guid: '1' }, { guid: '2' }, { guid: '3' }] },
    named: [],
    nextCheck: { at: expect.any(Number), reason: expect.any(String) },
  });
  expect(report.requests.filter(({ status }) => status !== null)).toMatchObject([
    { url: `${site.origin}/moved`, status: 301 },
    { url: `${site.origin}/feed`, status: 200, bytes: Buffer.byteLength(feed), ms: expect.any(Number) },
  ]);
  // The word for a local address held for that once.
  const refused = await freshet.run('fetch', `${site.origin}/feed`, '--json');
  expect([refused.code, JSON.parse(refused.stdout)]).toMatchObject([1, { outcome: 'failed', error: { code: 'local-address' } }]);
  expect(await freshet.json('feeds')).toEqual([]);
  expect((await freshet.run('fetch', `${site.origin}/feed`, '--allow-local')).stdout).toMatch(
    /^Address .*\nFeed {8}Tides \(rss2\.0, 3 articles\)\n/,
  );
});

it('tells what is wrong with an address, in words and with its code', async () => {
  const outcomeOf = async (path: string) => {
    const { code, stdout } = await freshet.run('fetch', `${site.origin}${path}`, '--allow-local', '--json');
    const { outcome, error, named, nextCheck } = JSON.parse(stdout) as FetchReport;
    return { code, outcome, error: error?.code, named: named.length, wait: nextCheck === null ? null : nextCheck.at - Date.now() };
  };
  expect(await outcomeOf('/')).toMatchObject({ code: 1, outcome: 'page', error: 'not-a-feed', named: 2 });
  expect(await outcomeOf('/missing')).toMatchObject({ code: 1, outcome: 'failed', error: 'not-found' });
  const busy = await outcomeOf('/busy');
  expect(busy).toMatchObject({ code: 1, outcome: 'failed', error: 'rate-limited' });
  expect(busy.wait).toBeGreaterThan(7_000_000);
  const before = other.log.length;
  expect(await outcomeOf('/elsewhere')).toMatchObject({ code: 1, outcome: 'failed', error: 'private-address' });
  expect(other.log.length).toBe(before);
  expect(await freshet.run('fetch', 'not an address')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^Failed .*a space in it/m),
  });
  expect(await freshet.run('fetch', '')).toMatchObject({ code: 1, stdout: expect.stringMatching(/^Failed .*Type the address/m) });
  expect(await freshet.run('discover', `example.org/${'x'.repeat(9_000)}`)).toMatchObject({ stderr: expect.stringMatching(/too long/) });
});
