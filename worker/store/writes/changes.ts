import type { ChangeKind } from '../../protocol/history.ts';
import type { ChangeId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

/** Begins an entry of the journal of what the user did. */
export function addChange(
  connection: Connection,
  kind: ChangeKind,
  cause: 'command' | 'opening' | 'retention' | 'part',
  count: number,
  at: Milliseconds,
): ChangeId {
  return connection.run('INSERT INTO change (kind, cause, at, count) VALUES (:kind, :cause, :at, :count)', { kind, cause, at, count }).id;
}

export function setChangeCount(connection: Connection, changeId: ChangeId, count: number): void {
  connection.run('UPDATE change SET count = :count WHERE id = :changeId', { changeId, count });
}
