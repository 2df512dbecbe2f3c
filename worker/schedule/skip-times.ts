import type { SkipTimes } from '../feed.ts';
import type { Milliseconds } from '../protocol/ids.ts';

export const noSkipTimes: SkipTimes = { hours: [], days: [] };

const hour = 3_600_000;
const day = 24 * hour;

/** The first moment from `at` on that is not skipped. A feed that leaves no hour, or no day, says nothing sensible: then that part does not count. */
export function afterSkipTimes(at: Milliseconds, { hours, days }: SkipTimes): Milliseconds {
  const skippedHours = sensible(hours, 24);
  const skippedDays = sensible(days, 7);
  if (skippedHours.size === 0 && skippedDays.size === 0) return at;
  let moment = at;
  for (let steps = 0; steps <= 7 * 24; steps += 1) {
    const date = new Date(moment);
    if (skippedDays.has(date.getUTCDay())) moment = (Math.floor(moment / day) + 1) * day;
    else if (skippedHours.has(date.getUTCHours())) moment = (Math.floor(moment / hour) + 1) * hour;
    else return moment;
  }
  return at;
}

function sensible(values: readonly number[], count: number): ReadonlySet<number> {
  const known = new Set(values.filter(value => Number.isInteger(value) && value >= 0 && value < count));
  return known.size >= count ? new Set() : known;
}
