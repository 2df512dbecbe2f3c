import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../worker/store/migrate.ts';
import { openConnection } from '../../worker/store/sqlite.ts';
import { now, openTestStore, temporaryFolder, view } from '../helpers/store.ts';

const feeds = 100;
const entries = 100_000;

/** Entries of all feeds mixed in time, as they would have come over the years. */
function fill(profileDir: string): void {
  const connection = openConnection(join(profileDir, 'freshet.db'), { readOnly: false });
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
  migrate(connection, profileDir);
  connection.exec('BEGIN');
  const numbers = (count: number) => `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${count})`;
  connection.exec(`${numbers(feeds)} INSERT INTO feed (feed_url, position, added_at) SELECT 'https://example.org/' || n, n, ${now} FROM n`);
  connection.exec(`${numbers(entries)} INSERT INTO entry (feed_id, seen_at, title, author, snippet, link_key, content_hash)
    SELECT 1 + n % ${feeds}, ${now}, 'Title ' || n, '', 'A snippet of some length', n, n FROM n`);
  connection.exec(
    `INSERT INTO entry_state (entry_id, feed_id, sort_at) SELECT id, feed_id, ${now} - (id * 7919 % ${entries}) * 60000 FROM entry`,
  );
  connection.exec("INSERT INTO entry_body (entry_id, categories, summary_html, content_html) SELECT id, '[]', '', '' FROM entry");
  connection.exec('COMMIT');
  connection.close();
}

it('pages through 100,000 entries, marks them all read while the user goes on, and takes it back', async () => {
  const profileDir = temporaryFolder();
  fill(profileDir);
  const store = await openTestStore({ profileDir });
  const list = store.read.openView(view({ kind: 'unread' }), null, 50);
  expect([list.total, list.unread, list.rows.length]).toEqual([entries, entries, 50]);

  const middle = store.read.page(list.query, 50_000, 50, null, null).rows;
  const [first] = middle;
  expect(middle.map(row => row.sortAt)).toEqual(middle.map((_, index) => now - (50_000 + index) * 60_000));
  expect(store.read.page(list.query, 50_001, 49, first ?? null, null).rows).toEqual(middle.slice(1));
  expect(store.read.openView(view({ kind: 'unread' }), first?.id ?? 0, 50).anchorIndex).toBe(50_000);

  let isMarked = false;
  const marking = store.write.markAllRead([{ query: list.query }], now).then(change => {
    isMarked = true;
    return change;
  });
  await store.write.setStarred([first?.id ?? 0], true, now);
  expect(isMarked).toBe(false);
  const change = await marking;
  expect(change).toMatchObject({ kind: 'mark-all-read', count: entries });
  expect([store.read.unreadTotal(), store.read.openView(view({ kind: 'unread' }), null, 50).total]).toEqual([0, 0]);
  expect(store.read.page(list.query, 50_000, 50, null, null).rows.map(row => [row.id, row.isRead])).toEqual(
    middle.map(row => [row.id, true]),
  );

  expect(await store.write.undo(change.id, now)).toMatchObject({ count: entries });
  expect(store.read.unreadTotal()).toBe(entries);
  expect(store.read.subscriptions(0).counts).toEqual({ unread: entries, today: entries, starred: 1, later: 0 });
}, 120_000);
