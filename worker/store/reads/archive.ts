import type { ArchiveArticle, ArchiveFeed, ArchiveLine, ArchivePage } from '../../protocol/archive.ts';
import type { FolderId, Milliseconds } from '../../protocol/model.ts';
import { withoutLogin } from '../../text/mask-secrets.ts';
import { readSettings } from '../settings.ts';
import type { Connection } from '../sqlite.ts';

/** A page is cut off after so many characters: it travels as one message. */
const longestPage = 400_000;
const step = 200;

/** Head, settings and feeds first (`after` 0), then articles by id. */
export function readArchivePage(connection: Connection, after: number, withTexts: boolean, at: Milliseconds): ArchivePage {
  return after === 0 ? firstPage(connection, withTexts, at) : articlePage(connection, after - 1, withTexts);
}

function firstPage(connection: Connection, withTexts: boolean, at: Milliseconds): ArchivePage {
  const { proxy: _, ...settings } = readSettings(connection);
  const lines: ArchiveLine[] = [
    { kind: 'freshet-archive', version: 1, at, hasTexts: withTexts },
    { kind: 'settings', settings },
    ...readFeeds(connection),
  ];
  return { lines: lines.map(line => `${JSON.stringify(line)}\n`).join(''), next: 1 };
}

function readFeeds(connection: Connection): readonly ArchiveFeed[] {
  const folders = new Map(
    connection
      .all<{ id: FolderId; parentId: FolderId | null; title: string }>('SELECT id, parent_id AS parentId, title FROM folder')
      .map(folder => [folder.id, folder]),
  );
  const pathOf = (folderId: FolderId | null): readonly string[] => {
    const path: string[] = [];
    const seen = new Set<FolderId>();
    for (let at = folderId; at !== null && !seen.has(at); at = folders.get(at)?.parentId ?? null) {
      seen.add(at);
      path.unshift(folders.get(at)?.title ?? '');
    }
    return path;
  };
  return connection
    .all<Omit<ArchiveFeed, 'kind' | 'path' | 'isPaused'> & { folderId: FolderId | null; isPaused: number }>(
      `SELECT feed_url AS feedUrl, site_url AS siteUrl, coalesce(user_title, nullif(title, '')) AS title, folder_id AS folderId, pace, is_paused AS isPaused
       FROM feed WHERE removed_at IS NULL ORDER BY position, id`,
    )
    .map(({ folderId, isPaused, feedUrl, ...feed }) => ({
      kind: 'feed',
      feedUrl: withoutLogin(feedUrl),
      ...feed,
      path: pathOf(folderId),
      isPaused: isPaused === 1,
    }));
}

type Flags = { readonly [F in 'isRead' | 'isStarred' | 'isLater' | 'isLabelled']: number };
type ArticleRow = Omit<ArchiveArticle, 'kind' | 'text' | 'labels' | keyof Flags> & Flags & { readonly id: number };
type Text = NonNullable<ArchiveArticle['text']>;

function articlePage(connection: Connection, afterId: number, withTexts: boolean): ArchivePage {
  const rows = connection.all<ArticleRow>(
    `SELECT entry.id, feed.feed_url AS feedUrl, guid_key AS guidKey, link_key AS linkKey, entry.title, entry.url, author, snippet,
       entry.image_url AS imageUrl, published_at AS publishedAt, seen_at AS seenAt, sort_at AS sortAt, is_read AS isRead, is_starred AS isStarred, is_later AS isLater,
       EXISTS (SELECT 1 FROM entry_label WHERE entry_label.entry_id = entry.id) AS isLabelled
     FROM entry JOIN entry_state ON entry_state.entry_id = entry.id JOIN feed ON feed.id = entry.feed_id
     WHERE entry.id > :afterId AND removed_at IS NULL ORDER BY entry.id LIMIT :step`,
    { afterId, step },
  );
  let lines = '';
  let last = afterId;
  let written = 0;
  for (const { id, feedUrl, isRead, isStarred, isLater, isLabelled, ...row } of rows) {
    const text = withTexts || isStarred + isLater + isLabelled > 0 ? readText(connection, id) : undefined;
    const line: ArchiveArticle = {
      kind: 'article',
      feedUrl: withoutLogin(feedUrl),
      ...row,
      isRead: isRead === 1,
      isStarred: isStarred === 1,
      isLater: isLater === 1,
      labels: isLabelled === 1 ? readLabels(connection, id) : [],
      ...(text === undefined ? {} : { text }),
    };
    lines += `${JSON.stringify(line)}\n`;
    last = id;
    written += 1;
    if (lines.length > longestPage) break;
  }
  const isLast = written === rows.length && rows.length < step;
  return { lines, next: isLast ? null : last + 1 };
}

function readLabels(connection: Connection, id: number): readonly string[] {
  return connection
    .all<{ name: string }>(
      'SELECT name FROM label JOIN entry_label ON label_id = label.id WHERE entry_id = :id AND removed_at IS NULL ORDER BY position, label.id',
      { id },
    )
    .map(({ name }) => name);
}

function readText(connection: Connection, id: number): Text | undefined {
  const text = connection.get<Omit<Text, 'enclosures'>>(
    `SELECT guid, base_url AS baseUrl, language, content_hash AS contentHash, categories, comments_url AS commentsUrl, updated_at AS updatedAt,
       summary_html AS summaryHtml, content_html AS contentHtml
     FROM entry_body JOIN entry ON entry.id = entry_id WHERE entry_id = :id`,
    { id },
  );
  const enclosures = connection.all<Text['enclosures'][number]>(
    'SELECT url, type, length FROM enclosure WHERE entry_id = :id ORDER BY position',
    { id },
  );
  return text && { ...text, enclosures: enclosures.map(one => ({ ...one })) };
}
