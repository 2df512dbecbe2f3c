import { FeedError } from '../errors.ts';
import { applicationId } from '../store/migrate.ts';
import { type Connection, openConnection } from '../store/sqlite.ts';

/** What a database file of Freshet's holds. */
export interface DatabaseFacts {
  readonly version: number;
  readonly feeds: number;
  readonly entries: number;
  readonly starred: number;
}

/**
 * Looks into a closed database file without changing it.
 * @param isThorough reads all of it, and not only its counters
 * @throws FeedError 'database-damaged', or what SQLite says
 */
export function inspectDatabase(file: string, isThorough: boolean): DatabaseFacts {
  const connection = openConnection(file, { readOnly: true });
  try {
    if (isThorough) requireSound(connection, file);
    return readFacts(connection, file);
  } finally {
    connection.close();
  }
}

function requireSound(connection: Connection, file: string): void {
  const found = connection.all<{ integrity_check: string }>('PRAGMA integrity_check(1)').map(row => row.integrity_check);
  if (found.length !== 1 || found[0] !== 'ok') throw unsound(file, found.join('\n'));
}

export function readFacts(connection: Connection, file: string): DatabaseFacts {
  const number = (sql: string) => Number(Object.values(connection.get<Record<string, number>>(sql) ?? {})[0] ?? 0);
  const id = number('PRAGMA application_id');
  const version = number('PRAGMA user_version');
  if (id !== applicationId || version === 0) throw unsound(file, `application_id ${id}, user_version ${version}`);
  const counted = 'FROM feed_count JOIN feed ON feed.id = feed_id WHERE removed_at IS NULL';
  return {
    version,
    feeds: number('SELECT count(*) FROM feed WHERE removed_at IS NULL'),
    entries: number(`SELECT coalesce(sum(entries), 0) ${counted}`),
    starred: number(`SELECT coalesce(sum(starred), 0) ${counted}`),
  };
}

function unsound(file: string, detail: string): FeedError {
  return new FeedError('database-damaged', `${file} is damaged and cannot be used. It was left as it is.`, { detail });
}
