import type { Change } from '../../protocol/history.ts';
import type { ChangeId, EntryId, Milliseconds } from '../../protocol/ids.ts';
import { hiddenFeeds } from '../feed-terms.ts';
import type { Connection } from '../sqlite.ts';
import { addChange } from './changes.ts';

const given = 'entry_id IN (SELECT value FROM json_each(:ids))';

/** The user's word: also what is starred or unread. Entries that went with their feed are left alone. */
export function removeEntries(
  connection: Connection,
  ids: readonly EntryId[],
  at: Milliseconds,
): { readonly change: Change; readonly removed: readonly EntryId[] } {
  const removed = connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids))
         AND feed_id NOT IN (${hiddenFeeds})`,
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
  connection.run(`INSERT OR IGNORE INTO change_entry (change_id, entry_id) SELECT :changeId, entry_id FROM entry_state WHERE ${given}`, {
    changeId,
    ids: JSON.stringify(ids),
  });
  putAside(connection, ids, at, { changeId, withFeed: 0 });
}

/** They come back with their feed, however late. */
export function putAsideWithFeed(connection: Connection, ids: readonly EntryId[], at: Milliseconds): void {
  putAside(connection, ids, at, { changeId: null, withFeed: 1 });
}

interface Why {
  readonly changeId: ChangeId | null;
  readonly withFeed: 0 | 1;
}

function putAside(connection: Connection, ids: readonly EntryId[], at: Milliseconds, why: Why): void {
  const parameters = { ids: JSON.stringify(ids) };
  const columns = stateColumns(connection).map(column => `'${column}', ${column}`);
  connection.run(
    `INSERT INTO entry_removed (entry_id, feed_id, removed_at, change_id, with_feed, state)
     SELECT entry_id, feed_id, :at, :changeId, :withFeed, json_object(${columns.join(', ')}) FROM entry_state WHERE ${given}`,
    { ...parameters, ...why, at },
  );
  connection.run(`DELETE FROM entry_state WHERE ${given}`, parameters);
  noteRemoval(connection);
}

/** Removes once more those of a change that came back when it was taken back, but for those that got or lost a mark since or became unread. */
export function moveAsideAgain(connection: Connection, changeId: ChangeId, ids: readonly EntryId[], at: Milliseconds): number {
  const here = connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids))
         AND coalesce(star_change_id, 0) < :changeId AND coalesce(later_change_id, 0) < :changeId
         AND (is_read = 1 OR coalesce(read_change_id, 0) < :changeId)
         AND NOT EXISTS (SELECT 1 FROM change_entry_label JOIN change ON change.id = change_entry_label.change_id
           WHERE change_entry_label.entry_id = entry_state.entry_id AND change_id > :changeId AND undone_at IS NULL)`,
      { ids: JSON.stringify(ids), changeId },
    )
    .map(row => row.id);
  if (here.length > 0) moveAside(connection, changeId, here, at);
  return here.length;
}

/** @returns how many came back */
export function bringBack(connection: Connection, changeId: ChangeId, ids: readonly EntryId[]): number {
  const ofChange = `${given} AND change_id = :changeId AND state IS NOT NULL`;
  const parameters = { changeId, ids: JSON.stringify(ids) };
  // Else the next clean-up would take it again.
  connection.run(
    `INSERT OR IGNORE INTO entry_kept (entry_id)
     SELECT entry_id FROM entry_removed JOIN change ON change.id = change_id
     WHERE ${ofChange} AND (cause = 'retention' OR feed_id IN (SELECT id FROM feed WHERE keeps = 1))`,
    parameters,
  );
  return putBack(connection, ofChange, parameters);
}

/** Those that went with their feed. */
export function bringBackWithFeed(connection: Connection, ids: readonly EntryId[]): void {
  putBack(connection, `${given} AND with_feed = 1 AND state IS NOT NULL`, { ids: JSON.stringify(ids) });
}

function putBack(connection: Connection, which: string, parameters: Readonly<Record<string, string | number>>): number {
  const columns = stateColumns(connection);
  const back = connection.run(
    `INSERT OR IGNORE INTO entry_state (${columns.join(', ')})
     SELECT ${columns.map(column => `state ->> '${column}'`).join(', ')} FROM entry_removed WHERE ${which} ORDER BY entry_id`,
    parameters,
  ).changes;
  connection.run(`DELETE FROM entry_removed WHERE ${which}`, parameters);
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
