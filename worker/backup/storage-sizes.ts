import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FeedSize, StorageKind, StorageSizes } from '../protocol/storage.ts';
import { readLastCompactMs } from '../store/settings.ts';
import { type Connection, openConnection } from '../store/sqlite.ts';
import { backupFolder } from './backup-names.ts';
import { asideFolder } from './replacement.ts';

/** How many feeds are told one by one. */
const mostFeeds = 50;

/** What the profile takes on the disk, by kind and by feed. Walks the whole database: for a thread of its own. */
export function measureStorage(profileDir: string, database: string): StorageSizes {
  const connection = openConnection(database, { readOnly: true });
  try {
    const feeds = feedSizes(connection);
    return {
      databaseBytes: sizeOf(database) + sizeOf(`${database}-wal`),
      freeBytes: number(connection, 'PRAGMA freelist_count') * number(connection, 'PRAGMA page_size'),
      lastCompactMs: readLastCompactMs(connection),
      kinds: kindSizes(connection),
      feeds: feeds.slice(0, mostFeeds),
      otherFeeds: Math.max(0, feeds.length - mostFeeds),
      backupBytes: bytesIn(join(profileDir, backupFolder)),
      asideBytes: bytesIn(join(profileDir, asideFolder)),
    };
  } finally {
    connection.close();
  }
}

/** As the addresses, titles and texts are long; what the database adds of its own is not told apart by feed. */
function feedSizes(connection: Connection): readonly FeedSize[] {
  return connection
    .all<FeedSize>(
      `SELECT feed.id AS feedId, coalesce(nullif(feed.user_title, ''), nullif(feed.title, ''), feed.feed_url) AS title,
       feed.removed_at IS NOT NULL AS isRemoved, sizes.entries AS entries, sizes.bytes AS bytes
     FROM feed JOIN (
       SELECT feed_id, count(*) AS entries,
         sum(octet_length(entry.title) + coalesce(octet_length(url), 0) + octet_length(snippet)
           + coalesce(octet_length(content_html), 0) + coalesce(octet_length(summary_html), 0) + coalesce(octet_length(full.html), 0)) AS bytes
       FROM entry LEFT JOIN entry_body ON entry_body.entry_id = entry.id LEFT JOIN entry_full_text AS full ON full.entry_id = entry.id GROUP BY feed_id
     ) AS sizes ON sizes.feed_id = feed.id
     ORDER BY bytes DESC, feed.id`,
    )
    .map(({ isRemoved, ...row }) => ({ ...row, isRemoved: Boolean(isRemoved) }));
}

function kindSizes(connection: Connection): StorageSizes['kinds'] {
  const owners = new Map(
    connection.all<{ name: string; owner: string }>('SELECT name, tbl_name AS owner FROM sqlite_schema').map(row => [row.name, row.owner]),
  );
  const searchTables = connection
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'")
    .map(row => row.name);
  const sizes: Record<StorageKind, number> = { articles: 0, search: 0, icons: 0, journal: 0, other: 0 };
  for (const { name, bytes } of connection.all<{ name: string; bytes: number }>(
    'SELECT name, pgsize AS bytes FROM dbstat WHERE aggregate = TRUE',
  )) {
    sizes[kindOf(owners.get(name) ?? name, searchTables)] += bytes;
  }
  return sizes;
}

function kindOf(table: string, searchTables: readonly string[]): StorageKind {
  if (searchTables.some(search => table === search || table.startsWith(`${search}_`))) return 'search';
  if (/^(entry|enclosure)/.test(table)) return 'articles';
  if (/^change/.test(table)) return 'journal';
  return table === 'icon' ? 'icons' : 'other';
}

function number(connection: Connection, pragma: string): number {
  return Number(Object.values(connection.get<Record<string, number>>(pragma) ?? {})[0] ?? 0);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function bytesIn(folder: string): number {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile())
    .reduce((sum, { parentPath, name }) => sum + sizeOf(join(parentPath, name)), 0);
}
