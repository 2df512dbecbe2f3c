import type { ArchiveArticle, ArchiveGone, ArchiveLine, ArchivePage } from '../../protocol/archive.ts';
import type { Milliseconds } from '../../protocol/ids.ts';
import { withoutLogin } from '../../text/mask-secrets.ts';
import { hasArticles } from '../feed-terms.ts';
import { readSettings } from '../settings.ts';
import type { Connection } from '../sqlite.ts';
import { readArchiveRules } from './archive-rules.ts';

/** A page is cut off after so many characters: it travels as one message. */
const longestPage = 400_000;
const step = 200;

/** Everything but articles first (`after` 0), then articles by id. */
export function readArchivePage(connection: Connection, after: number, withTexts: boolean, at: Milliseconds): ArchivePage {
  return after === 0 ? firstPage(connection, withTexts, at) : articlePage(connection, after - 1, withTexts);
}

function firstPage(connection: Connection, withTexts: boolean, at: Milliseconds): ArchivePage {
  const { proxy: _, ...settings } = readSettings(connection);
  const lines: readonly ArchiveLine[] = [
    { kind: 'freshet-archive', version: 1, at, hasTexts: withTexts },
    { kind: 'settings', settings },
    ...readArchiveRules(connection),
  ];
  return { lines: lines.map(lineOf).join(''), articles: 0, next: 1 };
}

function lineOf(line: ArchiveLine): string {
  return `${JSON.stringify(line)}\n`;
}

type Flags = { readonly [F in 'isRead' | 'isStarred' | 'isLater' | 'isLabelled' | 'isKept']: number };
type ArticleRow = Omit<ArchiveArticle, 'kind' | 'text' | 'labels' | keyof Flags> &
  Flags & { readonly id: number; readonly sortAt: number | null };
type Text = NonNullable<ArchiveArticle['text']>;

function articlePage(connection: Connection, afterId: number, withTexts: boolean): ArchivePage {
  const rows = connection.all<ArticleRow>(
    `SELECT entry.id, feed.feed_url AS feedUrl, guid_key AS guidKey, link_key AS linkKey, entry.title, entry.url, author, snippet,
       entry.image_url AS imageUrl, published_at AS publishedAt, seen_at AS seenAt, sort_at AS sortAt, is_read AS isRead, read_at AS readAt,
       is_starred AS isStarred, starred_at AS starredAt, is_later AS isLater, later_at AS laterAt,
       EXISTS (SELECT 1 FROM entry_kept WHERE entry_kept.entry_id = entry.id) AS isKept,
       EXISTS (SELECT 1 FROM entry_label WHERE entry_label.entry_id = entry.id) AS isLabelled
     FROM entry LEFT JOIN entry_state ON entry_state.entry_id = entry.id JOIN feed ON feed.id = entry.feed_id
     WHERE entry.id > :afterId AND ${hasArticles} AND NOT EXISTS (SELECT 1 FROM entry_removed WHERE entry_removed.entry_id = entry.id AND with_feed = 1)
     ORDER BY entry.id LIMIT :step`,
    { afterId, step },
  );
  let lines = '';
  let last = afterId;
  let written = 0;
  let articles = 0;
  for (const row of rows) {
    lines += lineOf(row.sortAt === null ? goneFrom(row) : articleFrom(connection, row, withTexts));
    if (row.sortAt !== null) articles += 1;
    last = row.id;
    written += 1;
    if (lines.length > longestPage) break;
  }
  const isLast = written === rows.length && rows.length < step;
  return isLast ? { lines: lines + lineOf({ kind: 'end' }), articles, next: null } : { lines, articles, next: last + 1 };
}

function articleFrom(connection: Connection, row: ArticleRow, withTexts: boolean): ArchiveArticle {
  const { id, feedUrl, isRead, isStarred, isLater, isLabelled, isKept, readAt, starredAt, laterAt, ...plain } = row;
  const text = withTexts || isStarred + isLater + isLabelled > 0 ? readText(connection, id) : undefined;
  return {
    kind: 'article',
    feedUrl: withoutLogin(feedUrl),
    ...plain,
    isRead: isRead === 1,
    readAt: isRead === 1 ? readAt : null,
    isStarred: isStarred === 1,
    starredAt: isStarred === 1 ? starredAt : null,
    isLater: isLater === 1,
    laterAt: isLater === 1 ? laterAt : null,
    isKept: isKept === 1,
    labels: isLabelled === 1 ? readLabels(connection, id) : [],
    ...(text === undefined ? {} : { text }),
  };
}

function goneFrom({ feedUrl, guidKey, linkKey, title, url, seenAt }: ArticleRow): ArchiveGone {
  return { kind: 'gone', feedUrl: withoutLogin(feedUrl), guidKey, linkKey, title, url, seenAt };
}

function readLabels(connection: Connection, id: number): readonly string[] {
  return connection
    .all<{ name: string }>(
      'SELECT name FROM label JOIN entry_label ON label_id = label.id WHERE entry_id = :id AND removed_at IS NULL ORDER BY position, label.id',
      { id },
    )
    .map(({ name }) => name);
}

type TextRow = Omit<Text, 'enclosures' | 'podcast' | 'source'> & { readonly podcast: string | null; readonly source: string | null };

function readText(connection: Connection, id: number): Text | undefined {
  const text = connection.get<TextRow>(
    `SELECT guid, base_url AS baseUrl, language, content_hash AS contentHash, categories, comments_url AS commentsUrl, updated_at AS updatedAt,
       summary_html AS summaryHtml, content_html AS contentHtml, podcast, source
     FROM entry_body JOIN entry ON entry.id = entry_id WHERE entry_id = :id`,
    { id },
  );
  const enclosures = connection.all<Text['enclosures'][number]>(
    'SELECT url, type, length FROM enclosure WHERE entry_id = :id ORDER BY position',
    { id },
  );
  return (
    text && {
      ...text,
      podcast: text.podcast === null ? null : (JSON.parse(text.podcast) as Text['podcast']),
      source: text.source === null ? null : (JSON.parse(text.source) as Text['source']),
      enclosures: enclosures.map(one => ({ ...one })),
    }
  );
}
