import { FeedError, toWireError } from '../errors.ts';
import type { ParsedFeed } from '../feed.ts';
import type { Fetcher, FetchResult } from '../fetch/request.ts';
import { RetryAfterError } from '../fetch/request.ts';
import { accessTo } from '../fetch/request-access.ts';
import { hideSecrets } from '../hide-secrets.ts';
import type { FeedParser } from '../parse/parser.ts';
import type { RequestMade } from '../protocol/discovery.ts';
import type { FetchedAnswer, FetchReport } from '../protocol/fetch-report.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { CheckPlan } from '../protocol/subscriptions.ts';
import { decodePage } from '../text/decode-page.ts';
import { readAddressAndLogin } from './address.ts';
import { commentsLast, type FeedLink, findFeedLinks } from './feed-links.ts';
import { headerFeedLinks } from './link-header.ts';

/** What is planned after an answer. */
export type Answered =
  | { readonly kind: 'changed'; readonly feed: ParsedFeed; readonly etag: string | null; readonly lastModified: string | null }
  | { readonly kind: 'failed'; readonly error: FeedError; readonly retryAfterAt: Milliseconds | null };

export interface FetchReportNeeds {
  readonly fetch: Fetcher;
  readonly parser: Pick<FeedParser, 'parse'>;
  readonly confirmedLocalHosts: () => ReadonlySet<string>;
  readonly now: () => Milliseconds;
  /** When a feed would be asked next after this answer, were it new; null for failures that no feed has. */
  readonly planAfter: (feedUrl: string, answered: Answered, maxAgeMs: number | null) => CheckPlan | null;
}

export interface FetchQuestion {
  /** As the user typed it. */
  readonly address: string;
  /** A local host that the user says yes to for this once. */
  readonly alsoLocal: string | null;
  /** Whether a refused local address is thrown, so that it can be confirmed; else it is a failure like others. */
  readonly rejectsLocal: boolean;
  readonly signal: AbortSignal | null;
}

/**
 * Asks one address as a feed is asked for the first time, and tells all that comes of it. Stores nothing, and keeps nothing for later.
 * Rejects with 'cancelled', with our own faults, and with 'local-address' where that is wanted.
 */
export async function reportFetch(
  needs: FetchReportNeeds,
  { address, alsoLocal, rejectsLocal, signal }: FetchQuestion,
): Promise<FetchReport> {
  const { fetch, parser, confirmedLocalHosts, now, planAfter } = needs;
  const requests: RequestMade[] = [];
  let typed: ReturnType<typeof readAddressAndLogin>;
  try {
    typed = readAddressAndLogin(address);
  } catch (thrown) {
    if (!(thrown instanceof FeedError)) throw thrown;
    return { ...nothingRead, address: hideSecrets(address), outcome: 'failed', error: toWireError(thrown), requests };
  }
  const { url, login } = typed;
  const asked = url.href;
  const empty = { ...nothingRead, address: asked, requests } as const;
  let answer: FetchResult | null = null;
  try {
    answer = await fetch({
      url: asked,
      purpose: 'feed',
      validators: null,
      confirmedLocalHosts: alsoLocal === null ? confirmedLocalHosts() : new Set([...confirmedLocalHosts(), alsoLocal]),
      signal,
      isUrgent: true,
      access: accessTo(url, login),
      onRequest: made => requests.push(made),
    });
    if (answer.kind === 'not-modified')
      throw new FeedError('http-error', 'The server says that nothing has changed, although it was never asked before.');
    const feed = await parser.parse({ bytes: answer.body, contentType: answer.contentType, url: answer.url });
    const { etag = null, lastModified = null } = answer.validators ?? {};
    const plan = planAfter(answer.movedTo ?? asked, { kind: 'changed', feed, etag, lastModified }, answer.cache.maxAgeMs);
    return { ...empty, outcome: 'feed', answer: answerOf(answer), feed, nextCheck: plan };
  } catch (thrown) {
    if (!(thrown instanceof FeedError) || thrown.code === 'cancelled' || thrown.code === 'internal') throw thrown;
    if (thrown.code === 'local-address' && rejectsLocal) throw thrown;
    const retryAfterAt = thrown instanceof RetryAfterError ? now() + thrown.retryAfterMs : null;
    const named = answer?.kind === 'fetched' && thrown.code === 'not-a-feed' ? namedBy(answer) : null;
    return {
      ...empty,
      outcome: named === null ? 'failed' : 'page',
      error: toWireError(thrown),
      answer: answer?.kind === 'fetched' ? answerOf(answer) : null,
      named: named ?? [],
      nextCheck: planAfter(asked, { kind: 'failed', error: thrown, retryAfterAt }, null),
    };
  }
}

const nothingRead = { error: null, answer: null, feed: null, named: [], nextCheck: null } as const;

type Fetched = Extract<FetchResult, { kind: 'fetched' }>;

function answerOf({ url, movedTo, contentType, body, validators, cache }: Fetched): FetchedAnswer {
  const { etag = null, lastModified = null } = validators ?? {};
  return { url, movedTo, contentType, bytes: body.length, etag, lastModified, maxAgeMs: cache.maxAgeMs };
}

/** Null for what is no page. */
function namedBy(answer: Fetched): readonly FeedLink[] | null {
  const html = decodePage(answer.body, answer.contentType);
  if (!/html/i.test(answer.contentType ?? '') && !/<(?:html|head|body|!doctype)\b/i.test(html.slice(0, 4_096))) return null;
  return commentsLast([...headerFeedLinks(answer.linkHeader, answer.url), ...findFeedLinks(html, answer.url)]);
}
