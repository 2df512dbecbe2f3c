import type { ParsedEntry } from '../../feed.ts';
import type { EntryId, FeedId, Milliseconds } from '../../protocol/ids.ts';
import type { Arrival } from '../arrival.ts';
import type { Identified, StoredIdentity } from '../identity.ts';
import type { Connection } from '../sqlite.ts';

const guidLimit = 8192;

export function insertEntry(connection: Connection, feedId: FeedId, arrival: Arrival, at: Milliseconds): EntryId {
  const { entry, guidKey, linkKey, contentHash, publishedAt, sortAt, isRead } = arrival;
  const { id } = connection.run(
    `INSERT INTO entry (feed_id, published_at, seen_at, guid_key, link_key, content_hash, title, url, author, snippet, image_url)
     VALUES (:feedId, :publishedAt, :at, :guidKey, :linkKey, :contentHash, :title, :url, :author, :snippet, :imageUrl)`,
    { feedId, publishedAt, at, guidKey, linkKey, contentHash, ...rowColumns(entry) },
  );
  connection.run('INSERT INTO entry_state (entry_id, feed_id, sort_at, is_read) VALUES (:id, :feedId, :sortAt, :isRead)', {
    id,
    feedId,
    sortAt,
    isRead: Number(isRead),
  });
  connection.run(
    `INSERT INTO entry_body (entry_id, guid, base_url, language, categories, comments_url, updated_at, summary_html, content_html, podcast, source)
     VALUES (:id, :guid, :baseUrl, :language, :categories, :commentsUrl, :updatedAt, :summaryHtml, :contentHtml, :podcast, :source)`,
    { id, ...bodyColumns(entry), ...asideColumns(entry) },
  );
  insertEnclosures(connection, id, entry);
  return id;
}

/**
 * Podcast and source stand beside the content: they may come later than it (a transcript is added, an older version
 * of Freshet did not read them) without changing the entry. What a feed no longer says stays (R12).
 */
function saveAside(connection: Connection, id: EntryId, entry: ParsedEntry): void {
  if (entry.podcast === null && entry.source === null) return;
  connection.run(
    `UPDATE entry_body SET podcast = coalesce(:podcast, podcast), source = coalesce(:source, source)
     WHERE entry_id = :id AND (podcast IS NOT coalesce(:podcast, podcast) OR source IS NOT coalesce(:source, source))`,
    { id, ...asideColumns(entry) },
  );
}

/**
 * Rewrites what the feed says anew. Dates and states stay as they were at first sight.
 * @returns whether the content had changed.
 */
export function updateEntry(
  connection: Connection,
  { entry, guidKey, linkKey, contentHash, stored }: Identified & { readonly stored: StoredIdentity },
): boolean {
  const { id } = stored;
  if (isGoneForGood(connection, id)) {
    // It stands only for being known: nothing of what the feed says is kept any more.
    const { title, url } = entry;
    connection.run(
      'UPDATE entry SET guid_key = :guidKey, link_key = :linkKey, content_hash = :contentHash, title = :title, url = :url WHERE id = :id',
      { id, guidKey, linkKey, contentHash, title, url },
    );
    return false;
  }
  saveAside(connection, id, entry);
  if (contentHash === stored.contentHash) {
    if (guidKey !== stored.guidKey || linkKey !== stored.linkKey) {
      connection.run('UPDATE entry SET guid_key = :guidKey, link_key = :linkKey WHERE id = :id', { id, guidKey, linkKey });
    }
    return false;
  }
  connection.run(
    `UPDATE entry SET guid_key = :guidKey, link_key = :linkKey, content_hash = :contentHash,
       title = :title, url = :url, author = :author, snippet = iif(:snippet = '', snippet, :snippet), image_url = :imageUrl
     WHERE id = :id`,
    { id, guidKey, linkKey, contentHash, ...rowColumns(entry) },
  );
  // An answer that has lost the text never takes away the stored one (R12).
  connection.run(
    `UPDATE entry_body SET guid = :guid, base_url = :baseUrl, language = :language, categories = :categories, comments_url = :commentsUrl,
       updated_at = coalesce(:updatedAt, updated_at),
       summary_html = iif(:summaryHtml = '', summary_html, :summaryHtml), content_html = iif(:contentHtml = '', content_html, :contentHtml)
     WHERE entry_id = :id`,
    { id, ...bodyColumns(entry) },
  );
  connection.run('DELETE FROM enclosure WHERE entry_id = :id', { id });
  insertEnclosures(connection, id, entry);
  return true;
}

function isGoneForGood(connection: Connection, id: EntryId): boolean {
  return connection.get('SELECT 1 FROM entry_removed WHERE entry_id = :id AND state IS NULL', { id }) !== undefined;
}

function rowColumns({ title, url, author, snippet, imageUrl }: ParsedEntry) {
  return { title, url, author, snippet, imageUrl };
}

function bodyColumns({ guid, baseUrl, language, categories, commentsUrl, updatedAt, summaryHtml, contentHtml }: ParsedEntry) {
  return {
    guid: guid === null ? null : guid.slice(0, guidLimit).toWellFormed(),
    baseUrl,
    language,
    categories: JSON.stringify(categories),
    commentsUrl,
    updatedAt: updatedAt === null || !Number.isFinite(updatedAt) ? null : Math.trunc(updatedAt),
    summaryHtml,
    contentHtml,
  };
}

function asideColumns({ podcast, source }: ParsedEntry) {
  return { podcast: podcast === null ? null : JSON.stringify(podcast), source: source === null ? null : JSON.stringify(source) };
}

function insertEnclosures(connection: Connection, id: EntryId, { enclosures }: ParsedEntry): void {
  for (const [position, { url, type, length }] of enclosures.entries()) {
    connection.run('INSERT INTO enclosure (entry_id, position, url, type, length) VALUES (:id, :position, :url, :type, :length)', {
      id,
      position,
      url,
      type,
      length,
    });
  }
}
