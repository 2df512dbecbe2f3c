import type { EntryId, FeedId, FolderId, Milliseconds } from '../../protocol/ids.ts';
import type { Retention } from '../../protocol/subscriptions.ts';
import { entriesInDocument } from '../entries-in-document.ts';
import { retentionFromText } from '../retention-text.ts';
import { readSettings } from '../settings.ts';
import type { Connection } from '../sqlite.ts';
import type { RetainedFeed } from '../store.ts';

/** How long each subscribed feed keeps its articles, its folders and the settings considered. @param common instead of what the settings say */
export function readRetention(connection: Connection, common: Retention = readSettings(connection).retention): readonly RetainedFeed[] {
  const folders = new Map(
    connection
      .all<{ id: FolderId; parentId: FolderId | null; retention: string | null }>('SELECT id, parent_id AS parentId, retention FROM folder')
      .map(folder => [folder.id, folder]),
  );
  function ofFolder(folderId: FolderId | null): Retention {
    const seen = new Set<FolderId>();
    for (let id = folderId; id !== null && !seen.has(id); ) {
      seen.add(id);
      const own = retentionFromText(folders.get(id)?.retention ?? null);
      if (own !== null) return own;
      id = folders.get(id)?.parentId ?? null;
    }
    return common;
  }
  return connection
    .all<{ feedId: FeedId; title: string; folderId: FolderId | null; retention: string | null }>(
      `SELECT id AS feedId, coalesce(nullif(user_title, ''), nullif(title, ''), feed_url) AS title, folder_id AS folderId, retention
       FROM feed WHERE removed_at IS NULL ORDER BY position, id`,
    )
    .map(({ feedId, title, folderId, retention }) => ({ feedId, title, rule: retentionFromText(retention) ?? ofFolder(folderId) }));
}

const dayMs = 24 * 60 * 60 * 1000;
/** What was read or unstarred since can be taken back: it may be unread or starred again. */
const takenBackMs = 30 * dayMs;

/** Rows and their places in the indexes, beside the texts. */
const rowBytes = 400;

/** What entries take, joined with their bodies. */
export const storedBytes = `coalesce(sum(octet_length(content_html) + octet_length(summary_html) + octet_length(title) + octet_length(snippet) + ${rowBytes}), 0)`;

interface OldEntries {
  readonly count: number;
  readonly bytes: number;
}

/** What a rule would remove of a feed, and the bytes that are stored of it. */
export function countOld(connection: Connection, { feedId, rule }: RetainedFeed, at: Milliseconds): OldEntries {
  const old = oldSql(connection, feedId, rule, at);
  if (old === null) return { count: 0, bytes: 0 };
  return (
    connection.get<OldEntries>(
      `SELECT count(*) AS count, ${storedBytes} AS bytes
       FROM entry_state INDEXED BY state_feed_time JOIN entry ON entry.id = entry_state.entry_id JOIN entry_body ON entry_body.entry_id = entry.id
       WHERE ${old.where}`,
      old.parameters,
    ) ?? { count: 0, bytes: 0 }
  );
}

/** The oldest first. */
export function oldEntries(connection: Connection, { feedId, rule }: RetainedFeed, at: Milliseconds, limit: number): readonly EntryId[] {
  const old = oldSql(connection, feedId, rule, at);
  if (old === null) return [];
  return connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_state INDEXED BY state_feed_time WHERE ${old.where} ORDER BY sort_at, entry_id LIMIT :limit`,
      { ...old.parameters, limit },
    )
    .map(row => row.id);
}

interface OldSql {
  readonly where: string;
  readonly parameters: Readonly<Record<string, number | string>>;
}

/**
 * Never among them: what is unread, starred, for later or labelled, or was until lately; what the feed still has; what the user brought back.
 * Null: nothing can be.
 */
function oldSql(connection: Connection, feedId: FeedId, rule: Retention, at: Milliseconds): OldSql | null {
  if (rule.kind === 'all') return null;
  const kept = rule.kind === 'age' ? rule.least : rule.most;
  // Most feeds have few articles: they need no look into their document.
  const newest = kept === 0 ? null : lastKept(connection, feedId, kept);
  if (newest === undefined) return null;
  const before = rule.kind === 'age' ? at - rule.days * dayMs : Number.MAX_SAFE_INTEGER;
  if (!hasBefore(connection, feedId, before)) return null;
  const inDocument = entriesInDocument(connection, feedId);
  if (inDocument === null) return null;
  return {
    where: `entry_state.feed_id = :feedId AND sort_at < :before AND ${newest === null ? 'TRUE' : '(sort_at, entry_state.entry_id) < (:keptAt, :keptId)'}
      AND is_read = 1 AND coalesce(read_at, 0) < :lately AND ${unmarked}
      AND entry_state.entry_id NOT IN (SELECT value FROM json_each(:inDocument))
      AND NOT EXISTS (SELECT 1 FROM entry_kept WHERE entry_kept.entry_id = entry_state.entry_id)`,
    parameters: {
      feedId,
      before,
      lately: at - takenBackMs,
      inDocument: JSON.stringify(inDocument),
      ...(newest === null ? {} : { keptAt: newest.sortAt, keptId: newest.id }),
    },
  };
}

/** The oldest of the newest `kept`; undefined when there are no more than those. */
function lastKept(connection: Connection, feedId: FeedId, kept: number): { readonly sortAt: number; readonly id: EntryId } | undefined {
  return connection.get<{ sortAt: number; id: EntryId }>(
    `SELECT sort_at AS sortAt, entry_id AS id FROM entry_state INDEXED BY state_feed_time WHERE feed_id = :feedId
     ORDER BY sort_at DESC, entry_id DESC LIMIT 1 OFFSET :beyond`,
    { feedId, beyond: kept - 1 },
  );
}

function hasBefore(connection: Connection, feedId: FeedId, before: Milliseconds): boolean {
  const row = connection.get('SELECT 1 FROM entry_state INDEXED BY state_feed_time WHERE feed_id = :feedId AND sort_at < :before LIMIT 1', {
    feedId,
    before,
  });
  return row !== undefined;
}

/** None of the marks that an entry may have, now or lately. */
const unmarked = [
  'is_starred = 0 AND coalesce(unstarred_at, 0) < :lately',
  'is_later = 0 AND coalesce(unlater_at, 0) < :lately',
  'NOT EXISTS (SELECT 1 FROM entry_label WHERE entry_label.entry_id = entry_state.entry_id)',
  'NOT EXISTS (SELECT 1 FROM entry_unlabelled WHERE entry_unlabelled.entry_id = entry_state.entry_id AND entry_unlabelled.removed_at >= :lately)',
].join(' AND ');

export function readDatabaseBytes(connection: Connection): number {
  const pages = connection.get<{ bytes: number }>('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size');
  return pages?.bytes ?? 0;
}

export function readMostUnread(
  connection: Connection,
): { readonly feedId: FeedId; readonly title: string; readonly unread: number } | null {
  const most = connection.get<{ feedId: FeedId; title: string; unread: number }>(
    `SELECT feed.id AS feedId, coalesce(nullif(user_title, ''), nullif(title, ''), feed_url) AS title, unread
     FROM feed_count JOIN feed ON feed.id = feed_id WHERE removed_at IS NULL ORDER BY unread DESC LIMIT 1`,
  );
  return most === undefined ? null : { ...most };
}
