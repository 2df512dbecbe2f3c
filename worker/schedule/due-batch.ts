/** What the scheduler needs to know of a feed that is due. */
export interface DueFeed {
  readonly feedId: number;
  readonly wasFetched: boolean;
  readonly failureCount: number;
}

export interface BatchRules<F extends DueFeed> {
  /** Feeds already asked so recently (by the clock that nobody sets) that a jump of the wall clock must be the reason. */
  readonly isTooSoon: (feed: F) => boolean;
  /** How long the spreading of a backlog still lasts; 0: take all. */
  readonly spreadLeftMs: number;
  readonly tickGapMs: number;
}

export interface Batch<F extends DueFeed> {
  readonly take: readonly F[];
  readonly tooSoon: readonly F[];
  /** Due, but left for a later tick of the spreading (P6: no burst on launch). */
  readonly left: number;
}

/** Which of the due feeds this tick takes. Feeds that were never fetched are wanted at once and wait for no spreading. */
export function dueBatch<F extends DueFeed>(due: readonly F[], { isTooSoon, spreadLeftMs, tickGapMs }: BatchRules<F>): Batch<F> {
  const tooSoon = due.filter(isTooSoon);
  const free = due.filter(feed => !isTooSoon(feed));
  if (spreadLeftMs <= 0) return { take: free, tooSoon, left: 0 };
  const fresh = free.filter(isFresh);
  const backlog = free.filter(feed => !isFresh(feed));
  const ticksLeft = Math.max(1, Math.floor(spreadLeftMs / tickGapMs));
  const taken = backlog.slice(0, Math.ceil(backlog.length / ticksLeft));
  return { take: [...fresh, ...taken], tooSoon, left: backlog.length - taken.length };
}

function isFresh(feed: DueFeed): boolean {
  return !feed.wasFetched && feed.failureCount === 0;
}
