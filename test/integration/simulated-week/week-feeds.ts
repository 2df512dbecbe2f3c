import type { JudgedFeed } from '../../helpers/politeness-judge.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface Failure {
  readonly status: number;
  readonly retryAfter?: string;
}

/** A feed of the week: what its server does, and what the judge may expect. */
export interface WeekFeed extends JudgedFeed {
  readonly name: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The document as of a time. */
  document(now: number): string;
  validators(now: number, count: number): { readonly etag?: string; readonly lastModified?: string };
  /** What the request of this number meets instead of the feed. */
  readonly fails?: (count: number) => Failure | 'silence' | null;
  /** Says 304 to every conditional request. */
  readonly isStuck: boolean;
  /** Says 304 exactly when nothing has changed. */
  readonly isHonest: boolean;
  readonly setting: 'every-30' | 'paused' | 'by-hand' | 'paused-folder' | null;
  /** There is no such name. */
  readonly isDead: boolean;
}

type Kind = (feed: {
  readonly name: string;
  readonly version: (now: number) => number;
  readonly publishedAt: (now: number) => number;
}) => Partial<WeekFeed>;

const etag: Kind = ({ name, version }) => ({ validators: now => ({ etag: `W/"${name}, v${version(now)}"` }) });
const lastModified: Kind = ({ publishedAt }) => ({ validators: now => ({ lastModified: new Date(publishedAt(now)).toUTCString() }) });
const both: Kind = ({ version, publishedAt }) => ({
  validators: now => ({ etag: `"${version(now)}"`, lastModified: new Date(publishedAt(now)).toUTCString() }),
});
const none: Kind = () => ({ validators: () => ({}), isHonest: false });
const failing =
  (fails: NonNullable<WeekFeed['fails']>): Kind =>
  context => ({ ...etag(context), fails });
const every = (step: number, failure: Failure) => failing(count => (count % step === 0 ? failure : null));

/** How many feeds of each kind; 200 in all. */
const kinds: readonly (readonly [number, Kind])[] = [
  [49, etag],
  [30, lastModified],
  [26, both],
  [12, none],
  [6, context => ({ ...etag(context), isStuck: true, isHonest: false })],
  [6, () => ({ validators: (_, count) => ({ etag: `"${count}"` }), isHonest: false })],
  [6, context => ({ ...etag(context), headers: { 'Cache-Control': 'public, max-age=21600' } })],
  [4, context => ({ ...etag(context), headers: { 'Cache-Control': 'max-age=315360000', Expires: '0' } })],
  [6, context => ({ ...both(context), ttlMinutes: 240 })],
  [6, context => ({ ...etag(context), skipHours: [0, 1, 2, 3, 4, 5] })],
  [5, every(3, { status: 429, retryAfter: '7200' })],
  [4, every(3, { status: 429 })],
  [4, every(4, { status: 503, retryAfter: 'date' })],
  [4, every(5, { status: 500 })],
  [4, failing(count => (count > 2 ? { status: 404 } : null))],
  [4, failing(count => (count > 2 ? { status: 410 } : null))],
  [3, failing(count => (count > 3 ? { status: 401 } : null))],
  [2, failing(count => (count === 4 || count === 9 ? 'silence' : null))],
  [4, context => ({ ...etag(context), movesTo: '/new' })],
  [4, context => ({ ...etag(context), passesTo: '/elsewhere' })],
  [3, context => ({ ...etag(context), isDead: true })],
  [4, context => ({ ...etag(context), isSilent: true })],
  [1, context => ({ ...etag(context), setting: 'every-30', paceMinutes: 30 })],
  [1, context => ({ ...etag(context), setting: 'paused', isHeld: true })],
  [1, context => ({ ...etag(context), setting: 'by-hand', isHeld: true })],
  [1, context => ({ ...etag(context), setting: 'paused-folder', isHeld: true })],
];
/** These share one host. */
const neighbours = 10;

/** `times` as many of each kind: 200, 400 … */
export function weekFeeds(start: number, times = 1): readonly WeekFeed[] {
  const wanted = kinds.flatMap(([count, kind]) => Array.from({ length: count * times }, () => kind));
  return wanted.map((kind, index) => weekFeed(kind, index, start));
}

function weekFeed(kind: Kind, index: number, start: number): WeekFeed {
  const name = `feed${index}`;
  const host = index < neighbours ? 'shared.example' : `${name}.example`;
  // From six hours to two days between articles, and a few that say much.
  const gapMs = index % 60 === 0 ? 20 * minute : (6 + (index % 12) * 4) * hour;
  const isSilent = kind({ name, version: () => 0, publishedAt: () => 0 }).isSilent === true;
  const version = (now: number) => (isSilent ? 0 : Math.floor((now - start + 10 * day) / gapMs));
  const dateOf = (count: number) => (isSilent ? start - (400 + count) * day : start - 10 * day + count * gapMs);
  const context = { name, version, publishedAt: (now: number) => dateOf(version(now)) };
  const own = kind(context);
  return {
    name,
    host,
    path: index < neighbours ? `/${name}.xml` : '/feed',
    headers: {},
    validators: () => ({}),
    isStuck: false,
    isHonest: own.fails === undefined,
    setting: null,
    isDead: false,
    document: now => rss(name, host, version(now), dateOf, own),
    ...own,
  };
}

function rss(
  name: string,
  host: string,
  version: number,
  dateOf: (count: number) => number,
  { ttlMinutes, skipHours }: Partial<WeekFeed>,
): string {
  const items = Array.from({ length: 5 }, (_, back) => {
    const count = version - back;
    return `<item><guid isPermaLink="false">${name}-${count}</guid><title>Article ${count}</title><description>&lt;img src="/picture.png"&gt;</description><pubDate>${new Date(dateOf(count)).toUTCString()}</pubDate></item>`;
  });
  const ttl = ttlMinutes === undefined ? '' : `<ttl>${ttlMinutes}</ttl>`;
  const skip = skipHours === undefined ? '' : `<skipHours>${skipHours.map(each => `<hour>${each}</hour>`).join('')}</skipHours>`;
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${name}</title><link>http://${host}/</link>${ttl}${skip}${items.join('')}</channel></rss>`;
}
