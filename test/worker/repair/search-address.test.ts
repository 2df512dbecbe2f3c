import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createKeptAnswers } from '../../../worker/discover/kept-answers.ts';
import type { FailureFacts } from '../../../worker/failure-facts.ts';
import { parseFeed } from '../../../worker/parse/parse-feed.ts';
import type { FailureCode } from '../../../worker/protocol/failures.ts';
import { type FeedToRepair, searchAddress } from '../../../worker/repair/search-address.ts';
import { rssDocument } from '../../helpers/rss-document.ts';
import { certificate, createNetwork, key, serve } from '../fetch/fetching.ts';

const names = { 'feeds.example': ['93.184.216.34'] };
const html = 'text/html; charset=utf-8';
const link = (href: string, title = '') => `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;
const page = (...links: readonly string[]) => ({ body: `<!doctype html><html><head>${links.join('')}</head><body>Hello`, type: html });
const feedOf = (title: string, ...guids: readonly string[]) => ({
  body: rssDocument(
    title,
    guids.map(guid => ({ guid })),
  ),
});

/** A feed that fails, of which the articles a, b and c are stored. */
async function failing(code: FailureCode, facts: FailureFacts = {}, change: { readonly tls?: boolean; readonly siteUrl?: string } = {}) {
  const server = await serve(change.tls === true ? { tls: { key: key('good'), cert: certificate('good') } } : {});
  const scheme = change.tls === true ? 'https' : 'http';
  const origin = `${scheme}://feeds.example:${server.port}`;
  const { fetcher } = createNetwork(names);
  const kept = createKeptAnswers({ now: () => 0 });
  const needs = {
    fetch: fetcher,
    parser: {
      parse: async (document: { bytes: Uint8Array; contentType: string | null; url: string }) =>
        parseFeed(document.bytes, document.contentType, document.url),
    },
    hashBody: (body: Uint8Array) => createHash('sha256').update(body).digest('base64url'),
    confirmedLocalHosts: () => new Set<string>(),
    subscribedFeedId: (feedUrl: string) => (feedUrl.endsWith('/mine') ? 7 : null),
    countKnown: (_: number, entries: readonly { guid: string | null }[]) =>
      entries.filter(({ guid }) => 'abc'.includes(guid ?? '-')).length,
    kept,
  };
  const feed: FeedToRepair = {
    feedId: 1,
    feedUrl: `${origin}/feed`,
    siteUrl: change.siteUrl ?? null,
    title: 'River notes',
    failure: { code, count: 1, facts },
  };
  return {
    server,
    origin,
    kept,
    search: (other: Partial<FeedToRepair> = {}) => searchAddress(needs, { ...feed, ...other }, new AbortController().signal),
    asked: () => server.log.map(({ path }) => path),
  };
}

describe('looking for another address of a feed', () => {
  it('reads the site’s page and the feed that it names, and sees that it carries the same articles', async () => {
    const { server, origin, kept, search, asked } = await failing('not-found');
    server.on('/', page(link('/comments/feed', 'Comments'), link('/rss.xml', 'All')));
    server.on('/rss.xml', feedOf('River notes', 'd', 'c', 'b'));
    const { search: outcome, found } = await search();
    expect(outcome).toEqual({ outcome: 'found', address: `${origin}/`, code: null, message: '' });
    expect(found).toMatchObject([
      {
        feedUrl: `${origin}/rss.xml`,
        title: 'River notes',
        why: 'named-by-page',
        match: 'same-articles',
        newestTitles: ['Entry d', 'Entry c', 'Entry b'],
      },
      { feedUrl: `${origin}/comments/feed`, title: 'Comments', match: 'unread' },
    ]);
    expect(asked()).toEqual(['/', '/rss.xml']);
    expect(kept.get(`${origin}/rss.xml`)?.feed.entries).toHaveLength(3);
  });

  it('prefers the feed that is called the same, and says when it carries other articles', async () => {
    const { server, origin, search } = await failing('gone');
    server.on('/', page(link('/all', 'Everything'), link('/notes', 'River notes'), link('/mine', 'Mine')));
    server.on('/notes', feedOf('Something else', 'x', 'y'));
    const { found } = await search();
    expect(found).toMatchObject([
      { feedUrl: `${origin}/notes`, match: 'other', subscribedFeedId: null },
      { feedUrl: `${origin}/all`, match: 'unread' },
      { feedUrl: `${origin}/mine`, match: 'unread', subscribedFeedId: 7 },
    ]);
  });

  it('does not read the page again that came instead of the feed', async () => {
    const { server, origin, search, asked } = await failing('not-a-feed');
    server.on('/new', feedOf('River notes'));
    const feedLinks = [{ feedUrl: `${origin}/new`, title: '' }];
    const { found } = await search({ failure: { code: 'not-a-feed', count: 1, facts: { feedLinks } } });
    expect(found).toMatchObject([{ feedUrl: `${origin}/new`, match: 'same-title' }]);
    expect(asked()).toEqual(['/new']);
  });

  it('reads the feed that the error page names before any other page', async () => {
    const { server, origin, search, asked } = await failing('not-found');
    server.on('/new', feedOf('River notes', 'a', 'b', 'c'));
    const feedLinks = [{ feedUrl: `${origin}/new`, title: '' }];
    const { found } = await search({ failure: { code: 'not-found', count: 1, facts: { status: 404, feedLinks } } });
    expect(found).toMatchObject([{ feedUrl: `${origin}/new`, match: 'same-articles' }]);
    expect(asked()).toEqual(['/new']);
  });

  it('goes on to the site’s page when none of the feeds that are named can be read', async () => {
    const { server, origin, search, asked } = await failing('not-found');
    server.on('/', page(link('/rss')));
    const feedLinks = [{ feedUrl: `${origin}/new`, title: '' }];
    const { found } = await search({ failure: { code: 'not-found', count: 1, facts: { status: 404, feedLinks } } });
    expect(found).toMatchObject([{ feedUrl: `${origin}/rss`, match: 'unread' }]);
    expect(asked()).toEqual(['/new', '/']);
  });

  it('tries https where what answers a plain request is not HTTP', async () => {
    const { server, origin, search } = await failing('http-error', {}, { tls: true });
    server.on('/feed', feedOf('River notes', 'a'));
    const { found } = await search({ feedUrl: `http://feeds.example:${server.port}/feed` });
    expect(found).toMatchObject([{ feedUrl: `${origin}/feed`, why: 'https', match: 'same-articles' }]);
  });

  it('offers https only where a feed really answers there', async () => {
    const { server, origin, search, asked } = await failing('refused', {}, { tls: true });
    server.on('/feed', feedOf('River notes', 'a'));
    const insecure = { feedUrl: `http://feeds.example:${server.port}/feed` };
    expect((await search(insecure)).found).toMatchObject([{ feedUrl: `${origin}/feed`, why: 'https', match: 'same-articles' }]);
    server.on('/feed', page());
    server.on('/', page());
    expect(await search(insecure)).toMatchObject({ found: [{ feedUrl: `${origin}/feed` }] });
    expect(asked()).toEqual(['/feed']);
  });

  it('tries no https where none answers, and goes on to the page', async () => {
    const { server, origin, search, asked } = await failing('timeout');
    server.on('/', page(link('/new')));
    const { found } = await search();
    expect(found).toMatchObject([{ feedUrl: `${origin}/new`, match: 'unread' }]);
    expect(asked()).toEqual(['/']);
  });

  it('follows a server that sends down to http by asking for the same over https', async () => {
    const { server, origin, search } = await failing('tls', {}, { tls: true });
    server.on('/moved', feedOf('River notes', 'a', 'b'));
    const facts: FailureFacts = { tls: 'step-down', redirect: { url: `http://feeds.example:${server.port}/moved`, isRefused: true } };
    const { found } = await search({ failure: { code: 'tls', count: 1, facts } });
    expect(found).toMatchObject([{ feedUrl: `${origin}/moved`, why: 'moved', match: 'same-articles' }]);
  });

  it('says that the page names only the address that fails', async () => {
    const { server, search } = await failing('not-found');
    server.on('/', page(link('/feed', 'This')));
    expect((await search()).search.outcome).toBe('names-only-this');
  });

  it('says that the page names no feed, and why it could not be read', async () => {
    const { server, search } = await failing('not-found');
    server.on('/', page());
    expect(await search()).toMatchObject({ search: { outcome: 'names-none' }, found: [] });
    server.on('/', { status: 500 });
    expect(await search()).toMatchObject({
      search: { outcome: 'unreadable', code: 'server-error', message: expect.stringMatching(/\(500\)/) },
      found: [],
    });
  });

  it('never makes more than two requests, and none to a guessed path', async () => {
    const { server, search, asked } = await failing('not-found');
    server.on('/', page(link('/one'), link('/two'), link('/three')));
    const { found } = await search();
    expect(found.map(({ match }) => match)).toEqual(['unread', 'unread']);
    expect(asked()).toEqual(['/', '/one']);
  });

  it('reads a site whose own address has become the feed', async () => {
    const { server, origin, search, asked } = await failing('gone');
    server.on('/', feedOf('River notes', 'a', 'b', 'c'));
    expect((await search()).found).toMatchObject([{ feedUrl: `${origin}/`, match: 'same-articles' }]);
    expect(asked()).toEqual(['/']);
  });
});
