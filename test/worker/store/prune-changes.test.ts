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
