import { FeedError } from '../errors.ts';
import type { FeedAnswer } from '../feed.ts';
import type { Fetcher, FetchResult, RequestAccess } from '../fetch/request.ts';
import { ownLocalHost } from '../icon/own-local-host.ts';
import type { FeedParser } from '../parse/parser.ts';
import type { FeedCandidate, FeedsFound, RequestMade } from '../protocol/discovery.ts';
import type { FeedId } from '../protocol/ids.ts';
import { decodePage } from '../text/decode-page.ts';
import { readAddress } from './address.ts';
import { readCandidate, unreadCandidate } from './candidate.ts';
import { commentsLast, type FeedLink, findFeedLinks } from './feed-links.ts';
import { createKeptAnswers, type KeptAnswers } from './kept-answers.ts';
import { headerFeedLinks } from './link-header.ts';
import { readPageFacts } from './page-facts.ts';
import { namedFeed, type PlatformFeed, platformFeeds } from './platform-feeds.ts';
import { usualAddresses } from './usual-addresses.ts';

export interface FeedFinderNeeds {
  readonly fetch: Fetcher;
  readonly parser: Pick<FeedParser, 'parse'>;
  readonly hashBody: (body: Uint8Array) => string;
  readonly subscribedFeedId: (feedUrl: string) => FeedId | null;
  /** A subscribed feed as far as it is known without asking its server again (P1); null when it is not, or has trouble. */
  readonly subscribedCandidate: (feedUrl: string) => FeedCandidate | null;
  readonly confirmedLocalHosts: () => ReadonlySet<string>;
  /** ms, any clock. */
  readonly now: () => number;
  /** Shared by finders that ask in different ways. */
  readonly kept?: KeptAnswers;
}

export interface FeedFinder {
  /**
   * Reads what somebody typed: one request when it is the address of a feed or of a platform that documents where its feeds are, two when
   * it is that of a page (the page, and the first feed that it names), none for a feed that is subscribed to and well; nothing is guessed
   * (P7). Rejects with FeedError 'bad-address', 'no-feed-found', 'local-address', or as fetch and parse do.
   */
  find(typed: string, signal: AbortSignal | null): Promise<FeedsFound>;
  /**
   * Tries usual addresses one after the other, until one is a feed: only where the user asks for it, after `find` had nothing better (P7).
   * Rejects as `find` does; 'no-feed-found' says what was tried.
   */
  lookDeeper(
    typed: string,
    signal: AbortSignal | null,
    onTry: (address: string, tried: number, total: number) => void,
  ): Promise<FeedsFound>;
  /** Reads one candidate. Rejects as `find` does, and with 'not-a-feed'. */
  preview(feedUrl: string, signal: AbortSignal | null): Promise<FeedCandidate>;
  /** The answer that was read for that candidate in the last ten minutes; it is handed out once. */
  takeAnswer(feedUrl: string): FeedAnswer | null;
  /** The same finder, with a login for one server. */
  withAccess(access: RequestAccess): FeedFinder;
  /** The same finder; tells what it asks. */
  watched(onRequest: (made: RequestMade) => void): FeedFinder;
}

/** Links to feeds stand in a page's head, however much follows. */
const cutsPageAt = 2 * 1024 * 1024;

type Fetched = Extract<FetchResult, { kind: 'fetched' }>;
type Reason = NonNullable<FeedCandidate['why']>;

/** Failures of an address, not of the server behind it: another address there may do better. */
const ofTheAddress: ReadonlySet<string> = new Set([
  'not-found',
  'gone',
  'forbidden',
  'unauthorized',
  'http-error',
  'not-a-feed',
  'broken-feed',
  'redirect-loop',
  'private-address',
  'too-large',
  'bad-encoding',
]);

export function createFeedFinder(needs: FeedFinderNeeds): FeedFinder {
  const { fetch, parser, hashBody, subscribedFeedId, subscribedCandidate, confirmedLocalHosts, now } = needs;
  const { kept = createKeptAnswers({ now }) } = needs;

  const ask = async (
    url: string,
    purpose: 'page' | 'feed',
    signal: AbortSignal | null,
    { reach = confirmedLocalHosts(), isUrgent = true }: { readonly reach?: ReadonlySet<string>; readonly isUrgent?: boolean } = {},
  ): Promise<Fetched> => {
    const answer = await fetch({ url, purpose, validators: null, confirmedLocalHosts: reach, signal, isUrgent, cutsPageAt });
    if (answer.kind === 'fetched') return answer;
    throw new FeedError('http-error', 'The server says that nothing has changed, although it was never asked before. Try again later.');
  };

  const candidateOf = (feedUrl: string, answer: FeedAnswer, title: string, why: Reason | null) =>
    readCandidate(feedUrl, answer.feed, title, why, subscribedFeedId(feedUrl));

  /** Parses an answer as a feed and keeps it under the address at which it is to be subscribed to. */
  const readFeed = async (asked: string, answer: Fetched, title: string, why: Reason | null): Promise<FeedCandidate> => {
    const feed = await parser.parse({ bytes: answer.body, contentType: answer.contentType, url: answer.url });
    const feedUrl = answer.movedTo ?? asked;
    const { etag = null, lastModified = null } = answer.validators ?? {};
    const read: FeedAnswer = { feed, bodyHash: hashBody(answer.body), etag, lastModified, movedTo: null };
    kept.keep(feedUrl, read, answer.body.length);
    return candidateOf(feedUrl, read, title, why);
  };

  const known = (asked: string, title: string, why: Reason | null): FeedCandidate | null => {
    const answer = kept.get(asked);
    return subscribedCandidate(asked) ?? (answer === null ? null : candidateOf(asked, answer, title, why));
  };

  /** @param from the page that names it: its word alone leads to no local address but its own (N2). */
  const readLink = async ({ feedUrl, title, why }: FeedLink, from: string, signal: AbortSignal | null): Promise<FeedCandidate> =>
    known(feedUrl, title, why) ??
    readFeed(feedUrl, await ask(feedUrl, 'feed', signal, { reach: ownLocalHost(from, confirmedLocalHosts()) }), title, why);

  const unread = (link: FeedLink, pageUrl: string): FeedCandidate => unreadCandidate(link, pageUrl, subscribedFeedId(link.feedUrl));

  /** A feed that cannot be read now is shown all the same; the error comes when it is chosen. */
  const tryLink = async (link: FeedLink, pageUrl: string, signal: AbortSignal | null): Promise<FeedCandidate> => {
    try {
      return await readLink(link, pageUrl, signal);
    } catch (error) {
      if (!(error instanceof FeedError) || error.code === 'cancelled' || error.code === 'internal') throw error;
      return unread(link, pageUrl);
    }
  };

  /** The first of several is read, the others are shown by what is said of them. */
  const listed = async (links: readonly FeedLink[], pageUrl: string, signal: AbortSignal | null): Promise<readonly FeedCandidate[]> => {
    const [first, ...others] = links;
    if (first === undefined) return [];
    return distinct([await tryLink(first, pageUrl, signal), ...others.map(link => unread(link, pageUrl))]);
  };

  /** The feeds of a platform's address; null where it has to be read as a page after all. */
  const ofPlatform = async (feeds: readonly PlatformFeed[], asked: string, signal: AbortSignal | null): Promise<FeedsFound | null> => {
    const [first, ...others] = feeds;
    if (first === undefined) return null;
    try {
      const link = first.namedUnder === null ? first : await lookUp(first, first.namedUnder, signal);
      const read = await readLink(link, asked, signal);
      return { address: asked, candidates: distinct([read, ...others.map(other => unread(other, asked))]), canLookDeeper: false };
    } catch (error) {
      if (error instanceof FeedError && ofTheAddress.has(error.code)) return null;
      throw error;
    }
  };

  const lookUp = async (link: FeedLink, key: string, signal: AbortSignal | null): Promise<FeedLink> => {
    const answer = await ask(link.feedUrl, 'page', signal);
    const named = namedFeed(new TextDecoder().decode(answer.body), key);
    if (named === null) throw new FeedError('not-found', 'The directory names no feed for this podcast.');
    return { ...link, ...named };
  };

  /** @param mayFollow whether the page may send on to another one, as it does with a browser. */
  const ofPage = async (answer: Fetched, signal: AbortSignal | null, mayFollow: boolean): Promise<FeedsFound | null> => {
    const html = decodePage(answer.body, answer.contentType);
    const announced = headerFeedLinks(answer.linkHeader, answer.url);
    const links = distinct(commentsLast([...announced, ...findFeedLinks(html, answer.url)]));
    if (links.length > 0) {
      return {
        address: answer.url,
        candidates: await listed(links, answer.url, signal),
        canLookDeeper: links.every(({ why }) => why === 'link'),
      };
    }
    const { canonicalUrl, refreshUrl } = readPageFacts(html, answer.url);
    const canonical = canonicalUrl === null ? [] : platformFeeds(new URL(canonicalUrl));
    const plain = canonical.filter(({ namedUnder }) => namedUnder === null);
    if (plain.length > 0) {
      return { address: answer.url, candidates: await listed(plain, answer.url, signal), canLookDeeper: false };
    }
    if (refreshUrl === null || !mayFollow) return null;
    const reach = ownLocalHost(answer.url, confirmedLocalHosts());
    const next = await ask(refreshUrl, 'page', signal, { reach });
    return ofAnswer(refreshUrl, next, signal, false);
  };

  /** What an answer to a typed address gives: a feed, or what the page names. */
  const ofAnswer = async (asked: string, answer: Fetched, signal: AbortSignal | null, mayFollow: boolean): Promise<FeedsFound> => {
    try {
      return { address: answer.url, candidates: [await readFeed(asked, answer, '', 'address')], canLookDeeper: false };
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      const found = await ofPage(answer, signal, mayFollow);
      if (found === null) throw error.code === 'not-a-feed' ? noFeedFound(answer, error) : error;
      return found;
    }
  };

  return {
    async find(typed, signal) {
      const url = readAddress(typed);
      const asked = url.href;
      const found = known(asked, '', 'address');
      if (found !== null) return { address: asked, candidates: [found], canLookDeeper: false };
      return (await ofPlatform(platformFeeds(url), asked, signal)) ?? ofAnswer(asked, await ask(asked, 'page', signal), signal, true);
    },
    async lookDeeper(typed, signal, onTry) {
      const url = readAddress(typed);
      const addresses = usualAddresses(url);
      for (const [index, address] of addresses.entries()) {
        const found = known(address, '', 'probe');
        if (found !== null) return { address, candidates: [found], canLookDeeper: false };
        onTry(address, index + 1, addresses.length);
        try {
          // Not urgent: the host's spacing holds (P15).
          const candidate = await readFeed(address, await ask(address, 'feed', signal, { isUrgent: false }), '', 'probe');
          return { address, candidates: [candidate], canLookDeeper: false };
        } catch (error) {
          if (!(error instanceof FeedError) || !ofTheAddress.has(error.code)) throw error;
        }
      }
      throw nothingDeeper(url, addresses);
    },
    async preview(feedUrl, signal) {
      const asked = readAddress(feedUrl).href;
      return known(asked, '', null) ?? readFeed(asked, await ask(asked, 'feed', signal), '', null);
    },
    takeAnswer: feedUrl => kept.take(feedUrl),
    watched: onRequest => createFeedFinder({ ...needs, kept, fetch: request => fetch({ ...request, onRequest }) }),
    withAccess: access => createFeedFinder({ ...needs, kept, fetch: request => fetch({ ...request, access }) }),
  };
}

/** A first candidate that moved may have become another one of the list. */
function distinct<T extends Pick<FeedCandidate, 'feedUrl'>>(candidates: readonly T[]): readonly T[] {
  return candidates.filter((candidate, index) => candidates.findIndex(other => other.feedUrl === candidate.feedUrl) === index);
}

function noFeedFound(answer: Fetched, cause: FeedError): FeedError {
  const { host } = new URL(answer.url);
  const detail = `${answer.url} (${answer.contentType ?? 'no type'})`.slice(0, 500);
  return new FeedError('no-feed-found', wordsFor(answer, host), { detail, cause });
}

function wordsFor(answer: Fetched, host: string): string {
  if (host === 'consent.youtube.com') {
    return 'YouTube asks for consent to cookies before it shows this page. Paste the address of the channel in its long form: youtube.com/channel/UC…';
  }
  const isPage =
    /html/i.test(answer.contentType ?? '') ||
    /<(?:html|head|body|!doctype)\b/i.test(decodePage(answer.body.subarray(0, 4096), answer.contentType));
  return isPage
    ? `This page of ${host} names no feed. The site may have one all the same: look for “RSS”, “feed” or “Atom” on it and paste that link here.`
    : `What ${host} answered is neither a feed nor a web page. Check the address.`;
}

function nothingDeeper(typed: URL, addresses: readonly string[]): FeedError {
  const paths = addresses.map(address => address.slice(new URL(address).origin.length));
  return new FeedError(
    'no-feed-found',
    `Freshet tried ${paths.length} usual addresses on ${typed.host}, and none of them is a feed: ${paths.join(', ')}. The site seems to have none.`,
    { detail: addresses.join(' ').slice(0, 2_000) },
  );
}
