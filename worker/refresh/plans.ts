import type { Milliseconds } from '../protocol/model.ts';
import { lowestPaceMs, never } from '../schedule/next-check.ts';
import type { FeedRecord, Store } from '../store/store.ts';

const hour = 3_600_000;
/** No check is planned farther ahead than a day, and a little for jitter and Retry-After. */
const farthestMs = 26 * hour;

/** The wall clock was set back while we ran: every plan moves with it (R10). */
export async function shiftPlans({ read, write }: Store, byMs: number): Promise<void> {
  const planned = read.feedsIn({ kind: 'all' }).flatMap(({ feedId, nextCheckAt }) => {
    return nextCheckAt === null || nextCheckAt >= never ? [] : [{ feedId, nextCheckAt: nextCheckAt - byMs }];
  });
  if (planned.length > 0) await write.scheduleChecks(planned);
}

/**
 * The user has set another floor for the automatic pace: feeds that it held back come sooner, those that would come too soon later.
 * Where the feed's own rhythm or a failure decided, nothing changes.
 */
export async function moveFloor({ read, write }: Store, fromMinutes: number, toMinutes: number, now: Milliseconds): Promise<void> {
  const floorFor = ({ etag, lastModified }: FeedRecord, minutes: number): number =>
    lowestPaceMs(etag !== null || lastModified !== null, minutes);
  const moved = read.feedsIn({ kind: 'all' }).flatMap(feed => {
    const { feedId, checkedAt, nextCheckAt, failureCount } = feed;
    if (checkedAt === null || nextCheckAt === null || failureCount > 0) return [];
    const [from, to] = [floorFor(feed, fromMinutes), floorFor(feed, toMinutes)];
    const gapMs = nextCheckAt - checkedAt;
    const isHeldBack = gapMs >= from && gapMs <= from * 1.1;
    if (from === to || (gapMs >= to && !isHeldBack)) return [];
    // The same share above the floor as before keeps feeds apart.
    const share = isHeldBack ? gapMs / from : 1;
    return [{ feedId, nextCheckAt: Math.max(now, Math.round(checkedAt + to * share)) }];
  });
  if (moved.length > 0) await write.scheduleChecks(moved);
}

/** Plans made by a clock that was wrong then and is right now would stand still for years: those feeds come within the next two hours. */
export async function bringBackPlans({ read, write }: Store, now: Milliseconds, random: () => number): Promise<void> {
  const stray = read.feedsIn({ kind: 'all' }).flatMap(({ feedId, nextCheckAt }) => {
    const isStray = nextCheckAt !== null && nextCheckAt < never && nextCheckAt > now + farthestMs;
    return isStray ? [{ feedId, nextCheckAt: Math.round(now + hour + random() * hour) }] : [];
  });
  if (stray.length > 0) await write.scheduleChecks(stray);
}
