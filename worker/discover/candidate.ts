import type { ParsedEntry, ParsedFeed } from '../feed.ts';
import type { CandidateReason, FeedCandidate, FeedPreview } from '../protocol/discovery.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { FeedLink } from './feed-links.ts';
import { perWeekOf } from './per-week.ts';

/** A feed that has been read, as the dialog shows it. @param title what those who named it call it; may be empty. */
export function readCandidate(
  feedUrl: string,
  feed: ParsedFeed,
  title: string,
  why: CandidateReason | null,
  subscribedFeedId: FeedId | null,
): FeedCandidate {
  return {
    feedUrl,
    title: feed.title || title || hostOf(feedUrl),
    kind: feed.kind,
    siteUrl: feed.siteUrl,
    subscribedFeedId,
    preview: previewOf(feed),
    ...(why === null ? {} : { why }),
  };
}

/** A feed that a page names and that nobody has read yet. */
export function unreadCandidate(link: FeedLink, pageUrl: string, subscribedFeedId: FeedId | null): FeedCandidate {
  const { feedUrl, title, kind, why } = link;
  return { feedUrl, title: title || feedUrl, kind, siteUrl: pageUrl, subscribedFeedId, preview: null, why };
}

function previewOf(feed: ParsedFeed): FeedPreview {
  const dates = feed.entries.flatMap(({ publishedAt }) => publishedAt ?? []);
  // The document's own order among those of one date and for those without.
  const newest = [...feed.entries].sort((a, b) => dateOf(b) - dateOf(a));
  return {
    entryCount: feed.entries.length,
    newestEntryAt: dates.length === 0 ? null : dates.reduce((newestAt, at) => Math.max(newestAt, at)),
    newestTitles: newest
      .map(entry => (entry.title || entry.snippet).slice(0, 200))
      .filter(title => title !== '')
      .slice(0, 3),
    perWeek: perWeekOf(dates),
  };
}

function dateOf(entry: ParsedEntry): number {
  return entry.publishedAt ?? Number.NEGATIVE_INFINITY;
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^www\./, '');
}
