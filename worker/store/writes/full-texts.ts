import type { EntryId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import type { FullTextFound } from '../write-store.ts';

/** What came of asking for an entry's page. A failure takes nothing away that is there (R12). Nothing, when the entry is gone. */
export function saveFullText(connection: Connection, id: EntryId, found: FullTextFound, at: Milliseconds): void {
  if (connection.get('SELECT 1 AS one FROM entry WHERE id = :id', { id }) === undefined) return;
  if (found.kind === 'failed') {
    connection.run(
      `INSERT INTO entry_full_text (entry_id, asked_at, html, failure) VALUES (:id, :at, '', :message)
       ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at, failure = excluded.failure WHERE html = ''`,
      { id, at, message: found.message },
    );
    return;
  }
  const { html, baseUrl, language } = found;
  connection.run(
    `INSERT INTO entry_full_text (entry_id, asked_at, html, base_url, language) VALUES (:id, :at, :html, :baseUrl, :language)
     ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at, html = excluded.html, base_url = excluded.base_url,
       language = excluded.language, failure = NULL`,
    { id, at, html: html.replaceAll('\0', '').toWellFormed(), baseUrl, language },
  );
}

/** The user's word on what is shown of this entry. */
export function showFullText(connection: Connection, id: EntryId, isShown: boolean, at: Milliseconds): void {
  if (connection.get('SELECT 1 AS one FROM entry WHERE id = :id', { id }) === undefined) return;
  connection.run(
    `INSERT INTO entry_full_text (entry_id, asked_at, html, is_shown) VALUES (:id, :at, '', :isShown)
     ON CONFLICT DO UPDATE SET is_shown = excluded.is_shown`,
    { id, at, isShown: Number(isShown) },
  );
}
