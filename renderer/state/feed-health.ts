import type { Subscription } from '../../worker/protocol/model.ts';

/** How a feed is, the first that fits. */
export type FeedHealth = 'gone' | 'failing' | 'paused' | 'silent' | 'well';

/** Nothing new for so long: the feed may be dead without its server saying so. */
const silentMs = 180 * 24 * 3_600_000;

export function healthOf({ failure, plan, isHeld, newestEntryAt }: Subscription, now: number): FeedHealth {
  if (failure?.code === 'gone' || plan?.reason === 'gone') return 'gone';
  if (failure !== null) return 'failing';
  if (isHeld) return 'paused';
  return newestEntryAt !== null && now - newestEntryAt > silentMs ? 'silent' : 'well';
}

export type HealthFilter = 'all' | 'trouble' | 'silent' | 'paused';

export function fitsFilter(health: FeedHealth, filter: HealthFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'trouble':
      return health === 'gone' || health === 'failing';
    default:
      return health === filter;
  }
}

export type HealthOrder = 'trouble' | 'title' | 'newest' | 'next';

const severity: Readonly<Record<FeedHealth, number>> = { gone: 0, failing: 1, silent: 2, paused: 3, well: 4 };

export function sortFeeds(feeds: readonly Subscription[], order: HealthOrder, now: number): readonly Subscription[] {
  const byTitle = (one: Subscription, other: Subscription) => one.title.localeCompare(other.title);
  switch (order) {
    case 'title':
      return feeds.toSorted(byTitle);
    case 'newest':
      return feeds.toSorted((one, other) => (other.newestEntryAt ?? 0) - (one.newestEntryAt ?? 0) || byTitle(one, other));
    case 'next':
      return feeds.toSorted((one, other) => (one.plan?.at ?? Infinity) - (other.plan?.at ?? Infinity) || byTitle(one, other));
    case 'trouble': {
      const rank = new Map(feeds.map(feed => [feed.feedId, severity[healthOf(feed, now)]]));
      return feeds.toSorted(
        (one, other) =>
          (rank.get(one.feedId) ?? 0) - (rank.get(other.feedId) ?? 0) ||
          (one.failure?.since ?? 0) - (other.failure?.since ?? 0) ||
          byTitle(one, other),
      );
    }
  }
}

export function countTroubled(feeds: readonly Subscription[]): number {
  return feeds.reduce((count, { failure }) => count + (failure === null ? 0 : 1), 0);
}
