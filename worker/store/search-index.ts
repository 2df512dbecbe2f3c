import type { EntryId } from '../protocol/ids.ts';
import { indexedText } from '../search/script-runs.ts';
import { htmlToText } from '../text/html-to-text.ts';
import type { Connection } from './sqlite.ts';

/** Nobody looks for the millionth character of an article; it would hold up the user's next action. */
const longestText = 400_000;
const rowsAtOnce = 25;

interface EntryTexts {
  readonly id: EntryId;
  readonly title: string;
  readonly author: string;
  readonly html: string;
}

const texts = `SELECT entry.id, title, author, iif(content_html = '', summary_html, content_html) || coalesce(' ' || full.html, '') AS html
  FROM entry LEFT JOIN entry_body ON entry_body.entry_id = entry.id LEFT JOIN entry_full_text AS full ON full.entry_id = entry.id`;

/**
 * Puts entries into the full-text index inside the caller's transaction, as long as `mayGoOn`: first those that have changed,
 * then the others in the order in which they came. False when all are in it.
 */
export function indexSome(connection: Connection, mayGoOn: () => boolean): boolean {
  const due = connection.all<{ id: EntryId }>('SELECT entry_id AS id FROM search_due ORDER BY entry_id LIMIT :rowsAtOnce', { rowsAtOnce });
  for (const { id } of due) {
    indexAgain(connection, id);
    if (!mayGoOn()) return true;
  }
  if (due.length > 0) return true;

  for (;;) {
    const from = indexedUpTo(connection);
    const rows = connection.all<EntryTexts>(`${texts} WHERE entry.id > :from ORDER BY entry.id LIMIT :rowsAtOnce`, { from, rowsAtOnce });
    let upTo = from;
    for (const row of rows) {
      insert(connection, row);
      upTo = row.id;
      if (!mayGoOn()) break;
    }
    if (upTo > from) connection.run('UPDATE search_progress SET up_to_id = :upTo', { upTo });
    if (rows.length < rowsAtOnce && upTo === (rows.at(-1)?.id ?? from)) return false;
    if (!mayGoOn()) return true;
  }
}

/** About how many entries are not in the index as they are now. */
export function countUnindexed(connection: Connection): number {
  const row = connection.get<{ left: number }>(
    `SELECT max(0, coalesce((SELECT max(id) FROM entry), 0) - up_to_id) + (SELECT count(*) FROM search_due) AS left FROM search_progress`,
  );
  return row?.left ?? 0;
}

function indexedUpTo(connection: Connection): EntryId {
  return connection.get<{ upTo: number }>('SELECT up_to_id AS upTo FROM search_progress')?.upTo ?? 0;
}

function indexAgain(connection: Connection, id: EntryId): void {
  connection.run('DELETE FROM entry_search WHERE rowid = :id', { id });
  const [row] = connection.all<EntryTexts>(`${texts} WHERE entry.id = :id`, { id });
  if (row !== undefined) insert(connection, row);
  connection.run('DELETE FROM search_due WHERE entry_id = :id', { id });
}

function insert(connection: Connection, row: EntryTexts): void {
  const title = indexedText(row.title);
  const author = indexedText(row.author);
  const body = indexedText(htmlToText(row.html ?? '', longestText).slice(0, longestText));
  connection.run(
    `INSERT INTO entry_search (rowid, title, author, body, title_pairs, author_pairs, body_pairs)
     VALUES (:id, :title, :author, :body, :titlePairs, :authorPairs, :bodyPairs)`,
    {
      id: row.id,
      title: title.words,
      author: author.words,
      body: body.words,
      titlePairs: title.pairs,
      authorPairs: author.pairs,
      bodyPairs: body.pairs,
    },
  );
}
