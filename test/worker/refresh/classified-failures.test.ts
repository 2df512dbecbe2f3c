import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBodyBudget } from '../../../worker/fetch/body-budget.ts';
import { defaultLimits } from '../../../worker/fetch/limits.ts';
import { readFeed } from '../../../worker/parse/parse-feed.ts';
import type { ReadRequest } from '../../../worker/parse/parser.ts';
import type { FailureCode } from '../../../worker/protocol/failures.ts';
import { createNetworkWatch } from '../../../worker/refresh/network-watch.ts';
import { refreshFeed } from '../../../worker/refresh/refresh-feed.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';
import type { FeedServer } from '../../helpers/feed-server.ts';
import { hour, now, openTestStore } from '../../helpers/store.ts';
import { certificate, createNetwork, key, serve } from '../fetch/fetching.ts';

const html = 'text/html; charset=utf-8';
const names = { 'feeds.example': ['93.184.216.34'], 'nearby.example': ['192.168.1.9'] };
const page = '<!doctype html><html><head><title>Home</title>';
const link = (href: string, title: string) => `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;

interface Case {
  readonly code: FailureCode;
  readonly when: string;
  /** Sets the server up, and names the feed's address. */
  readonly address: (server: FeedServer) => string | Promise<string>;
  readonly tls?: string;
  /** What the sentence says of what happened, and of what to do. */
  readonly words: readonly RegExp[];
  readonly facts?: object;
}

const at = (server: FeedServer, path = '/feed', scheme = 'http') => `${scheme}://feeds.example:${server.port}${path}`;
const answering = (script: Parameters<FeedServer['on']>[1]) => (server: FeedServer) => {
  server.on('/feed', script);
  return at(server);
};

const cases: readonly Case[] = [
  {
    code: 'dns',
    when: 'nobody knows the name',
    address: () => 'http://nowhere.example/feed',
    words: [/no server called nowhere/, /Check the spelling/],
  },
  {
    code: 'refused',
    when: 'no server runs there',
    address: async server => {
      await server.close();
      return at(server);
    },
    words: [/takes no connections/, /try again later/],
  },
  {
    code: 'tls',
    when: 'the certificate has expired',
    tls: 'expired',
    address: server => at(server, '/feed', 'https'),
    words: [/has expired/, /renew it/],
    facts: { tls: 'expired' },
  },
  {
    code: 'tls',
    when: 'the certificate is for another name',
    tls: 'other-name',
    address: server => at(server, '/feed', 'https'),
    words: [/for another name/, /tell the site’s owner/],
    facts: { tls: 'other-name' },
  },
  {
    code: 'tls',
    when: 'nobody vouches for the certificate',
    tls: 'self-signed',
    address: server => at(server, '/feed', 'https'),
    words: [/nobody vouches/, /tell the site’s owner/],
    facts: { tls: 'self-signed' },
  },
  {
    code: 'tls',
    when: 'the server knows no secure connections',
    address: server => at(server, '/feed', 'https'),
    words: [/could not be made/, /http: instead/],
    facts: { tls: 'no-tls' },
  },
  {
    code: 'tls',
    when: 'the server sends from https down to http',
    tls: 'good',
    address: server => {
      server.on('/feed', { redirect: 'http://feeds.example/plain' });
      return at(server, '/feed', 'https');
    },
    words: [/insecure/, /Look for another address/],
    facts: { tls: 'step-down', redirect: { url: 'http://feeds.example/plain', isRefused: true } },
  },
  { code: 'timeout', when: 'nothing is answered', address: answering({ fault: 'silent' }), words: [/did not answer/, /try again later/] },
  {
    code: 'connection-lost',
    when: 'the connection breaks off',
    address: answering({ fault: 'reset' }),
    words: [/broke off/, /Try again later/],
  },
  {
    code: 'too-large',
    when: 'the document has no end',
    address: answering({ body: 'x'.repeat(5_000), endless: true }),
    words: [/too large/, /make it smaller/],
  },
  {
    code: 'redirect-loop',
    when: 'it is sent in a circle',
    address: server => {
      server.on('/feed', { status: 302, headers: { location: '/other' } });
      server.on('/other', { status: 302, headers: { location: '/feed' } });
      return at(server);
    },
    words: [/without end/, /try again later/],
    facts: { redirect: { url: expect.stringMatching(/\/other$/), isRefused: false } },
  },
  {
    code: 'private-address',
    when: 'the name leads into the own network',
    address: server => `http://nearby.example:${server.port}/feed`,
    words: [/your network/, /allowed it/],
    facts: { localHost: expect.stringMatching(/^nearby\.example:\d+$/) },
  },
  {
    code: 'private-address',
    when: 'it is sent into the own network',
    address: answering({ redirect: 'http://192.168.1.9/feed' }),
    words: [/own network/, /look for another address/],
    facts: { redirect: { url: 'http://192.168.1.9/feed', isRefused: true } },
  },
  {
    code: 'bad-address',
    when: 'it is sent to what is no web address',
    address: answering({ redirect: 'ftp://feeds.example/feed' }),
    words: [/not a web address/, /look for another address/],
  },
  {
    code: 'unauthorized',
    when: 'a login is wanted',
    address: answering({ status: 401 }),
    words: [/user name and password/],
    facts: { status: 401 },
  },
  {
    code: 'forbidden',
    when: 'it is not let in',
    address: answering({ status: 403 }),
    words: [/\(403\)/, /open the site/],
    facts: { status: 403 },
  },
  {
    code: 'not-found',
    when: 'nothing is there',
    address: answering({ status: 404 }),
    words: [/\(404\)/, /look for a new address/],
    facts: { status: 404 },
  },
  {
    code: 'not-found',
    when: 'nothing is there, and the page that says so names feeds',
    address: answering({
      status: 404,
      body: `${page}${link('/rss', 'News')}${link('/feed', 'This one')}</head>`,
      type: html,
      encoding: 'gzip',
    }),
    words: [/\(404\)/, /look for a new address/],
    facts: { status: 404, feedLinks: [{ feedUrl: expect.stringMatching(/\/rss$/), title: 'News' }] },
  },
  {
    code: 'gone',
    when: 'the page that says so is cut off',
    address: answering({ status: 410, body: `${page}${link('/rss', 'News')}`, type: html, truncateAt: 10 }),
    words: [/\(410\)/],
    facts: { status: 410 },
  },
  {
    code: 'http-error',
    when: 'a secure server is asked in the clear',
    address: async () => {
      const alert = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]);
      const server = createServer(socket => socket.end(alert));
      onTestFinished(() => void server.close());
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      return `http://feeds.example:${(server.address() as AddressInfo).port}/feed`;
    },
    words: [/is not HTTP/, /https: instead of http:/],
  },
  {
    code: 'http-error',
    when: 'a secure server that knows plain requests is asked in the clear',
    address: answering({ status: 400, body: 'Client sent an HTTP request to an HTTPS server.' }),
    words: [/\(400\)/, /https: instead of http:/],
    facts: { status: 400 },
  },
  {
    code: 'connection-lost',
    when: 'a secure server hangs up on a request in the clear',
    tls: 'good',
    address: server => at(server),
    words: [/broke off/, /https: instead of http:/],
  },
  {
    code: 'not-found',
    when: 'nothing is at the end of a redirect',
    address: server => {
      server.on('/feed', { status: 302, headers: { location: '/new' } });
      server.on('/new', { status: 404 });
      return at(server);
    },
    words: [/look for a new address/],
    facts: { status: 404, redirect: { url: expect.stringMatching(/\/new$/), isRefused: false } },
  },
  {
    code: 'gone',
    when: 'it is gone for good',
    address: answering({ status: 410 }),
    words: [/\(410\)/, /Unsubscribe or look for a new address/],
    facts: { status: 410 },
  },
  {
    code: 'rate-limited',
    when: 'it was asked too often',
    address: answering({ status: 429, headers: { 'retry-after': '7200' } }),
    words: [/too often/, /waits/, /120 minutes|2 hours/],
    facts: { status: 429 },
  },
  {
    code: 'rate-limited',
    when: 'the server is busy',
    address: answering({ status: 503 }),
    words: [/\(503\)/, /try again later/],
    facts: { status: 503 },
  },
  {
    code: 'server-error',
    when: 'the server has a fault',
    address: answering({ status: 500 }),
    words: [/\(500\)/, /try again later/],
    facts: { status: 500 },
  },
  {
    code: 'http-error',
    when: 'the answer is none that a feed has',
    address: answering({ status: 418 }),
    words: [/\(418\)/, /Check the address/],
    facts: { status: 418 },
  },
  {
    code: 'not-a-feed',
    when: 'a page comes that names no feed',
    address: answering({ body: `${page}</head><body>Hello`, type: html }),
    words: [/web page/, /look for a new address/],
  },
  {
    code: 'not-a-feed',
    when: 'a page comes that names feeds',
    address: answering({ body: `${page}${link('/rss', 'News')}${link('/feed', 'This one')}</head>`, type: html }),
    words: [/web page/, /use that one instead/],
    facts: { feedLinks: [{ feedUrl: expect.stringMatching(/\/rss$/), title: 'News' }] },
  },
  {
    code: 'broken-feed',
    when: 'a feed comes that cannot be read',
    address: answering({ body: '{"version":"https://jsonfeed.org/version/1.1","title":"T"' }),
    words: [/damaged/, /has to mend it/],
  },
  {
    code: 'bad-encoding',
    when: 'the answer is packed in an unknown way',
    address: answering({ body: 'x', headers: { 'content-encoding': 'lzma' } }),
    words: [/packed/, /try again later/],
  },
];

async function checked({ address, tls }: Case) {
  const server = await serve(tls === undefined ? {} : { tls: { key: key(tls), cert: certificate(tls) } });
  const feedUrl = await address(server);
  const store = await openTestStore();
  const { feedId } = await store.write.addSubscription({
    feedUrl,
    folder: null,
    firstUnread: 'all',
    outcome: null,
    at: now,
    plan: { at: now, reason: 'new' },
  });
  const { fetcher } = createNetwork(names, { limits: { ...defaultLimits, bodyBytes: 100_000, headersMs: 300 } });
  const clock = createFakeClock(now);
  const needs = {
    store,
    clock,
    fetch: fetcher,
    parser: {
      read: async (document: ReadRequest) => readFeed(document, ''),
      close: () => Promise.resolve(),
    },
    confirmedLocalHosts: () => new Set<string>(),
    random: () => 0.5,
    limits: { isLifted: () => false },
    intervalMs: null,
    isOffline: () => false,
    noteAsked: () => Promise.resolve(),
    network: createNetworkWatch({ clock, onChange: () => undefined, onForgiven: () => undefined }),
    bodies: createBodyBudget(),
    suspects: { has: () => false, wasJustSetAside: () => false, clear: () => undefined },
    accessOf: () => Promise.resolve({ origin: '', login: null, headers: {}, userAgent: null }),
  };
  return { store, feedId, server, clock, refresh: () => refreshFeed(needs, feedId, new AbortController().signal, true) };
}

describe('a failed check', () => {
  it.each(cases)('is stored as $code when $when, and says what to do', async each => {
    const { store, feedId, refresh } = await checked(each);
    await refresh();
    const failure = store.read.subscription(feedId)?.failure;
    expect(failure).toMatchObject({ code: each.code, at: now, since: now, count: 1 });
    for (const pattern of each.words) expect(failure?.message).toMatch(pattern);
    expect(store.read.failure(feedId)).toEqual({ code: each.code, count: 1, facts: each.facts ?? {} });
  });

  it('counts on from when it began, and leaves nothing behind when the feed is well again', async () => {
    const { store, feedId, server, clock, refresh } = await checked({
      code: 'gone',
      when: '',
      address: answering({ status: 410 }),
      words: [],
    });
    await refresh();
    await clock.advance(2 * hour);
    await refresh();
    expect(store.read.subscription(feedId)?.failure).toMatchObject({ count: 2, since: now, at: now + 2 * hour });
    server.on('/feed', { body: '<rss version="2.0"><channel><title>T</title></channel></rss>' });
    await refresh();
    expect(store.read.failure(feedId)).toBeNull();
  });

  it('keeps at most ten of the feeds that a page names', async () => {
    const body = page + Array.from({ length: 40 }, (_, index) => link(`/feed-${index}`, 'x')).join('');
    const { store, feedId, refresh } = await checked({ code: 'not-a-feed', when: '', address: answering({ body, type: html }), words: [] });
    await refresh();
    expect(store.read.failure(feedId)?.facts.feedLinks).toHaveLength(10);
  });
});
