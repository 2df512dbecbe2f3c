import * as v from 'valibot';
import { checkHeaders, checkUserAgent, isSecretHeader, shownSecret } from '../access/header-rules.ts';
import { FeedError } from '../errors.ts';
import type {
  ArchiveArticle,
  ArchiveFeed,
  ArchiveFolder,
  ArchiveGone,
  ArchiveLabel,
  ArchiveSearch,
  ArchiveSettings,
} from '../protocol/archive.ts';
import type { Retention } from '../protocol/subscriptions.ts';
import { isRetention } from '../store/retention-text.ts';
import { withoutLogin } from '../text/mask-secrets.ts';

export interface ReadArchive {
  readonly settings: ArchiveSettings['settings'] | null;
  readonly labels: readonly ArchiveLabel[];
  readonly folders: readonly ArchiveFolder[];
  readonly feeds: readonly ArchiveFeed[];
  readonly searches: readonly ArchiveSearch[];
  readonly articles: readonly (ArchiveArticle | ArchiveGone)[];
  readonly hasEnd: boolean;
}

const time = v.pipe(v.number(), v.safeInteger());
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const webAddress = v.pipe(
  text(8_192),
  v.check(address => /^https?:$/.test(URL.parse(address)?.protocol ?? '')),
  v.transform(withoutLogin),
);
const longText = text(64 * 1_024 * 1_024);
const url = v.nullable(text(8_192));

const head = v.object({ kind: v.literal('freshet-archive'), version: v.number() });
const settings = v.object({ kind: v.literal('settings'), settings: v.record(v.string(), v.unknown()) });
const labelName = v.pipe(
  text(100),
  v.check(name => name.replaceAll('\0', '').trim() !== ''),
);
const label = v.object({
  kind: v.literal('label'),
  name: labelName,
  color: v.picklist(['blue', 'green', 'orange', 'purple', 'red', 'teal', 'yellow', 'grey']),
});
const path = v.pipe(v.array(v.pipe(text(1_000), v.minLength(1))), v.maxLength(8));
const rules = {
  pace: v.nullable(v.pipe(v.string(), v.regex(/^(adaptive|by-hand|\d{2,4})$/))),
  isPaused: v.boolean(),
  retention: v.nullable(v.custom<Retention>(isRetention)),
  fullText: v.exactOptional(v.boolean()),
};
/** What may not be sent is left out, and so is what would be a secret here. */
const headers = v.pipe(
  v.record(text(200), text(4_096)),
  v.transform(all =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([name, value]) => maySend(name, value))
        .slice(0, 30),
    ),
  ),
);
const userAgent = v.pipe(
  text(500),
  v.check(words => isAllowed(() => checkUserAgent(words))),
);
const folder = v.object({ kind: v.literal('folder'), path: v.pipe(path, v.minLength(1)), ...rules, isMade: v.exactOptional(v.boolean()) });
const feed = v.object({
  kind: v.literal('feed'),
  feedUrl: webAddress,
  siteUrl: url,
  title: v.nullable(text(16_384)),
  ownTitle: text(16_384),
  path,
  ...rules,
  fetchedAt: v.nullable(time),
  isUnsubscribed: v.exactOptional(v.boolean()),
  isApart: v.exactOptional(v.boolean()),
  headers: v.exactOptional(headers),
  userAgent: v.exactOptional(userAgent),
});
const scope = v.variant('kind', [
  v.object({ kind: v.picklist(['all', 'unread', 'starred', 'later', 'recent']) }),
  v.object({ kind: v.literal('today'), from: time }),
  v.object({ kind: v.literal('feed'), feedUrl: webAddress }),
  v.object({ kind: v.literal('folder'), path: v.pipe(path, v.minLength(1)) }),
  v.object({ kind: v.literal('label'), name: labelName }),
]);
const search = v.object({
  kind: v.literal('search'),
  name: v.pipe(text(200), v.minLength(1)),
  query: v.pipe(text(256), v.minLength(1)),
  order: v.picklist(['newest', 'relevance']),
  within: v.nullable(scope),
});
const identity = {
  feedUrl: webAddress,
  guidKey: v.nullable(text(1_000)),
  linkKey: text(1_000),
  title: text(16_384),
  url,
  seenAt: time,
};
const gone = v.object({ kind: v.literal('gone'), ...identity });
const whole = v.nullable(v.pipe(v.number(), v.finite()));
const podcast = v.object({
  durationMs: whole,
  season: whole,
  episode: whole,
  episodeType: v.nullable(v.picklist(['full', 'trailer', 'bonus'])),
  chaptersUrl: url,
  transcripts: v.pipe(
    v.array(v.object({ url: text(8_192), type: v.nullable(text(1_024)), language: v.nullable(text(1_024)) })),
    v.maxLength(1_000),
  ),
  chapters: v.exactOptional(v.pipe(v.array(v.object({ atMs: v.pipe(time, v.minValue(0)), title: text(1_024) })), v.maxLength(1_000))),
});
const source = v.object({ title: text(16_384), url, feedUrl: url });
const article = v.object({
  kind: v.literal('article'),
  ...identity,
  author: text(1_024),
  snippet: text(1_024),
  imageUrl: url,
  publishedAt: v.nullable(time),
  sortAt: time,
  isRead: v.boolean(),
  readAt: v.nullable(time),
  isStarred: v.boolean(),
  starredAt: v.nullable(time),
  isLater: v.boolean(),
  laterAt: v.nullable(time),
  isKept: v.boolean(),
  labels: v.pipe(v.array(labelName), v.maxLength(1_000)),
  text: v.exactOptional(
    v.object({
      guid: v.nullable(text(8_192)),
      baseUrl: url,
      language: v.nullable(text(64)),
      contentHash: text(200),
      categories: longText,
      commentsUrl: url,
      updatedAt: v.nullable(time),
      summaryHtml: longText,
      contentHtml: longText,
      podcast: v.nullable(podcast),
      source: v.nullable(source),
      enclosures: v.array(v.object({ url: text(8_192), type: v.nullable(text(1_024)), length: v.nullable(v.number()) })),
    }),
  ),
});

function maySend(name: string, value: string): boolean {
  return !isSecretHeader(name) && value !== shownSecret && isAllowed(() => checkHeaders({ [name]: value }));
}

function isAllowed(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

/**
 * Lines of a full export. What is of a kind that nobody knows is left out; what is none of ours, or damaged, is told by its line.
 * @param first the number of the first of them in its file @throws FeedError 'bad-archive'
 */
export function readArchiveLines(lines: string, first: number): ReadArchive {
  const labels: ArchiveLabel[] = [];
  const folders: ArchiveFolder[] = [];
  const feeds: ArchiveFeed[] = [];
  const searches: ArchiveSearch[] = [];
  const articles: (ArchiveArticle | ArchiveGone)[] = [];
  let taken: ArchiveSettings['settings'] | null = null;
  let hasEnd = false;
  for (const [index, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue;
    const number = first + index;
    const value = parse(line, number);
    switch (value['kind']) {
      case 'freshet-archive':
        requireVersion(checked(head, value, number).version);
        break;
      case 'settings':
        taken = checked(settings, value, number).settings;
        break;
      case 'label':
        labels.push(checked(label, value, number));
        break;
      case 'folder':
        folders.push(checked(folder, value, number));
        break;
      case 'feed':
        feeds.push(checked(feed, value, number));
        break;
      case 'search':
        searches.push(checked(search, value, number));
        break;
      case 'article':
        articles.push(checked(article, value, number));
        break;
      case 'gone':
        articles.push(checked(gone, value, number));
        break;
      case 'end':
        hasEnd = true;
        break;
      default:
      // Of a later version.
    }
  }
  return { settings: taken, labels, folders, feeds, searches, articles, hasEnd };
}

function parse(line: string, number: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && 'kind' in value) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw unreadable(number, 'no JSON object with a kind');
}

function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown, number: number): T {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw unreadable(number, `${issue.path?.map(({ key }) => String(key)).join('.') ?? ''}: ${issue.message}`);
}

function requireVersion(version: number): void {
  if (version === 1) return;
  throw new FeedError('bad-archive', 'This export was written by a newer Freshet. Import it with that version.', {
    why: 'archive-newer',
    detail: `version ${version}`,
  });
}

function unreadable(number: number, detail: string): FeedError {
  return new FeedError(
    'bad-archive',
    `Line ${number} of this file is damaged, or not of a full export of Freshet. Copy or export the file once more, and import that one.`,
    { why: 'archive-line', of: String(number), detail },
  );
}
