import type { EntryId, FeedId, Milliseconds } from '../../protocol/ids.ts';
import { entriesInDocument } from '../entries-in-document.ts';
import type { Connection } from '../sqlite.ts';

const mostAtOnce = 200;

/**
 * Forgets entries that were removed before this time, a few of one feed at a time. Of those that their feed still has, it stays known that
 * the feed had them: they would come back as new. False when there is nothing more to forget.
 */
export function forgetRemoved(connection: Connection, before: Milliseconds): boolean {
  const oldest = connection.get<{ feedId: FeedId }>(
    'SELECT feed_id AS feedId FROM entry_removed INDEXED BY removed_time WHERE state IS NOT NULL AND with_feed = 0 AND removed_at < :before ORDER BY removed_at LIMIT 1',
    { before },
  );
  if (oldest === undefined) return false;
  const { feedId } = oldest;
  const ids = connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_removed WHERE feed_id = :feedId AND state IS NOT NULL AND with_feed = 0 AND removed_at < :before
       ORDER BY entry_id LIMIT :mostAtOnce`,
      { feedId, before, mostAtOnce },
    )
    .map(row => row.id);
  const inDocument = entriesInDocument(connection, feedId);
  const stays = new Set(inDocument ?? ids);
  keepAsKnown(
    connection,
    ids.filter(id => stays.has(id)),
  );
  deleteEntries(
    connection,
    feedId,
    ids.filter(id => !stays.has(id)),
  );
  return true;
}

/** What was kept only for being known, and has left its feed. */
export function forgetKnown(connection: Connection, feedId: FeedId): void {
  const inDocument = entriesInDocument(connection, feedId);
  if (inDocument === null) return;
  const gone = connection.all<{ id: EntryId }>(
    `SELECT entry_id AS id FROM entry_removed WHERE feed_id = :feedId AND state IS NULL
       AND entry_id NOT IN (SELECT value FROM json_each(:ids)) ORDER BY entry_id LIMIT :mostAtOnce`,
    { feedId, ids: JSON.stringify(inDocument), mostAtOnce },
  );
  deleteEntries(
    connection,
    feedId,
    gone.map(row => row.id),
  );
}

/** Title, link and keys are what it is known by. */
function keepAsKnown(connection: Connection, ids: readonly EntryId[]): void {
  if (ids.length === 0) return;
  const parameters = { ids: JSON.stringify(ids) };
  const given = 'IN (SELECT value FROM json_each(:ids))';
  connection.run(`UPDATE entry SET author = '', snippet = '', image_url = NULL WHERE id ${given}`, parameters);
  connection.run(
    `UPDATE entry_body SET base_url = NULL, language = NULL, categories = '[]', comments_url = NULL, updated_at = NULL,
       summary_html = '', content_html = '', podcast = NULL, source = NULL WHERE entry_id ${given}`,
    parameters,
  );
  connection.run(`DELETE FROM enclosure WHERE entry_id ${given}`, parameters);
  connection.run(`DELETE FROM entry_full_text WHERE entry_id ${given}`, parameters);
  connection.run(`UPDATE entry_removed SET state = NULL, change_id = NULL WHERE entry_id ${given}`, parameters);
}

/** None of them is in the feed's document: what is known of that one stays. */
function deleteEntries(connection: Connection, feedId: FeedId, ids: readonly EntryId[]): void {
  if (ids.length === 0) return;
  const known = connection.get<{ packed: Uint8Array }>('SELECT packed FROM known_entries WHERE feed_id = :feedId', { feedId });
  connection.run('DELETE FROM entry WHERE id IN (SELECT value FROM json_each(:ids))', { ids: JSON.stringify(ids) });
  if (known === undefined) return;
  connection.run('INSERT OR REPLACE INTO known_entries (feed_id, packed) VALUES (:feedId, :packed)', { feedId, packed: known.packed });
}
