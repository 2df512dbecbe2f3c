import type { FeedId, Milliseconds } from '../protocol/ids.ts';
import type { RefreshRefusal } from '../protocol/refresh.ts';

/** P5: the same feed is not asked by hand twice within this time. */
const smallestGapByHandMs = 5 * 60_000;

export interface RefreshCandidate {
  readonly feedId: FeedId;
  readonly checkedAt: Milliseconds | null;
}

export interface RefusalRules<F extends RefreshCandidate> {
  readonly now: Milliseconds;
  /** Lifts the gap (never a server's word) where limits are lifted. */
  readonly isForced: (feed: F) => boolean;
  readonly waitsUntil: (feed: F) => Milliseconds | null;
  /** Until when it is set aside (X5). */
  readonly setAsideUntil: (feed: F) => Milliseconds | null;
  readonly isInWork: (feed: F) => boolean;
}

/** Splits what the user wants refreshed into feeds to ask and feeds that must not be asked yet (P5, P8). */
export function withoutRefused<F extends RefreshCandidate>(
  feeds: readonly F[],
  { now, isForced, waitsUntil, setAsideUntil, isInWork }: RefusalRules<F>,
): { readonly ask: readonly F[]; readonly refused: readonly RefreshRefusal[] } {
  const ask: F[] = [];
  const refused: RefreshRefusal[] = [];
  for (const feed of feeds) {
    const { feedId, checkedAt } = feed;
    const until = waitsUntil(feed);
    const asideUntil = setAsideUntil(feed);
    if (isInWork(feed)) ask.push(feed);
    else if (until !== null) refused.push({ feedId, reason: 'asked-to-wait', checkedAt, until });
    else if (asideUntil !== null) refused.push({ feedId, reason: 'quarantined', checkedAt, until: asideUntil });
    else if (checkedAt !== null && wasJustNow(checkedAt, now) && !isForced(feed)) {
      refused.push({ feedId, reason: 'checked-recently', checkedAt, until: checkedAt + smallestGapByHandMs });
    } else ask.push(feed);
  }
  return { ask, refused };
}

/** A check in the future is the trace of a clock that was set back. */
function wasJustNow(checkedAt: Milliseconds, now: Milliseconds): boolean {
  return checkedAt <= now && now - checkedAt < smallestGapByHandMs;
}
