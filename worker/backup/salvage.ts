import { statSync } from 'node:fs';
import { FeedError } from '../errors.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { SalvageReport } from '../protocol/storage.ts';
import { applicationId, migrate } from '../store/migrate.ts';
import { type Connection, openConnection } from '../store/sqlite.ts';
import { type RoomIn, requireRoom, roomIn } from './disk-room.ts';
import { inspectDatabase } from './inspect-database.ts';
import { backupPath, listBackups } from './list-backups.ts';
import { type Row, readWhatCanBeRead } from './read-what-can-be-read.ts';
import { prepareReplacement } from './replacement.ts';

interface SalvageOrder {
  readonly profileDir: string;
  readonly database: string;
  readonly at: Milliseconds;
  readonly room?: RoomIn;
  readonly longestMs?: number;
}

/** Subscriptions first, then what the user made of the articles, then the articles. All other tables follow. */
const order = ['folder', 'feed', 'former_address', 'setting', 'confirmed_host', 'secret', 'entry_state', 'entry', 'entry_body'];
/** Kept by triggers, made anew, or read from elsewhere. */
const derived = new Set(['feed_count', 'label_count', 'known_entries', 'search_progress', 'search_due', 'sqlite_sequence', 'sqlite_stat1']);
/** What the newest backup may fill in where the damaged database has nothing: rows that stand by themselves. */
const filled = ['folder', 'feed', 'former_address', 'setting', 'confirmed_host', 'label', 'saved_search'];

/**
 * Builds a new database of what can still be read of a damaged one, row by row; subscriptions that are lost come from the newest backup.
 * It takes the damaged one's place at the next start, which is kept aside. @throws FeedError
 */
export function salvage({ profileDir, database, at, room = roomIn, longestMs = 120_000 }: SalvageOrder): SalvageReport {
  requireRoom(profileDir, statSync(database, { throwIfNoEntry: false })?.size ?? 0, 'Nothing was salvaged.', room);
  const until = performance.now() + longestMs;
  const isTooLate = () => performance.now() > until;
  let report: SalvageReport | null = null;
  prepareReplacement(profileDir, 'damaged', at, file => {
    const target = openConnection(file, { readOnly: false });
    try {
      migrate(target, profileDir);
      target.exec('PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF');
      const copied = copyAll(database, newestBackup(profileDir), target, isTooLate);
      mend(target);
      const count = (sql: string) => target.get<{ found: number }>(sql)?.found ?? 0;
      report = {
        feeds: countFeeds(target),
        entries: count('SELECT count(*) AS found FROM entry_state'),
        starred: count('SELECT count(*) AS found FROM entry_state WHERE is_starred = 1'),
        ...copied,
      };
      target.exec('PRAGMA journal_mode = DELETE');
    } finally {
      target.close();
    }
    if (report?.feeds === 0 && report.entries === 0) throw nothingLeft();
    inspectDatabase(file, true);
  });
  if (report === null) throw nothingLeft();
  return report;
}

function nothingLeft(): FeedError {
  return new FeedError(
    'database-damaged',
    'Nothing could be read of the damaged database, and there is no backup to fill in. It was left as it is.',
  );
}

/** Subscriptions of both first: what is counted for a feed counts only where the feed is. */
function copyAll(database: string, backup: string | null, target: Connection, isTooLate: () => boolean) {
  const tables = tablesOf(target);
  const first = tables.filter(({ name }) => filled.includes(name));
  const rest = tables.filter(({ name }) => !filled.includes(name));
  const damaged = openToRead(database);
  const good = backup === null ? null : openToRead(backup);
  const copy = (from: Connection | null, which: readonly Table[]) =>
    from !== null && which.map(table => copyTable(from, target, table, isTooLate)).every(isWhole => isWhole);
  try {
    const isFirstWhole = copy(damaged, first);
    const before = countFeeds(target);
    copy(good, first);
    const feedsFromBackup = countFeeds(target) - before;
    const isRestWhole = copy(damaged, rest);
    if (damaged !== null) keepSequences(damaged, target);
    if (good !== null) fillEntries(good, target);
    return { feedsFromBackup, isWhole: isFirstWhole && isRestWhole };
  } finally {
    damaged?.close();
    good?.close();
  }
}

/** Null for what is not even the beginning of a database of Freshet's. */
function openToRead(file: string): Connection | null {
  try {
    const source = openConnection(file, { readOnly: true });
    try {
      source.exec('PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF');
      if (source.get<{ application_id: number }>('PRAGMA application_id')?.application_id === applicationId) return source;
    } catch {
      // Its first page is gone.
    }
    source.close();
    return null;
  } catch {
    return null;
  }
}

function newestBackup(profileDir: string): string | null {
  const newest = listBackups(profileDir).find(({ isChecked, holds }) => isChecked && holds !== null);
  return newest === undefined ? null : backupPath(profileDir, newest.name);
}

/** So that no id is given a second time. */
function keepSequences(source: Connection, target: Connection): void {
  try {
    for (const row of source.all<{ name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence')) {
      target.run('UPDATE sqlite_sequence SET seq = max(seq, :seq) WHERE name = :name', { name: row.name, seq: row.seq });
    }
  } catch {
    // The highest ids that are there will do.
  }
}

function countFeeds(target: Connection): number {
  return target.get<{ found: number }>('SELECT count(*) AS found FROM feed WHERE removed_at IS NULL')?.found ?? 0;
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[] | null;
  /** With rows that every new database has: those of the damaged one take their place. */
  readonly isSeeded: boolean;
}

/** By the new database's own word: the damaged one's may not be readable. */
function tablesOf(target: Connection): readonly Table[] {
  const found = target.all<{ name: string; isKeyed: number }>(
    `SELECT name, wr AS isKeyed FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  return found
    .filter(({ name }) => !derived.has(name))
    .map(({ name, isKeyed }) => {
      const columns = target.all<{ name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(:name) ORDER BY pk', { name });
      return {
        name,
        columns: columns.map(column => column.name),
        isSeeded: target.get(`SELECT 1 FROM "${name}" LIMIT 1`) !== undefined,
        key: isKeyed ? columns.flatMap(column => (column.pk > 0 ? [column.name] : [])) : null,
      };
    })
    .toSorted((one, other) => placeOf(one.name) - placeOf(other.name));
}

function placeOf(table: string): number {
  const place = order.indexOf(table);
  return place === -1 ? order.length : place;
}

function copyTable(source: Connection, target: Connection, table: Table, isTooLate: () => boolean): boolean {
  const insert = (rows: readonly Row[]) => {
    target.exec('BEGIN');
    try {
      for (const row of rows) insertRow(target, table, row);
      target.exec('COMMIT');
    } catch (error) {
      target.exec('ROLLBACK');
      throw error;
    }
  };
  try {
    return readWhatCanBeRead({ source, table: table.name, key: table.key, onRows: insert, isTooLate });
  } catch {
    return false;
  }
}

/** A row whose columns are damaged breaks the rules of its table, and is left out. */
function insertRow(target: Connection, { name, columns, isSeeded }: Table, row: Row): boolean {
  const known = columns.filter(column => Object.hasOwn(row, column));
  try {
    const sql = `INSERT OR ${isSeeded ? 'REPLACE' : 'IGNORE'} INTO "${name}" (${known.map(column => `"${column}"`).join(', ')}) VALUES (${known.map((_, index) => `:p${index}`).join(', ')})`;
    return target.run(sql, Object.fromEntries(known.map((column, index) => [`p${index}`, row[column] ?? null]))).changes > 0;
  } catch {
    return false;
  }
}

/** Articles that are lost whole. Ids are never given twice, so they are the same in both; of one that is there nothing is changed. */
function fillEntries(source: Connection, target: Connection): void {
  const tables = tablesOf(target).filter(({ name }) => ['entry', 'entry_state', 'entry_body', 'enclosure', 'entry_label'].includes(name));
  const step = 1_000;
  const high = source.get<{ high: number | null }>('SELECT max(id) AS high FROM entry')?.high ?? 0;
  for (let from = 1; from <= high; from += step) {
    const range = { from, to: from + step - 1 };
    const known = new Set(target.all<{ id: number }>('SELECT id FROM entry WHERE id BETWEEN :from AND :to', range).map(({ id }) => id));
    target.exec('BEGIN');
    for (const table of tables) {
      const id = table.name === 'entry' ? 'id' : 'entry_id';
      for (const row of source.all<Row>(`SELECT * FROM "${table.name}" WHERE "${id}" BETWEEN :from AND :to`, range)) {
        if (!known.has(Number(row[id]))) insertRow(target, table, row);
      }
    }
    target.exec('COMMIT');
  }
}

/** What has lost its other half: an article gets a state and an empty text, and everything without its article or feed goes. */
function mend(target: Connection): void {
  target.exec(`
    BEGIN;
    UPDATE feed SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folder);
    UPDATE folder SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM folder);
    -- the next answer is read whole
    UPDATE feed SET etag = NULL, last_modified = NULL, validators_at = NULL, body_hash = NULL;
    DELETE FROM entry WHERE feed_id NOT IN (SELECT id FROM feed);
    DELETE FROM entry_state WHERE entry_id NOT IN (SELECT id FROM entry);
    DELETE FROM entry_body WHERE entry_id NOT IN (SELECT id FROM entry);
    INSERT OR IGNORE INTO entry_body (entry_id, categories, summary_html, content_html)
      SELECT id, '[]', '', '' FROM entry WHERE id NOT IN (SELECT entry_id FROM entry_body);
    -- the store's own time is never behind what it has stamped
    UPDATE clock SET stamp = max(stamp, (SELECT coalesce(max(max(coalesce(read_at, 0), coalesce(unread_at, 0), coalesce(starred_at, 0), coalesce(unstarred_at, 0))), 0) FROM entry_state));
    COMMIT;
  `);
  giveStates(target);
  // Whatever table still points to what is gone.
  for (const { table, rowid } of target.all<{ table: string; rowid: number | null }>(
    'SELECT "table", rowid FROM pragma_foreign_key_check',
  )) {
    if (rowid !== null) target.run(`DELETE FROM "${table}" WHERE rowid = :rowid`, { rowid });
  }
  for (const { child, column, parent } of target.all<{ child: string; column: string; parent: string }>(
    `SELECT list.name AS child, keys."from" AS "column", keys."table" AS parent
     FROM pragma_table_list AS list JOIN pragma_foreign_key_list(list.name) AS keys WHERE list.wr = 1 AND list.schema = 'main'`,
  )) {
    target.exec(`DELETE FROM "${child}" WHERE "${column}" IS NOT NULL AND "${column}" NOT IN (SELECT id FROM "${parent}")`);
  }
}

function giveStates(target: Connection): void {
  const isRemovedKept = target.get("SELECT 1 FROM sqlite_schema WHERE name = 'entry_removed'") !== undefined;
  target.exec(`INSERT INTO entry_state (entry_id, feed_id, sort_at)
    SELECT id, feed_id, coalesce(published_at, seen_at) FROM entry WHERE id NOT IN (SELECT entry_id FROM entry_state)
    ${isRemovedKept ? 'AND id NOT IN (SELECT entry_id FROM entry_removed)' : ''}`);
}
