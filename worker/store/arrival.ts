import type { Milliseconds } from '../protocol/ids.ts';
import type { FirstUnread } from '../protocol/subscriptions.ts';
import type { Identified } from './identity.ts';

/** A new entry and where it goes. */
export interface Arrival extends Identified {
  readonly publishedAt: Milliseconds | null;
  readonly sortAt: Milliseconds;
  readonly isRead: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
const recentMs = 30 * dayMs;
const mostRecentUnread = 20;

/** When an entry is dated in the future it is shown so, but stands at its arrival. One that arrives more than a day late does too, so that nothing new is buried. */
export function sortTime(publishedAt: Milliseconds | null, at: Milliseconds, isFirstFetch: boolean): Milliseconds {
  if (publishedAt === null || publishedAt > at) return at;
  return isFirstFetch || at - publishedAt <= dayMs ? publishedAt : at;
}

/**
 * Which entries of a feed's first answer start unread: with 'recent' the newest 20 at most, none older than 30 days.
 * Dateless entries count as of now, in document order.
 * @returns the indexes into `dates`, which is in document order.
 */
export function unreadAtFirst(dates: readonly (Milliseconds | null)[], firstUnread: FirstUnread, at: Milliseconds): ReadonlySet<number> {
  if (firstUnread === 'none') return new Set();
  const all = dates.map((date, index) => ({ index, date: date === null ? at : Math.min(date, at) }));
  if (firstUnread === 'all') return new Set(all.map(({ index }) => index));
  const recent = all.filter(({ date }) => at - date <= recentMs).sort((a, b) => b.date - a.date || a.index - b.index);
  return new Set(recent.slice(0, mostRecentUnread).map(({ index }) => index));
}
