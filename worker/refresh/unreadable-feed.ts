import { findFeedLinks } from '../discover/feed-links.ts';
import { FeedError } from '../errors.ts';
import { mostFeedLinks, type NamedFeed } from '../failure-facts.ts';
import type { FetchResult, MissingPage } from '../fetch/request.ts';
import { decodePage } from '../text/decode-page.ts';

type Fetched = Extract<FetchResult, { kind: 'fetched' }>;

/** Of a page only so much is read for the feeds that it names: they stand in its head. */
const longestPageBytes = 512 * 1_024;

/** What the parser says of a document is what is wrong with it; here is added what to do, and what the answer holds for a repair. */
export function unreadableFeed(thrown: unknown, feedUrl: string, answer: Fetched): unknown {
  if (!(thrown instanceof FeedError)) return thrown;
  const feedLinks = thrown.code === 'not-a-feed' ? namedFeeds(feedUrl, answer) : [];
  const advice = adviceFor(thrown, feedLinks.length);
  const { code, message, extras, facts } = thrown;
  const failure = new FeedError(code, advice === null ? message : `${message} ${advice}`, extras).seen(facts);
  if (feedLinks.length > 0) failure.seen({ feedLinks });
  return answer.url === feedUrl ? failure : failure.seen({ redirect: { url: answer.url, isRefused: false } });
}

/** The page that says that the feed is not there any more may name where feeds are now. */
export function missingFeed(thrown: unknown, feedUrl: string, page: MissingPage): unknown {
  if (!(thrown instanceof FeedError)) return thrown;
  const feedLinks = namedFeeds(feedUrl, page);
  return feedLinks.length === 0 ? thrown : thrown.seen({ feedLinks });
}

function adviceFor({ code }: FeedError, links: number): string | null {
  switch (code) {
    case 'not-a-feed':
      if (links === 0) return 'The feed may have moved: look for a new address.';
      return links === 1 ? 'The page names a feed: use that one instead.' : 'The page names other feeds: use one of them instead.';
    case 'broken-feed':
    case 'bad-encoding':
      return 'Its owner has to mend it; Freshet tries again by itself.';
    case 'too-large':
      return 'Its owner has to make it smaller; Freshet tries again by itself.';
    default:
      return null;
  }
}

function namedFeeds(feedUrl: string, { body, contentType, url }: MissingPage): readonly NamedFeed[] {
  return findFeedLinks(decodePage(body.subarray(0, longestPageBytes), contentType), url)
    .filter(link => link.feedUrl !== feedUrl)
    .slice(0, mostFeedLinks)
    .map(link => ({ feedUrl: link.feedUrl, title: link.title }));
}
