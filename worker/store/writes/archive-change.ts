import { FeedError } from '../../errors.ts';
import type { ChangeKind } from '../../protocol/history.ts';
import type { ChangeId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import { addChange } from './changes.ts';

/** The import's change: a new one, or that of its earlier pieces. @throws FeedError 'cancelled' when the user has taken that back meanwhile */
export function beginImport(connection: Connection, joins: ChangeId | null, at: Milliseconds): ChangeId {
  if (joins === null) return addChange(connection, 'import-archive', 'command', 0, at);
  const stands = connection.get<{ id: ChangeId }>(
    `SELECT id FROM change WHERE id = :joins AND kind = 'import-archive' AND undone_at IS NULL`,
    { joins },
  );
  if (stands === undefined) throw new FeedError('cancelled', 'This import was taken back while it ran, and has ended.');
  return stands.id;
}

/** @returns the change's id, 0 when it has changed nothing so far */
export function endImport(connection: Connection, changeId: ChangeId, count: number, joins: ChangeId | null): ChangeId {
  if (count === 0 && joins === null) {
    connection.run('DELETE FROM change WHERE id = :changeId', { changeId });
    return 0;
  }
  if (count > 0) connection.run('UPDATE change SET count = count + :count WHERE id = :changeId', { changeId, count });
  return changeId;
}

/** The part of an import that sets one state: made when it is needed first. */
export function partOf(connection: Connection, changeId: ChangeId, kind: ChangeKind, count: number, at: Milliseconds): ChangeId {
  const known = connection.get<{ id: ChangeId }>('SELECT id FROM change WHERE part_of = :changeId AND kind = :kind', { changeId, kind });
  if (known === undefined) {
    const id = addChange(connection, kind, 'part', count, at);
    connection.run('UPDATE change SET part_of = :changeId WHERE id = :id', { changeId, id });
    return id;
  }
  connection.run('UPDATE change SET count = count + :count WHERE id = :id', { count, id: known.id });
  return known.id;
}
