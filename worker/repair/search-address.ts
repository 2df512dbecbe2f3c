import { findFeedLinks } from '../discover/feed-links.ts';
import type { KeptAnswers } from '../discover/kept-answers.ts';
import { FeedError } from '../errors.ts';
import type { NamedFeed } from '../failure-facts.ts';
import type { FeedAnswer, ParsedFeed } from '../feed.ts';
import type { Fetcher, FetchResult } from '../fetch/request.ts';
import type { FeedParser } from '../parse/parser.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { AddressSearch, UseAddress } from '../protocol/repair.ts';
import type { StoredFailure } from '../store/store.ts';
import { decodePage } from '../text/decode-page.ts';
import { mayAnswerSecurely, titleOf } from './repairs.ts';

export interface SearchNeeds {
  readonly fetch: Fetcher;
  readonly parser: Pick<FeedParser, 'parse'>;
  readonly hashBody: (body: Uint8Array) => string;
  readonly confirmedLocalHosts: () => ReadonlySet<string>;
  readonly subscribedFeedId: (feedUrl: string) => FeedId | null;
  /** How many of the first entries are known to be this feed's. */
  readonly countKnown: (feedId: FeedId, entries: ParsedFeed['entries']) => number;
  /** What was read is kept for the change of address that may follow. */
  readonly kept: KeptAnswers;
}

export interface FeedToRepair {
  readonly feedId: FeedId;
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  readonly title: string;
  readonly failure: StoredFailure;
}

export interface Searched {
  readonly search: AddressSearch;
  readonly found: readonly UseAddress[];
}

/** P7: as many as adding a site costs. */
const mostRequests = 2;
const mostFound = 3;
const comparedEntries = 50;
/** So many known articles, or this share of those compared, make it the same feed. */
const sureMatches = 3;
const sureShare = 0.3;

type Fetched = Extract<FetchResult, { kind: 'fetched' }>;

/**
 * Looks for another address of a feed that fails: where its server sends to, the same address over https, the feeds that its page or its
 * site's page names. At most two requests, none of them to a guessed path; nothing is stored. Rejects with 'cancelled' only, or by our own fault.
 */
export async function searchAddress(needs: SearchNeeds, feed: FeedToRepair, signal: AbortSignal): Promise<Searched> {
  const { fetch, parser, hashBody, confirmedLocalHosts, subscribedFeedId, countKnown, kept } = needs;
  const { code, facts } = feed.failure;
  let left = mostRequests;
  const tried = new Set<string>();
  const pageUrl = pageOf(feed);
  const result = (
    outcome: AddressSearch['outcome'],
    found: readonly UseAddress[] = [],
    why: Pick<FeedError, 'code' | 'message'> | null = null,
  ): Searched => ({
    search: { outcome, address: pageUrl, code: why?.code ?? null, message: why?.message ?? '' },
    found,
  });

  const ask = async (url: string, purpose: 'page' | 'feed'): Promise<Fetched> => {
    left -= 1;
    const answer = await fetch({ url, purpose, validators: null, confirmedLocalHosts: confirmedLocalHosts(), signal, isUrgent: true });
    if (answer.kind === 'fetched') return answer;
    throw new FeedError('http-error', 'The server says that nothing has changed, although it was never asked before.');
  };

  const toAddress = (feedUrl: string, { feed: read }: FeedAnswer, why: UseAddress['why'], title = ''): UseAddress => ({
    kind: 'use-address',
    feedUrl,
    title: titleOf(read.title || title, feedUrl),
    why,
    match: matchOf(read),
    newestTitles: newestTitles(read),
    subscribedFeedId: subscribedFeedId(feedUrl),
  });

  const matchOf = (read: ParsedFeed): UseAddress['match'] => {
    const entries = read.entries.slice(0, comparedEntries);
    const known = countKnown(feed.feedId, entries);
    if (known >= sureMatches || (known > 0 && known >= entries.length * sureShare)) return 'same-articles';
    return plain(read.title) === plain(feed.title) ? 'same-title' : 'other';
  };

  /** As a feed; null when it is none, or cannot be read. */
  const readFeed = async (answer: Fetched, asked: string, why: UseAddress['why'], title?: string): Promise<UseAddress | null> => {
    const parsed = await parser.parse({ bytes: answer.body, contentType: answer.contentType, url: answer.url });
    const feedUrl = answer.movedTo ?? asked;
    if (feedUrl === feed.feedUrl) return null;
    const { etag = null, lastModified = null } = answer.validators ?? {};
    const read: FeedAnswer = { feed: parsed, bodyHash: hashBody(answer.body), etag, lastModified, movedTo: null };
    kept.keep(feedUrl, read, answer.body.length);
    return toAddress(feedUrl, read, why, title);
  };

  const tryFeed = async (url: string, why: UseAddress['why'], title?: string): Promise<UseAddress | null> => {
    const known = kept.get(url);
    if (known !== null) return toAddress(url, known, why, title);
    if (left === 0) return null;
    tried.add(url);
    return orNull(async () => readFeed(await ask(url, 'feed'), url, why, title));
  };

  const secure = secureTwin(facts.redirect?.isRefused === true ? facts.redirect.url : mayAnswerSecurely(code) ? feed.feedUrl : null);
  const isSecureFirst = secure !== null && code !== 'not-found' && code !== 'gone' && code !== 'forbidden';
  const trySecure = (): Promise<UseAddress | null> =>
    secure === null || secure === feed.feedUrl
      ? Promise.resolve(null)
      : tryFeed(secure, facts.redirect?.isRefused === true ? 'moved' : 'https');

  if (isSecureFirst) {
    const secureFound = await trySecure();
    if (secureFound !== null) return result('found', [secureFound]);
  }

  /** Reads named feeds until one can be read. */
  const among = async (links: readonly NamedFeed[]): Promise<readonly UseAddress[]> => {
    const readOnes: UseAddress[] = [];
    const named = bestFirst(links, feed);
    for (const { feedUrl, title } of named) {
      if (left === 0 || readOnes.length > 0) break;
      const read = await tryFeed(feedUrl, 'named-by-page', title);
      if (read !== null) readOnes.push(read);
    }
    // What could not be read is no way out; what nobody has tried may be one.
    const unread = named
      .filter(({ feedUrl }) => !tried.has(feedUrl) && readOnes.every(one => one.feedUrl !== feedUrl))
      .map(link => unreadAddress(link, subscribedFeedId(link.feedUrl)));
    return [...readOnes, ...unread].slice(0, mostFound);
  };

  const seen = await among(facts.feedLinks ?? []);
  if (seen.length > 0) return result('found', seen);
  let trouble: FeedError | null = null;
  let namesThis = false;
  if (left > 0) {
    let links: readonly NamedFeed[] = [];
    try {
      const page = await ask(pageUrl, 'page');
      const asFeed = await orNull(() => readFeed(page, pageUrl, 'named-by-page'));
      if (asFeed !== null) return result('found', [asFeed]);
      const all = findFeedLinks(decodePage(page.body, page.contentType), page.url);
      links = all.filter(({ feedUrl }) => feedUrl !== feed.feedUrl);
      namesThis = all.length > links.length;
    } catch (thrown) {
      trouble = expected(thrown);
    }
    const found = await among(links);
    if (found.length > 0) return result('found', found);
  }
  if (!isSecureFirst) {
    const secureFound = await trySecure();
    if (secureFound !== null) return result('found', [secureFound]);
  }
  if (trouble !== null) return result('unreadable', [], trouble);
  return result(namesThis ? 'names-only-this' : 'names-none');
}

function pageOf({ feedUrl, siteUrl, failure }: FeedToRepair): string {
  const url = new URL(siteUrl ?? new URL('/', feedUrl).href);
  // Where the door for http is shut, the page behind it is no better.
  if (url.protocol === 'http:' && failure.code === 'refused' && url.port === '') url.protocol = 'https:';
  return url.href;
}

/** The same address over https; null for one that has another port than that of http, or is secure. */
function secureTwin(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  if (url?.protocol !== 'http:') return null;
  url.protocol = 'https:';
  return url.href;
}

/** Most like the feed that fails: its title, then its path; else as the page has them. */
function bestFirst(links: readonly NamedFeed[], feed: FeedToRepair): readonly NamedFeed[] {
  const score = ({ feedUrl, title }: NamedFeed): number =>
    (title !== '' && plain(title) === plain(feed.title) ? 2 : 0) + (pathOf(feedUrl) === pathOf(feed.feedUrl) ? 1 : 0);
  return links.toSorted((one, other) => score(other) - score(one));
}

function pathOf(address: string): string {
  return URL.parse(address)?.pathname ?? '';
}

function unreadAddress({ feedUrl, title }: NamedFeed, subscribedFeedId: FeedId | null): UseAddress {
  return {
    kind: 'use-address',
    feedUrl,
    title: titleOf(title, feedUrl),
    why: 'named-by-page',
    match: 'unread',
    newestTitles: [],
    subscribedFeedId,
  };
}

function newestTitles({ entries }: ParsedFeed): readonly string[] {
  return entries
    .toSorted((one, other) => (other.publishedAt ?? 0) - (one.publishedAt ?? 0))
    .map(entry => (entry.title || entry.snippet).slice(0, 200))
    .filter(title => title !== '')
    .slice(0, 3);
}

function plain(title: string): string {
  return title.trim().toLowerCase();
}

async function orNull<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (thrown) {
    expected(thrown);
    return null;
  }
}

/** A server's fault is an answer; a cancelled search and our own faults are not. */
function expected(thrown: unknown): FeedError {
  if (thrown instanceof FeedError && thrown.code !== 'cancelled' && thrown.code !== 'internal') return thrown;
  throw thrown;
}
