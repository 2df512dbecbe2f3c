import { expect, test } from 'vitest';
import { readCacheHints } from '../../../worker/fetch/cache-headers.ts';
import { readRetryAfter } from '../../../worker/fetch/retry-after.ts';
import { conditionalHeaders, receivedValidators } from '../../../worker/fetch/validators.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const hour = 3_600_000;

test.each([
  [{ 'cache-control': 'max-age=3600' }, hour],
  [{ 'cache-control': 'public,MAX-AGE = "60"' }, 60_000],
  [{ 'cache-control': ['no-transform', 'max-age=60'] }, 60_000],
  [{ 'cache-control': 's-maxage=60' }, null],
  [{ 'cache-control': 'max-age=0' }, 0],
  [{ 'cache-control': 'max-age=31536000' }, null],
  [{ 'cache-control': 'max-age=-5' }, null],
  [{ 'cache-control': 'max-age=60', expires: 'Sun, 01 Mar 2026 20:00:00 GMT' }, 60_000],
  [{ expires: 'Sun, 01 Mar 2026 13:00:00 GMT' }, hour],
  [{ expires: 'Sun, 01 Mar 2026 16:00:00 GMT', date: 'Sun, 01 Mar 2026 14:00:00 GMT' }, 2 * hour],
  [{ expires: '0' }, null],
  [{ expires: '-1' }, null],
  [{ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, null],
  [{ expires: 'never' }, null],
  [{}, null],
])('reads from %o how long an answer stays fresh', (headers, maxAgeMs) => {
  expect(readCacheHints(headers, now)).toEqual({ maxAgeMs });
});

test('reads Retry-After as seconds or date, and never as more than a day', () => {
  expect(readRetryAfter('30', now)).toBe(30_000);
  expect(readRetryAfter(' 30 ', now)).toBe(30_000);
  expect(readRetryAfter(['60', '30'], now)).toBe(60_000);
  expect(readRetryAfter('Sun, 01 Mar 2026 13:00:00 GMT', now)).toBe(hour);
  expect(readRetryAfter('Mon, 01 Mar 2027 13:00:00 GMT', now)).toBe(24 * hour);
  expect(readRetryAfter('1e3', now)).toBeNull();
  expect(readRetryAfter('9'.repeat(400), now)).toBe(24 * hour);
  expect(readRetryAfter(undefined, now)).toBeNull();
});

test('takes validators as they are, the first of several, and none that is empty or huge', () => {
  expect(receivedValidators({ etag: ['"a"', '"b"'], 'last-modified': '' })).toEqual({ etag: '"a"', lastModified: null });
  expect(receivedValidators({ etag: 'x'.repeat(5000) })).toBeNull();
  expect(receivedValidators({})).toBeNull();
});

test('asks conditionally with what it has', () => {
  expect(conditionalHeaders(null)).toEqual({});
  expect(conditionalHeaders({ etag: 'W/"a"', lastModified: 'once' })).toEqual({ 'if-none-match': 'W/"a"', 'if-modified-since': 'once' });
  expect(conditionalHeaders({ etag: null, lastModified: 'a\nb' })).toEqual({});
});
