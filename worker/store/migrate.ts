import { FeedError } from '../errors.ts';
import { migrations } from './migrations/all.ts';
import type { Connection } from './sqlite.ts';
import { damagedMessage } from './sqlite-errors.ts';

/** "FRES": tells our file from another program's SQLite file. */
export const applicationId = 0x46524553;

/**
 * Brings the schema up to date, each step in its own transaction, so that a kill leaves the old schema or the new one.
 * Throws FeedError 'database-newer' (and leaves the file alone), or 'database-damaged' for a database that is not Freshet's.
 */
export function migrate(connection: Connection, profileDir: string, steps: readonly string[] = migrations): void {
  const version = pragma(connection, 'user_version');
  if (version > steps.length) {
    throw new FeedError(
      'database-newer',
      `The database in ${profileDir} was written by a newer Freshet (its format is ${version}, this one knows ${steps.length}). Install the newer version to open it; nothing was changed.`,
      { detail: `schema ${version} > ${steps.length}` },
    );
  }
  refuseForeign(connection, version, profileDir);
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    connection.exec('BEGIN IMMEDIATE');
    try {
      connection.exec(step);
      connection.exec(`PRAGMA application_id = ${applicationId}`);
      connection.exec(`PRAGMA user_version = ${index + 1}`);
      connection.exec('COMMIT');
    } catch (error) {
      if (connection.isInTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  }
}

/** It holds something, and steps lie before it. */
export function isOutdated(connection: Connection, steps: readonly string[] = migrations): boolean {
  const version = pragma(connection, 'user_version');
  return version > 0 && version < steps.length && pragma(connection, 'application_id') === applicationId;
}

function refuseForeign(connection: Connection, version: number, profileDir: string): void {
  const id = pragma(connection, 'application_id');
  const tables = connection.get<{ found: number }>('SELECT count(*) AS found FROM sqlite_schema')?.found ?? 0;
  const isOurs = version > 0 ? id === applicationId : tables === 0;
  if (!isOurs) {
    throw new FeedError('database-damaged', damagedMessage(profileDir), {
      detail: `application_id ${id}, user_version ${version}, ${tables} schema rows`,
    });
  }
}

function pragma(connection: Connection, name: 'user_version' | 'application_id'): number {
  return connection.get<Record<string, number>>(`PRAGMA ${name}`)?.[name] ?? 0;
}
