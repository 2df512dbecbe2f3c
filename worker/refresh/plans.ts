import type { Milliseconds } from '../protocol/model.ts';
import { never } from '../schedule/next-check.ts';
import type { Store } from '../store/store.ts';

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

/** Plans made by a clock that was wrong then and is right now would stand still for years: those feeds come within the next two hours. */
export async function bringBackPlans({ read, write }: Store, now: Milliseconds, random: () => number): Promise<void> {
  const stray = read.feedsIn({ kind: 'all' }).flatMap(({ feedId, nextCheckAt }) => {
    const isStray = nextCheckAt !== null && nextCheckAt < never && nextCheckAt > now + farthestMs;
    return isStray ? [{ feedId, nextCheckAt: Math.round(now + hour + random() * hour) }] : [];
  });
  if (stray.length > 0) await write.scheduleChecks(stray);
}
