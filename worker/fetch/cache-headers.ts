import type { CacheHints } from './request.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Beyond this it is a server's setting for all its files rather than a word about this feed. */
const longestSensibleMs = 7 * 24 * 3_600_000;

/** How long the answer says it stays fresh. max-age wins over Expires (RFC 9111, 5.3); dates are compared with the server's own clock. */
export function readCacheHints(headers: Headers, now: number): CacheHints {
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,12})/i.exec(joined(headers['cache-control']))?.[1];
  if (maxAge !== undefined) return { maxAgeMs: sensible(Number(maxAge) * 1000) };
  const expires = parseDate(joined(headers['expires']));
  if (expires === null) return { maxAgeMs: null };
  return { maxAgeMs: sensible(expires - (parseDate(joined(headers['date'])) ?? now)) };
}

function sensible(ms: number): number | null {
  return ms >= 0 && ms <= longestSensibleMs ? ms : null;
}

/** Only dates in words: `Date.parse` would take Expires: 0 for the year 2000. */
export function parseDate(text: string): number | null {
  if (text.length > 64 || !/[a-z]{3}/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

function joined(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}
