import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../worker/store/migrate.ts';
import { migrations } from '../../../worker/store/migrations/all.ts';
import { type Connection, openConnection } from '../../../worker/store/sqlite.ts';
import { temporaryFolder } from '../../helpers/store.ts';

const versionOf = (connection: Connection) => connection.get<{ user_version: number }>('PRAGMA user_version')?.user_version;
const tablesOf = (connection: Connection) =>
  connection.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").map(row => row.name);
const steps = ['CREATE TABLE one (a INTEGER) STRICT', 'CREATE TABLE two (a INTEGER) STRICT; INSERT INTO one VALUES (2)'];

describe('a migration', () => {
  it('takes a new database through every step, and a second time does nothing', () => {
    const connection = openConnection(':memory:', { readOnly: false });
    migrate(connection, 'here');
    const tables = tablesOf(connection);
    migrate(connection, 'here');
    expect([versionOf(connection), tablesOf(connection)]).toEqual([migrations.length, tables]);
    connection.close();
  });

  it('takes an older database only through the steps it lacks', () => {
    const connection = openConnection(':memory:', { readOnly: false });
    migrate(connection, 'here', steps.slice(0, 1));
    migrate(connection, 'here', steps);
    expect([versionOf(connection), tablesOf(connection), connection.all('SELECT a FROM one')]).toMatchObject([
      2,
      ['one', 'two'],
      [{ a: 2 }],
    ]);
    connection.close();
  });

  it('that fails leaves the schema of the step before', () => {
    const connection = openConnection(':memory:', { readOnly: false });
    migrate(connection, 'here', steps.slice(0, 1));
    const failing = [...steps.slice(0, 1), 'CREATE TABLE two (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1)'];
    expect(() => migrate(connection, 'here', failing)).toThrow('nowhere');
    expect([versionOf(connection), tablesOf(connection)]).toEqual([1, ['one']]);
    migrate(connection, 'here', steps);
    expect(versionOf(connection)).toBe(2);
    connection.close();
  });

  it('is not tried on a database of a newer version', () => {
    const file = join(temporaryFolder(), 'newer.db');
    const connection = openConnection(file, { readOnly: false });
    migrate(connection, 'here', steps);
    expect(() => migrate(connection, 'here', steps.slice(0, 1))).toThrow(expect.objectContaining({ code: 'database-newer' }));
    expect(versionOf(connection)).toBe(2);
    connection.close();
  });
});

it('makes only strict tables, and never gives an id twice', () => {
  const connection = openConnection(':memory:', { readOnly: false });
  migrate(connection, 'here');
  const loose = connection.all<{ name: string }>(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
  );
  expect(loose).toEqual([]);
  const ids = connection
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name")
    .map(row => row.name);
  expect(ids).toEqual(['change', 'entry', 'feed', 'folder', 'label', 'saved_search']);
  connection.close();
});
