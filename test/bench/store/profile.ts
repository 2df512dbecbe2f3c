import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../../../worker/store/migrate.ts';
import { indexSome } from '../../../worker/store/search-index.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';

export interface ProfileSize {
  readonly feeds: number;
  readonly entries: number;
  /** Half of them twenty to a folder, as people have them, and one folder with a fifth of all. */
  readonly folders: number;
}

const dayMs = 24 * 3_600_000;
/** The profile's "now", so that it is the same on every day. */
export const profileNow = Date.UTC(2026, 10, 1, 12);

/** A repeatable source of numbers in [0, 1). */
function createRandom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const letters = 'etaoinshrdlucmfwypvbgkqjxz';

/** Its words, the most common first: the first is in nearly all articles. */
export function vocabulary(random: () => number = createRandom(1)): readonly string[] {
  const word = () =>
    Array.from({ length: 2 + Math.floor(random() * 8) }, () => letters.charAt(Math.floor(random() * random() * 26))).join('');
  return Array.from({ length: 20_000 }, word);
}

function createWords(random: () => number): () => string {
  const words = vocabulary(random);
  // Few words are common and many are rare, as in every language.
  return () => words[Math.floor(words.length * random() ** 4)] ?? 'river';
}

/**
 * A database of that size, always the same, as `file`; built once. Entries of all feeds mixed over three years, 3 in 10 unread, 1 in 200 starred;
 * a few feeds have far more than the others.
 */
export function buildDatabase(file: string, { feeds, entries, folders }: ProfileSize, tell: (words: string) => void): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  const schema = openConnection(unfinished, { readOnly: false });
  migrate(schema, dirname(file));
  schema.close();

  const database = new DatabaseSync(unfinished);
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA foreign_keys = OFF');
  const triggers = database
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('entry_state', 'entry')")
    .all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  const random = createRandom(1);
  const word = createWords(random);
  const words = (count: number) => Array.from({ length: count }, word).join(' ');
  database.exec('BEGIN');
  const addFolder = database.prepare('INSERT INTO folder (title, position) VALUES (?, ?)');
  for (let folder = 1; folder <= folders; folder += 1) addFolder.run(`Folder ${folder}`, folder);
  const addFeed = database.prepare(
    'INSERT INTO feed (feed_url, site_url, title, kind, format, folder_id, position, added_at, fetched_at, checked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (let feed = 1; feed <= feeds; feed += 1) {
    const folder = feed <= feeds / 5 ? 1 : feed % 2 === 0 ? null : 2 + (feed % Math.max(1, folders - 1));
    const address = `https://feed-${feed}.example/feed`;
    addFeed.run(
      address,
      `https://feed-${feed}.example/`,
      `Feed ${feed}`,
      'rss',
      'rss2.0',
      folder,
      feed,
      profileNow,
      profileNow,
      profileNow,
    );
  }
  const addEntry = database.prepare(
    'INSERT INTO entry (id, feed_id, published_at, seen_at, title, url, author, snippet, guid_key, link_key, content_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const addState = database.prepare(
    'INSERT INTO entry_state (entry_id, feed_id, sort_at, is_read, is_starred, read_at, starred_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const addBody = database.prepare(
    "INSERT INTO entry_body (entry_id, guid, categories, summary_html, content_html) VALUES (?, ?, '[]', '', ?)",
  );
  const stepMs = (3 * 365 * dayMs) / entries;
  for (let id = 1; id <= entries; id += 1) {
    const feed = 1 + Math.floor(feeds * random() ** 1.5);
    const sortAt = Math.round(profileNow - (entries - id) * stepMs - random() * dayMs);
    const isRead = random() < 0.7 ? 1 : 0;
    const isStarred = random() < 0.005 ? 1 : 0;
    const snippet = words(30);
    const key = `${id}`.padStart(22, '0');
    addEntry.run(id, feed, sortAt, sortAt, words(7), `https://feed-${feed}.example/${id}`, 'Ann Writer', snippet, key, key, key);
    addState.run(id, feed, sortAt, isRead, isStarred, isRead === 1 ? sortAt + 1_000 : null, isStarred === 1 ? sortAt + 1_000 : null);
    addBody.run(id, key, `<p>${snippet}</p><p>${words(120)}</p>`);
    if (id % 100_000 === 0) tell(`${id} of ${entries} articles`);
  }
  database.exec(`UPDATE entry_state SET is_later = 1, later_at = sort_at + 1000 WHERE entry_id % 300 = 7;
    INSERT INTO label (name, color, position) VALUES ('Many', 'blue', 1), ('Few', 'red', 2);
    INSERT INTO entry_label SELECT 1, entry_id, sort_at, sort_at, feed_id FROM entry_state WHERE entry_id % 20 = 3;
    INSERT INTO entry_label SELECT 2, entry_id, sort_at, sort_at, feed_id FROM entry_state WHERE entry_id % 1000 = 3`);
  database.exec(`UPDATE feed_count SET entries = found.entries, unread = found.unread, starred = found.starred, starred_unread = found.starred_unread,
      later = found.later, later_unread = found.later_unread, recent = found.recent
    FROM (SELECT feed_id, count(*) AS entries, sum(is_read = 0) AS unread, sum(is_starred) AS starred, sum(is_starred AND NOT is_read) AS starred_unread,
            sum(is_later) AS later, sum(is_later AND NOT is_read) AS later_unread, sum(is_read AND read_at IS NOT NULL) AS recent
          FROM entry_state GROUP BY feed_id) AS found WHERE found.feed_id = feed_count.feed_id`);
  database.exec(`UPDATE clock SET stamp = ${profileNow}`);
  for (const { sql } of triggers) database.exec(String(sql));
  database.exec('COMMIT');
  database.close();
  tell('the index of search');
  const index = openConnection(unfinished, { readOnly: false });
  index.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN');
  indexSome(index, () => true);
  index.exec('COMMIT; PRAGMA journal_mode = WAL');
  index.close();
  renameSync(unfinished, file);
}

/** Where feeds are asked: the addresses of a farm that runs now. */
export function pointFeedsAt(file: string, urls: readonly string[]): void {
  const database = new DatabaseSync(file);
  const set = database.prepare('UPDATE feed SET feed_url = ? WHERE id = ?');
  database.exec('BEGIN');
  for (const [index, url] of urls.entries()) set.run(url, index + 1);
  const confirm = database.prepare('INSERT OR IGNORE INTO confirmed_host (host, confirmed_at) VALUES (?, ?)');
  for (const host of new Set(urls.map(url => new URL(url).host))) confirm.run(host, profileNow);
  database.exec('COMMIT');
  database.close();
}

export function databaseOf(profileDir: string): string {
  return join(profileDir, 'freshet.db');
}
