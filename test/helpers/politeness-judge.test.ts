import { describe, expect, it } from 'vitest';
import { type JudgedFeed, judgePoliteness, type Poll } from './politeness-judge.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 15, 12);

const polite = {
  'user-agent': 'Freshet/1.0.0 (+https://freshet.example/about)',
  accept: 'application/atom+xml, application/rss+xml, */*;q=0.1',
  'accept-encoding': 'gzip, br',
};

function poll(at: number, fields: Partial<Poll> = {}): Poll {
  return {
    feed: 'a',
    host: 'a.example',
    method: 'GET',
    url: '/feed',
    purpose: 'feed',
    at: start + at,
    endedAt: start + at + 100,
    headers: polite,
    status: 200,
    etag: '"1"',
    lastModified: null,
    retryAfterMs: null,
    maxAgeMs: null,
    isUnchanged: false,
    wasCut: false,
    isByHand: false,
    ...fields,
  };
}

/** A conditional request that is answered 304. */
const again = (at: number, fields: Partial<Poll> = {}): Poll =>
  poll(at, { status: 304, isUnchanged: true, ...fields, headers: { ...polite, 'if-none-match': '"1"', ...fields.headers } });

const judge = (polls: readonly Poll[], feed: JudgedFeed = {}, starts: readonly number[] = []) =>
  judgePoliteness({ polls, feeds: { a: feed }, starts });
const rules = (polls: readonly Poll[], feed: JudgedFeed = {}, starts: readonly number[] = []) =>
  judge(polls, feed, starts).findings.map(finding => finding.split(' ')[0]);

describe('the judge of politeness', () => {
  it('finds nothing where nothing is to be found, and counts', () => {
    const verdict = judge([poll(0), again(hour), again(2 * hour), again(2 * hour + 6 * minute, { isByHand: true })]);
    expect(verdict).toMatchObject({ findings: [], conditionalShare: 1, notModifiedShare: 1 });
    expect(verdict.gapsByHour.reduce((sum, count) => sum + count)).toBe(2);
  });

  const failed = (at: number, status: number, fields: Partial<Poll> = {}) => again(at, { status, isUnchanged: false, ...fields });
  const planted: readonly (readonly [string, string, readonly Poll[], JudgedFeed?, (readonly number[])?])[] = [
    ['P1', 'an unconditional request', [poll(0), poll(hour)]],
    ['P2', 'a mangled validator', [poll(0), again(hour, { headers: { 'if-none-match': 'W/"1"' } })]],
    ['P2', 'an invented date', [poll(0), again(hour, { headers: { 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' } })]],
    ['P3', 'an older validator', [poll(0), again(hour, { status: 200, etag: '"2"', isUnchanged: false }), again(2 * hour)]],
    ['P4', 'a poll under the hour', [poll(0), again(50 * minute)]],
    ['P4', 'a poll under two hours without validators', [poll(0, { etag: null }), poll(100 * minute, { etag: null })]],
    ['P4', 'a poll under ten minutes', [poll(0), again(8 * minute)], { paceMinutes: 10 }],
    ['P4', 'a cut request that is asked again at once', [poll(0), again(hour, { wasCut: true }), again(hour + 2 * minute)]],
    ['P5', 'a second click', [poll(0), again(4 * minute, { isByHand: true })]],
    ['P6', 'a burst', Array.from({ length: 40 }, (_, n) => poll(n * 100, { feed: `${n}`, host: `${n}.example` })), {}, [start]],
    ['P7', 'a guessed address', [poll(0), poll(1, { feed: null, purpose: 'other', url: '/rss.xml' })]],
    ['P7', 'a HEAD', [poll(0, { method: 'HEAD' })]],
    ['P8', 'a poll before Retry-After', [poll(0), failed(hour, 429, { retryAfterMs: 5 * hour }), again(4 * hour)]],
    ['P8', 'a click against Retry-After', [poll(0), failed(hour, 503, { retryAfterMs: 5 * hour }), again(4 * hour, { isByHand: true })]],
    [
      'P8',
      'a host that was not spared',
      [...['b', 'c'].map((feed, n) => poll(n * 2000, { feed, status: 429, retryAfterMs: 9 * hour })), poll(hour)],
    ],
    ['P11', 'a poll too soon after a server that never answered', [poll(0), failed(hour, 0), failed(3 * hour, 0), again(4 * hour)]],
    ['P16', 'a picture of an article that nobody reads', [poll(0), poll(1_000, { feed: null, purpose: 'picture', url: '/picture.png' })]],
    ['P8', 'an interval that is not doubled', [poll(0), again(6 * hour), failed(12 * hour, 429), again(15 * hour)]],
    ['P9', 'max-age undercut', [poll(0, { maxAgeMs: 6 * hour }), again(3 * hour)]],
    ['P9', 'ttl undercut', [poll(0), again(3 * hour)], { ttlMinutes: 300 }],
    ['P9', 'a skipped hour', [poll(0), again(hour)], { skipHours: [13] }],
    ['P10', 'validators for ever', [poll(0), again(10 * day)]],
    ['P11', 'no back-off', [poll(0), failed(hour, 500), failed(2 * hour, 500), again(3 * hour)]],
    ['P11', 'a 404 asked hourly', [poll(0), failed(hour, 404), again(3 * hour)]],
    ['P11', 'a 410 asked for ever', [poll(0), failed(day, 410), failed(2 * day, 410), again(3 * day)]],
    [
      'P12',
      'a permanent redirect not taken',
      [poll(0, { status: 301, etag: null }), poll(10, { url: '/new', etag: null }), poll(3 * hour, { status: 301, etag: null })],
      { movesTo: '/new' },
    ],
    [
      'P12',
      'a temporary one taken',
      [poll(0, { status: 302, etag: null }), poll(10, { url: '/new', etag: null }), poll(3 * hour, { url: '/new', etag: null })],
      { passesTo: '/new' },
    ],
    ['P13', 'a disguise', [poll(0, { headers: { ...polite, 'user-agent': 'Mozilla/5.0' } })]],
    ['P13', 'a changing name', [poll(0), again(hour, { headers: { 'user-agent': 'Freshet/1.0.1 (+https://freshet.example/about)' } })]],
    ['P13', 'Accept that asks for pages', [poll(0, { headers: { ...polite, accept: 'text/html' } })]],
    ['P13', 'no compression', [poll(0, { headers: { ...polite, 'accept-encoding': 'identity' } })]],
    ['P14', 'a cookie', [poll(0, { headers: { ...polite, cookie: 'a=b' } })]],
    ['P14', 'a cache-buster', [poll(0, { url: '/feed?null' })]],
    ['P14', 'no-cache', [poll(0, { headers: { ...polite, 'cache-control': 'no-cache' } })]],
    ['P14', 'an icon twice a week', [0, 6 * day].map(at => poll(at, { feed: null, purpose: 'icon', url: '/favicon.ico' }))],
    ['P15', 'two starts in a second', [poll(0), poll(500, { feed: 'b' })]],
    ['P15', 'three connections', ['a', 'b', 'c'].map((feed, n) => poll(n * 1100, { feed, endedAt: start + hour }))],
    ['P17', 'a paused feed', [poll(0), again(3 * hour)], { isHeld: true }],
    ['P17', 'a silent feed', [poll(0), again(12 * hour)], { isSilent: true }],
  ];

  it.each(planted.map(([rule, what, polls, feed, starts]) => ({ rule, what, polls, feed, starts })))(
    'finds $rule: $what',
    ({ rule, polls, feed, starts }) => {
      const found = rules(polls, feed, starts);
      expect(found).toContain(rule);
      expect(new Set(found).size).toBe(1);
    },
  );

  it('takes no redirect for a second poll', () => {
    const moved = [poll(0, { status: 301, etag: null }), poll(10, { url: '/new' }), again(2 * hour, { url: '/new' })];
    expect(rules(moved, { movesTo: '/new' })).toEqual([]);
    const passing = [0, 2 * hour].flatMap(at => [poll(at, { status: 302, etag: null }), poll(at + 10, { url: '/other', etag: null })]);
    expect(rules(passing, { passesTo: '/other' })).toEqual([]);
  });
});
