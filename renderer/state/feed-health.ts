import type { FeedId } from '../../worker/protocol/ids.ts';
import type { FeedVolume } from '../../worker/protocol/statistics.ts';
import type { Subscription } from '../../worker/protocol/subscriptions.ts';
import { request } from '../client/request.ts';

/** How a feed is, the first that fits. */
export type FeedHealth = 'gone' | 'failing' | 'paused' | 'silent' | 'noisy' | 'slow' | 'well';

/** Articles of the last 30 days, and the time of answers, by feed. */
export type Volumes = ReadonlyMap<FeedId, FeedVolume>;

/** Nothing new for so long: the feed may be dead without its server saying so. */
const silentMs = 180 * 24 * 3_600_000;
/** In 30 days: more than anybody reads of one feed. */
const noisyArticles = 300;
/** Longer than anybody waits who asks by hand. */
const slowMs = 5_000;

export function healthOf({ feedId, failure, plan, isHeld, newestEntryAt }: Subscription, now: number, volumes: Volumes): FeedHealth {
  if (failure?.code === 'gone' || plan?.reason === 'gone') return 'gone';
  if (failure !== null) return 'failing';
  if (isHeld) return 'paused';
  if (newestEntryAt !== null && now - newestEntryAt > silentMs) return 'silent';
  const volume = volumes.get(feedId);
  if ((volume?.articles ?? 0) > noisyArticles) return 'noisy';
  return (volume?.answerMs ?? 0) > slowMs ? 'slow' : 'well';
}

export type HealthFilter = 'all' | 'trouble' | 'gone' | 'failing' | 'silent' | 'noisy' | 'slow' | 'paused';

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

export type HealthOrder = 'trouble' | 'title' | 'newest' | 'next' | 'volume';

const severity: Readonly<Record<FeedHealth, number>> = { gone: 0, failing: 1, silent: 2, noisy: 3, slow: 4, paused: 5, well: 6 };

export function sortFeeds(feeds: readonly Subscription[], order: HealthOrder, now: number, volumes: Volumes): readonly Subscription[] {
  const byTitle = (one: Subscription, other: Subscription) => one.title.localeCompare(other.title);
  switch (order) {
    case 'title':
      return feeds.toSorted(byTitle);
    case 'newest':
      return feeds.toSorted((one, other) => (other.newestEntryAt ?? 0) - (one.newestEntryAt ?? 0) || byTitle(one, other));
    case 'volume':
      return feeds.toSorted((one, other) => articlesOf(other, volumes) - articlesOf(one, volumes) || byTitle(one, other));
    case 'next':
      return feeds.toSorted((one, other) => (one.plan?.at ?? Infinity) - (other.plan?.at ?? Infinity) || byTitle(one, other));
    case 'trouble': {
      const rank = new Map(feeds.map(feed => [feed.feedId, severity[healthOf(feed, now, volumes)]]));
      return feeds.toSorted(
        (one, other) =>
          (rank.get(one.feedId) ?? 0) - (rank.get(other.feedId) ?? 0) ||
          (one.failure?.since ?? 0) - (other.failure?.since ?? 0) ||
          byTitle(one, other),
      );
    }
  }
}

function articlesOf({ feedId }: Subscription, volumes: Volumes): number {
  return volumes.get(feedId)?.articles ?? 0;
}

export function countTroubled(feeds: readonly Subscription[]): number {
  return feeds.reduce((count, { failure }) => count + (failure === null ? 0 : 1), 0);
}

/** Empty when it cannot be told now: then no feed is called noisy or slow. */
export async function readVolumes(): Promise<Volumes> {
  try {
    return new Map((await request('feeds.volumes', {})).map(volume => [volume.feedId, volume]));
  } catch {
    return new Map();
  }
}
