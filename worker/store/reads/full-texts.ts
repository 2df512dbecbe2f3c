import type { FullText } from '../../protocol/entries.ts';
import type { EntryId, FeedId } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import type { WantedFullText } from '../store.ts';

interface FullTextColumns {
  readonly askedAt: number;
  readonly html: string;
  readonly baseUrl: string | null;
  readonly language: string | null;
  readonly failure: string | null;
  readonly isShown: number | null;
}

/** What is there of an entry's full text, and whether it is what is shown. */
export function readFullText(
  connection: Connection,
  id: EntryId,
  feedId: FeedId,
): { readonly fullText: FullText | null; readonly showsFullText: boolean } {
  const row = connection.get<FullTextColumns>(
    `SELECT asked_at AS askedAt, html, base_url AS baseUrl, language, failure, is_shown AS isShown FROM entry_full_text WHERE entry_id = :id`,
    { id },
  );
  return {
    fullText: row === undefined ? null : toFullText(row),
    showsFullText: row?.isShown === undefined || row.isShown === null ? wantsFullText(connection, feedId) : row.isShown === 1,
  };
}

function toFullText({ askedAt, html, baseUrl, language, failure }: FullTextColumns): FullText | null {
  if (html !== '') return { kind: 'there', html, baseUrl, language, at: askedAt };
  return failure === null ? null : { kind: 'failed', message: failure, at: askedAt };
}

/** By the feed's own word, else by that of the innermost folder that has one. */
function wantsFullText(connection: Connection, feedId: FeedId): boolean {
  const row = connection.get<{ wants: number | null }>(
    `WITH RECURSIVE above (id, parent_id, full_text, level) AS (
       SELECT folder.id, parent_id, folder.full_text, 1 FROM folder JOIN feed ON feed.folder_id = folder.id WHERE feed.id = :feedId
       UNION ALL
       SELECT folder.id, folder.parent_id, folder.full_text, level + 1 FROM folder JOIN above ON folder.id = above.parent_id WHERE level < 64)
     SELECT coalesce((SELECT full_text FROM feed WHERE id = :feedId),
       (SELECT full_text FROM above WHERE full_text IS NOT NULL ORDER BY level LIMIT 1)) AS wants`,
    { feedId },
  );
  return row?.wants === 1;
}

/** Of these entries of a feed, the newest unread ones whose full text is wanted and was never asked for. */
export function readWantedFullTexts(
  connection: Connection,
  feedId: FeedId,
  ids: readonly EntryId[],
  most: number,
): readonly WantedFullText[] {
  if (ids.length === 0 || !wantsFullText(connection, feedId)) return [];
  return connection.all<WantedFullText>(
    `SELECT entry.id, url FROM entry JOIN entry_state ON entry_state.entry_id = entry.id
     WHERE entry.id IN (SELECT value FROM json_each(:ids)) AND is_read = 0 AND url IS NOT NULL
       AND entry.id NOT IN (SELECT entry_id FROM entry_full_text)
     ORDER BY sort_at DESC, entry.id DESC LIMIT :most`,
    { ids: JSON.stringify(ids), most },
  );
}
