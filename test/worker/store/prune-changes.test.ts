import { expect, it } from 'vitest';
import { migrate } from '../../../worker/store/migrate.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import { pruneChanges } from '../../../worker/store/writes/prune-changes.ts';
import { day, now } from '../../helpers/store.ts';

it('forgets changes after 30 days, a part at a time, and keeps the younger ones', () => {
  const connection = openConnection(':memory:', { readOnly: false });
  migrate(connection, 'here');
  for (const [id, at] of [
    [1, now - 31 * day],
    [2, now - 30 * day],
  ] as const) {
    connection.run("INSERT INTO change (id, kind, cause, at, count) VALUES (:id, 'mark-all-read', 'command', :at, 5000)", { id, at });
    connection.run(
      'WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5000) INSERT INTO change_entry (change_id, entry_id) SELECT :id, n FROM n',
      { id },
    );
  }
  let parts = 0;
  while (pruneChanges(connection, now)) parts += 1;
  expect(parts).toBe(3);
  expect(connection.all('SELECT change_id AS id, count(*) AS entries FROM change_entry GROUP BY change_id')).toMatchObject([
    { id: 2, entries: 5000 },
  ]);
  expect(connection.all('SELECT id FROM change')).toMatchObject([{ id: 2 }]);
  connection.close();
});

it('forgets login and headers of a feed when its unsubscription can no longer be taken back', () => {
  const connection = openConnection(':memory:', { readOnly: false });
  migrate(connection, 'here');
  const feeds = [
    [1, now - 31 * day],
    [2, now - 29 * day],
    [3, null],
  ] as const;
  for (const [id, removedAt] of feeds) {
    connection.run(
      `INSERT INTO feed (id, feed_url, position, first_unread, added_at, removed_at, request_headers, access_origin)
       VALUES (:id, 'https://host.example/' || :id, 1, 'all', 1, :removedAt, '{"X-Own":"1"}', 'https://host.example')`,
      { id, removedAt },
    );
    connection.run("INSERT INTO secret (key, sealed, sealed_at) VALUES (:key, x'00', 1)", { key: `feed:${id}` });
  }
  while (pruneChanges(connection, now));
  expect(connection.all('SELECT key FROM secret ORDER BY key')).toMatchObject([{ key: 'feed:2' }, { key: 'feed:3' }]);
  expect(connection.all('SELECT id FROM feed WHERE request_headers IS NOT NULL ORDER BY id')).toMatchObject([{ id: 2 }, { id: 3 }]);
  connection.close();
});

it('forgets a deleted label with its articles 30 days after it was deleted', () => {
  const connection = openConnection(':memory:', { readOnly: false });
  migrate(connection, 'here');
  connection.exec(`INSERT INTO feed (feed_url, position, added_at) VALUES ('a', 1, 1);
    INSERT INTO entry (feed_id, seen_at, title, author, snippet, link_key, content_hash) VALUES (1, 1, '', '', '', '', '');
    INSERT INTO entry_state (entry_id, feed_id, sort_at) VALUES (1, 1, 1);
    INSERT INTO label (name, color, position, removed_at) VALUES ('old', 'red', 1, ${now - 31 * day}), ('young', 'red', 2, ${now - day}), ('here', 'red', 3, NULL);
    INSERT INTO entry_label (label_id, entry_id, sort_at, added_at) VALUES (1, 1, 1, 1), (2, 1, 1, 1), (3, 1, 1, 1)`);
  while (pruneChanges(connection, now));
  expect(connection.all('SELECT name FROM label ORDER BY id')).toMatchObject([{ name: 'young' }, { name: 'here' }]);
  expect(connection.all('SELECT label_id AS id FROM entry_label ORDER BY label_id')).toMatchObject([{ id: 2 }, { id: 3 }]);
});
