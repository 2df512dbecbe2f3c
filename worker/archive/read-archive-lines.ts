import * as v from 'valibot';
import { FeedError } from '../errors.ts';
import type { ArchiveArticle, ArchiveFeed } from '../protocol/archive.ts';
import { withoutLogin } from '../text/mask-secrets.ts';

export interface ReadArchive {
  readonly feeds: readonly ArchiveFeed[];
  readonly articles: readonly ArchiveArticle[];
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
const feed = v.object({
  kind: v.literal('feed'),
  feedUrl: webAddress,
  siteUrl: url,
  title: v.nullable(text(16_384)),
  path: v.pipe(v.array(v.pipe(text(1_000), v.minLength(1))), v.maxLength(8)),
  pace: v.nullable(v.pipe(v.string(), v.regex(/^(adaptive|by-hand|\d{2,4})$/))),
  isPaused: v.boolean(),
});
const article = v.object({
  kind: v.literal('article'),
  feedUrl: webAddress,
  guidKey: v.nullable(text(1_000)),
  linkKey: text(1_000),
  title: text(16_384),
  url,
  author: text(1_024),
  snippet: text(1_024),
  imageUrl: url,
  publishedAt: v.nullable(time),
  seenAt: time,
  sortAt: time,
  isRead: v.boolean(),
  isStarred: v.boolean(),
  isLater: v.boolean(),
  labels: v.pipe(
    v.array(
      v.pipe(
        text(100),
        v.check(name => name.trim() !== ''),
      ),
    ),
    v.maxLength(1_000),
  ),
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
      enclosures: v.array(v.object({ url: text(8_192), type: v.nullable(text(1_024)), length: v.nullable(v.number()) })),
    }),
  ),
});

/**
 * Lines of a full export. What is of a kind that nobody knows is left out; what is none of ours, or damaged, is told by its line.
 * @param first the number of the first of them in its file @throws FeedError 'bad-archive'
 */
export function readArchiveLines(lines: string, first: number): ReadArchive {
  const feeds: ArchiveFeed[] = [];
  const articles: ArchiveArticle[] = [];
  for (const [index, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = parse(line, first + index);
    const { kind } = value;
    if (kind === 'freshet-archive') requireVersion(checked(head, value, first + index).version);
    else if (kind === 'feed') feeds.push(checked(feed, value, first + index));
    else if (kind === 'article') articles.push(checked(article, value, first + index));
  }
  return { feeds, articles };
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
  throw new FeedError('bad-archive', 'This export was written by a newer Freshet. Import it with that version; nothing was changed.', {
    detail: `version ${version}`,
  });
}

function unreadable(number: number, detail: string): FeedError {
  return new FeedError(
    'bad-archive',
    `Line ${number} of this file is not one of a full export of Freshet. What came before it is imported.`,
    {
      detail,
    },
  );
}
