import type { Milliseconds } from '../protocol/ids.ts';

const weekMs = 7 * 24 * 3_600_000;
const counted = 20;
const fewest = 3;

/** How many articles come in a week, by the gaps of the newest; null when too few are dated, or all at once. */
export function perWeekOf(dates: readonly Milliseconds[]): number | null {
  const newest = [...dates].sort((a, b) => b - a).slice(0, counted);
  const [last, first] = [newest[0], newest.at(-1)];
  if (newest.length < fewest || last === undefined || first === undefined || last === first) return null;
  return Math.round(((newest.length - 1) / (last - first)) * weekMs * 100) / 100;
}
