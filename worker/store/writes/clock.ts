import type { ChangeId, ChangeKind, Milliseconds } from '../../protocol/model.ts';
import type { Connection } from '../sqlite.ts';

/** The store's own time of a change: `at`, but always later than the change before, whatever the wall clock does. Lists that stay stable while open rely on it. */
export function nextStamp(connection: Connection, at: Milliseconds): Milliseconds {
  const row = connection.get<{ stamp: number }>('UPDATE clock SET stamp = max(stamp + 1, :at) RETURNING stamp', { at });
  if (!row) throw new Error('the store has no clock');
  return row.stamp;
}

export function addChange(
  connection: Connection,
  kind: ChangeKind,
  cause: 'command' | 'opening',
  count: number,
  at: Milliseconds,
): ChangeId {
  return connection.run('INSERT INTO change (kind, cause, at, count) VALUES (:kind, :cause, :at, :count)', { kind, cause, at, count }).id;
}

export function setChangeCount(connection: Connection, changeId: ChangeId, count: number): void {
  connection.run('UPDATE change SET count = :count WHERE id = :changeId', { changeId, count });
}
