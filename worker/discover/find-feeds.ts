import { FeedError } from '../errors.ts';
import type { FeedAnswer } from '../feed.ts';
import type { Fetcher, FetchResult } from '../fetch/request.ts';
import type { FeedParser } from '../parse/parser.ts';
import type { FeedCandidate, FeedId, FeedsFound } from '../protocol/model.ts';
import { decodePage } from '../text/decode-page.ts';
import { readAddress } from './address.ts';
import { readCandidate, unreadCandidate } from './candidate.ts';
import { type FeedLink, findFeedLinks } from './feed-links.ts';
import { createKeptAnswers } from './kept-answers.ts';

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
}

export interface FeedFinder {
  /**
   * Reads what somebody typed: one request when it is the address of a feed, two when it is that of a page (the page, and the first feed
   * that it names), none for a feed that is subscribed to and well; nothing is guessed (P7). Rejects with FeedError 'bad-address', 'no-feed-found', 'local-address', or as fetch and parse do.
   */
  find(typed: string, signal: AbortSignal | null): Promise<FeedsFound>;
  /** Reads one candidate. Rejects as `find` does, and with 'not-a-feed'. */
  preview(feedUrl: string, signal: AbortSignal | null): Promise<FeedCandidate>;
  /** The answer that was read for that candidate in the last ten minutes; it is handed out once. */
  takeAnswer(feedUrl: string): FeedAnswer | null;
}

type Fetched = Extract<FetchResult, { kind: 'fetched' }>;

export function createFeedFinder(needs: FeedFinderNeeds): FeedFinder {
  const { fetch, parser, hashBody, subscribedFeedId, subscribedCandidate, confirmedLocalHosts, now } = needs;
  const kept = createKeptAnswers({ now });

  const ask = async (url: string, purpose: 'page' | 'feed', signal: AbortSignal | null): Promise<Fetched> => {
    const answer = await fetch({ url, purpose, validators: null, confirmedLocalHosts: confirmedLocalHosts(), signal, isUrgent: true });
    if (answer.kind === 'fetched') return answer;
    throw new FeedError('http-error', 'The server says that nothing has changed, although it was never asked before. Try again later.');
  };

  const candidateOf = (feedUrl: string, answer: FeedAnswer, link: FeedLink | null) =>
    readCandidate(feedUrl, answer.feed, link, subscribedFeedId(feedUrl));

  /** Parses an answer as a feed and keeps it under the address at which it is to be subscribed to. */
  const readFeed = async (asked: string, answer: Fetched, link: FeedLink | null): Promise<FeedCandidate> => {
    const feed = await parser.parse({ bytes: answer.body, contentType: answer.contentType, url: answer.url });
    const feedUrl = answer.movedTo ?? asked;
    const { etag = null, lastModified = null } = answer.validators ?? {};
    const read: FeedAnswer = { feed, bodyHash: hashBody(answer.body), etag, lastModified, movedTo: null };
    kept.keep(feedUrl, read, answer.body.length);
    return candidateOf(feedUrl, read, link);
  };

  const readCandidateOf = async (asked: string, link: FeedLink | null, signal: AbortSignal | null): Promise<FeedCandidate> => {
    const subscribed = subscribedCandidate(asked);
    if (subscribed !== null) return subscribed;
    const known = kept.get(asked);
    return known === null ? readFeed(asked, await ask(asked, 'feed', signal), link) : candidateOf(asked, known, link);
  };

  /** A feed that cannot be read now is shown all the same; the error comes when it is chosen. */
  const tryCandidate = async (link: FeedLink, pageUrl: string, signal: AbortSignal | null): Promise<FeedCandidate> => {
    try {
      return await readCandidateOf(link.feedUrl, link, signal);
    } catch (error) {
      if (!(error instanceof FeedError) || error.code === 'cancelled' || error.code === 'internal') throw error;
      return unreadCandidate(link, pageUrl, subscribedFeedId(link.feedUrl));
    }
  };

  return {
    async find(typed, signal) {
      const asked = readAddress(typed).href;
      const subscribed = subscribedCandidate(asked);
      if (subscribed !== null) return { address: asked, candidates: [subscribed] };
      const known = kept.get(asked);
      if (known !== null) return { address: asked, candidates: [candidateOf(asked, known, null)] };
      const answer = await ask(asked, 'page', signal);
      try {
        return { address: answer.url, candidates: [await readFeed(asked, answer, null)] };
      } catch (error) {
        if (!(error instanceof FeedError)) throw error;
        const links = findFeedLinks(decodePage(answer.body, answer.contentType), answer.url);
        const [first, ...others] = links;
        if (first === undefined) throw error.code === 'not-a-feed' ? noFeedFound(answer, error) : error;
        const rest = others.map(link => unreadCandidate(link, answer.url, subscribedFeedId(link.feedUrl)));
        return { address: answer.url, candidates: distinct([await tryCandidate(first, answer.url, signal), ...rest]) };
      }
    },
    preview: (feedUrl, signal) => readCandidateOf(readAddress(feedUrl).href, null, signal),
    takeAnswer: feedUrl => kept.take(feedUrl),
  };
}

/** A first candidate that moved may have become another one of the list. */
function distinct(candidates: readonly FeedCandidate[]): readonly FeedCandidate[] {
  return candidates.filter((candidate, index) => candidates.findIndex(other => other.feedUrl === candidate.feedUrl) === index);
}

function noFeedFound(answer: Fetched, cause: FeedError): FeedError {
  const { host } = new URL(answer.url);
  const isPage =
    /html/i.test(answer.contentType ?? '') ||
    /<(?:html|head|body|!doctype)\b/i.test(decodePage(answer.body.subarray(0, 4096), answer.contentType));
  const message = isPage
    ? `This page of ${host} names no feed. The site may have one all the same: look for “RSS”, “feed” or “Atom” on it and paste that link here.`
    : `What ${host} answered is neither a feed nor a web page. Check the address.`;
  return new FeedError('no-feed-found', message, { detail: `${answer.url} (${answer.contentType ?? 'no type'})`.slice(0, 500), cause });
}
