import { childText } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

const dayMinutes = 24 * 60;
const periods: ReadonlyMap<string, number> = new Map([
  ['hourly', 60],
  ['daily', dayMinutes],
  ['weekly', 7 * dayMinutes],
  ['monthly', 30 * dayMinutes],
  ['yearly', 365 * dayMinutes],
]);
/** What says more than a year says nothing. */
const longestMinutes = 366 * dayMinutes;

/** How long the feed says that it may be kept, minutes: RSS `ttl`, else the syndication module's period over frequency. */
export function ttlOf(ttl: string | null, channel: XmlElement): number | null {
  return sensible(Number(/^\d{1,7}$/.exec(ttl ?? '')?.[0])) ?? sensible(syndicationMinutes(channel));
}

function syndicationMinutes(channel: XmlElement): number {
  const period = periods.get(childText(channel, 'sy:updateperiod')?.toLowerCase() ?? '');
  const frequency = Number(childText(channel, 'sy:updatefrequency') ?? 1);
  return period === undefined ? Number.NaN : Math.round(period / frequency);
}

function sensible(minutes: number): number | null {
  return minutes >= 1 && minutes <= longestMinutes ? minutes : null;
}
