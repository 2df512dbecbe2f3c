import { perWeekOf } from '../discover/per-week.ts';
import type { FeedCandidate } from '../protocol/discovery.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { ReadStore } from '../store/store.ts';

const shownTitles = 3;
const datedRows = 20;

/**
 * A subscribed feed as it would be shown if it were found, from what is stored: its server was asked for it once, and is not again (P1).
 * Null for one that has never answered or fails now, unless its server wants to be left alone (P8): finding it anew may be the way out
 * (a local address to be confirmed).
 */
export function subscribedCandidate(
  read: Pick<ReadStore, 'feedIdByUrl' | 'feed' | 'subscription' | 'openView'>,
  feedUrl: string,
  now: Milliseconds,
): FeedCandidate | null {
  const feedId = read.feedIdByUrl(feedUrl);
  const feed = feedId === null ? null : read.feed(feedId);
  const subscription = feedId === null ? null : read.subscription(feedId);
  if (feedId === null || subscription === null || feed === null) return null;
  const isWell = feed.wasFetched && feed.failureCount === 0;
  const isToWait = feed.retryAfterAt !== null && feed.retryAfterAt > now;
  if (!isWell && !isToWait) return null;
  const view = { scope: { kind: 'feed', feedId }, onlyUnread: false, order: 'newest' } as const;
  const { total, rows } = read.openView(view, null, datedRows);
  const newestTitles = rows
    .slice(0, shownTitles)
    .map(row => (row.title || row.snippet).slice(0, 200))
    .filter(title => title !== '');
  const perWeek = perWeekOf(rows.flatMap(({ publishedAt }) => publishedAt ?? []));
  return {
    feedUrl,
    title: subscription.title,
    kind: null,
    siteUrl: subscription.siteUrl,
    subscribedFeedId: feedId,
    preview: { entryCount: total, newestEntryAt: subscription.newestEntryAt, newestTitles, perWeek },
  };
}
