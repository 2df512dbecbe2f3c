import type { Change } from '../../protocol/history.ts';
import type { ChangeId, EntryId, Milliseconds } from '../../protocol/model.ts';
import type { Connection } from '../sqlite.ts';
import { addChange } from './changes.ts';

/** The user's word: also what is starred or unread. Entries of unsubscribed feeds are left alone. */
export function removeEntries(
  connection: Connection,
  ids: readonly EntryId[],
  at: Milliseconds,
): { readonly change: Change; readonly removed: readonly EntryId[] } {
  const removed = connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids))
         AND feed_id NOT IN (SELECT id FROM feed WHERE removed_at IS NOT NULL)`,
      { ids: JSON.stringify(ids) },
    )
    .map(row => row.id);
  if (removed.length === 0) return { change: { id: 0, kind: 'delete', count: 0 }, removed };
  const changeId = addChange(connection, 'delete', 'command', removed.length, at);
  moveAside(connection, changeId, removed, at);
  return { change: { id: changeId, kind: 'delete', count: removed.length }, removed };
}

/** Takes entries out of all lists and counts; what is stored of them stays. */
export function moveAside(connection: Connection, changeId: ChangeId, ids: readonly EntryId[], at: Milliseconds): void {
  const parameters = { changeId, ids: JSON.stringify(ids) };
  const given = 'entry_id IN (SELECT value FROM json_each(:ids))';
  const columns = stateColumns(connection).map(column => `'${column}', ${column}`);
  connection.run(`INSERT INTO change_entry (change_id, entry_id) SELECT :changeId, entry_id FROM entry_state WHERE ${given}`, parameters);
  connection.run(
    `INSERT INTO entry_removed (entry_id, feed_id, removed_at, change_id, state)
     SELECT entry_id, feed_id, :at, :changeId, json_object(${columns.join(', ')}) FROM entry_state WHERE ${given}`,
    { ...parameters, at },
  );
  connection.run(`DELETE FROM entry_state WHERE ${given}`, { ids: parameters.ids });
  noteRemoval(connection);
}

/** @returns how many came back */
export function bringBack(connection: Connection, changeId: ChangeId, ids: readonly EntryId[]): number {
  const parameters = { changeId, ids: JSON.stringify(ids) };
  const given = 'entry_id IN (SELECT value FROM json_each(:ids)) AND change_id = :changeId AND state IS NOT NULL';
  const columns = stateColumns(connection);
  const back = connection.run(
    `INSERT OR IGNORE INTO entry_state (${columns.join(', ')})
     SELECT ${columns.map(column => `state ->> '${column}'`).join(', ')} FROM entry_removed WHERE ${given} ORDER BY entry_id`,
    parameters,
  ).changes;
  // Else the next clean-up would take it again.
  connection.run(
    `INSERT OR IGNORE INTO entry_kept (entry_id)
     SELECT entry_id FROM entry_removed JOIN change ON change.id = change_id AND cause = 'retention' WHERE ${given}`,
    parameters,
  );
  connection.run(`DELETE FROM entry_removed WHERE ${given}`, parameters);
  noteRemoval(connection);
  return back;
}

/** Lists that are open hold others from now on. */
export function noteRemoval(connection: Connection): void {
  connection.run('UPDATE clock SET removals = removals + 1');
}

/** All of them, whatever later migrations add. */
function stateColumns(connection: Connection): readonly string[] {
  return connection.all<{ name: string }>("SELECT name FROM pragma_table_info('entry_state')").map(row => row.name);
}
