import { parseDate } from './cache-headers.ts';

/** P8: a server may ask for more, but a feed is never put off longer. */
const longestWaitMs = 24 * 3_600_000;

/** Retry-After as ms from now, at most 24 h; null when absent, unreadable or already over. */
export function readRetryAfter(value: string | string[] | undefined, now: number): number | null {
  const text = (Array.isArray(value) ? value[0] : value)?.trim() ?? '';
  if (/^\d+$/.test(text)) return withinDay(Number(text) * 1000);
  const at = parseDate(text);
  return at === null ? null : withinDay(at - now);
}

function withinDay(ms: number): number | null {
  return ms > 0 ? Math.min(ms, longestWaitMs) : null;
}
