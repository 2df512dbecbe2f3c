import type { Enclosure, EntryDetail, EntrySource, PodcastEpisode } from '../../protocol/entries.ts';
import type { EntryRow } from '../../protocol/entry-lists.ts';
import type { EntryId, LabelId } from '../../protocol/ids.ts';
import { hiddenFeeds } from '../feed-terms.ts';
import type { Connection } from '../sqlite.ts';
import { readFullText } from './full-texts.ts';
import { readLabelsOf } from './labels.ts';

const columns = `entry.id, entry.feed_id, entry.title, entry.snippet, entry.author, entry.url, entry.image_url, entry.published_at, sort_at, is_read, is_starred, is_later`;
const isLive = `entry.feed_id NOT IN (${hiddenFeeds})`;

interface EntryColumns {
  readonly id: number;
  readonly feed_id: number;
  readonly title: string;
  readonly snippet: string;
  readonly author: string;
  readonly url: string | null;
  readonly image_url: string | null;
  readonly published_at: number | null;
  readonly sort_at: number;
  readonly is_read: number;
  readonly is_starred: number;
  readonly is_later: number;
}

interface BodyColumns extends EntryColumns {
  readonly base_url: string | null;
  readonly language: string | null;
  readonly categories: string;
  readonly comments_url: string | null;
  readonly updated_at: number | null;
  readonly content_html: string;
  readonly podcast: string | null;
  readonly source: string | null;
}

function toEntryRow(row: EntryColumns, labelIds: readonly LabelId[] = []): EntryRow {
  return {
    id: row.id,
    feedId: row.feed_id,
    title: row.title,
    snippet: row.snippet,
    author: row.author,
    url: row.url,
    imageUrl: row.image_url,
    publishedAt: row.published_at,
    sortAt: row.sort_at,
    isRead: row.is_read === 1,
    isStarred: row.is_starred === 1,
    isLater: row.is_later === 1,
    labelIds,
  };
}

/** In the order of the ids; entries that are gone, or whose feed was unsubscribed, are left out. */
export function readEntryRows(connection: Connection, ids: readonly EntryId[]): readonly EntryRow[] {
  if (ids.length === 0) return [];
  const rows = connection.all<EntryColumns>(
    `SELECT ${columns} FROM entry JOIN entry_state ON entry_state.entry_id = entry.id WHERE entry.id IN (SELECT value FROM json_each(:ids)) AND ${isLive}`,
    {
      ids: JSON.stringify(ids),
    },
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  const labels = readLabelsOf(connection, ids);
  return ids.flatMap(id => {
    const row = byId.get(id);
    return row ? [toEntryRow(row, labels.get(id))] : [];
  });
}

export function readEntry(connection: Connection, id: EntryId): EntryDetail | null {
  const row = connection.get<BodyColumns>(
    `SELECT ${columns}, base_url, language, categories, comments_url, updated_at, content_html, podcast, source
     FROM entry JOIN entry_state ON entry_state.entry_id = entry.id JOIN entry_body ON entry_body.entry_id = entry.id WHERE entry.id = :id AND ${isLive}`,
    { id },
  );
  if (!row) return null;
  const enclosures = connection.all<Enclosure>('SELECT url, type, length FROM enclosure WHERE entry_id = :id ORDER BY position', { id });
  return {
    ...toEntryRow(row, readLabelsOf(connection, [id]).get(id)),
    contentHtml: row.content_html,
    baseUrl: row.base_url,
    language: row.language,
    categories: JSON.parse(row.categories) as readonly string[],
    commentsUrl: row.comments_url,
    enclosures: enclosures.map(({ url, type, length }) => ({ url, type, length })),
    updatedAt: row.updated_at,
    podcast: row.podcast === null ? null : (JSON.parse(row.podcast) as PodcastEpisode),
    ...readFullText(connection, id, row.feed_id),
    source: row.source === null ? null : (JSON.parse(row.source) as EntrySource),
  };
}
