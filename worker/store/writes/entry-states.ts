import type { EntryRow } from '../../protocol/entry-lists.ts';
import type { Change, ChangeKind } from '../../protocol/history.ts';
import type { ChangeId, EntryId, Milliseconds } from '../../protocol/ids.ts';
import { hiddenFeeds } from '../feed-terms.ts';
import { readEntryRows } from '../reads/entry-rows.ts';
import type { Connection } from '../sqlite.ts';
import { addChange } from './changes.ts';
import { nextStamp } from './clock.ts';
import type { State } from './long-job.ts';

/**
 * In statements over thousands of rows: what fails takes the whole transaction back, as its caller would. Otherwise SQLite copies every page that such a
 * statement changes for the first time, to be able to take back the statement alone, which is a third of all the work.
 */
const orRollBack = 'OR ROLLBACK';

interface StateColumns {
  readonly flag: string;
  /** Columns for the time of the last turn to 1, and to 0. */
  readonly turnedOn: string;
  readonly turnedOff: string;
  readonly change: string;
}

const columns: { readonly [S in State]: StateColumns } = {
  read: { flag: 'is_read', turnedOn: 'read_at', turnedOff: 'unread_at', change: 'read_change_id' },
  star: { flag: 'is_starred', turnedOn: 'starred_at', turnedOff: 'unstarred_at', change: 'star_change_id' },
  later: { flag: 'is_later', turnedOn: 'later_at', turnedOff: 'unlater_at', change: 'later_change_id' },
};

const kinds: { readonly [S in State]: { readonly on: ChangeKind; readonly off: ChangeKind } } = {
  read: { on: 'mark-read', off: 'mark-unread' },
  star: { on: 'star', off: 'unstar' },
  later: { on: 'later', off: 'unlater' },
};

/** What a change of this kind turns; null: no state. */
export function stateOfKind(kind: ChangeKind): { readonly state: State; readonly isOn: boolean } | null {
  if (kind === 'mark-all-read') return { state: 'read', isOn: true };
  for (const state of ['read', 'star', 'later'] as const) {
    if (kinds[state].on === kind) return { state, isOn: true };
    if (kinds[state].off === kind) return { state, isOn: false };
  }
  return null;
}

export function stateKind(state: State, isOn: boolean): ChangeKind {
  return kinds[state][isOn ? 'on' : 'off'];
}

/** Those of these entries that do not have the state yet. Entries that went with their feed are left alone. */
export function statesTurning(connection: Connection, state: State, ids: readonly EntryId[], isOn: boolean): readonly EntryId[] {
  return connection
    .all<{ id: number }>(
      `SELECT entry_id AS id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids)) AND ${columns[state].flag} <> :isOn
         AND feed_id NOT IN (${hiddenFeeds})`,
      { ids: JSON.stringify(ids), isOn: Number(isOn) },
    )
    .map(row => row.id);
}

/** Sets a state of the entries that do not have it yet, and takes back nothing else. Entries that went with their feed are left alone. */
export function setState(
  connection: Connection,
  state: State,
  ids: readonly EntryId[],
  isOn: boolean,
  cause: 'command' | 'opening',
  at: Milliseconds,
): { readonly change: Change; readonly changed: readonly EntryRow[] } {
  const kind = stateKind(state, isOn);
  const turning = statesTurning(connection, state, ids, isOn);
  if (turning.length === 0) return { change: { id: 0, kind, count: 0 }, changed: [] };
  const changeId = addChange(connection, kind, cause, turning.length, at);
  journalState(connection, state, changeId, turning, isOn, nextStamp(connection, at));
  const wanted = new Set(turning);
  return {
    change: { id: changeId, kind, count: turning.length },
    changed: readEntryRows(
      connection,
      [...new Set(ids)].filter(id => wanted.has(id)),
    ),
  };
}

/** Turns the state of entries that do not have it yet, as part of a change. */
export function journalState(
  connection: Connection,
  state: State,
  changeId: ChangeId,
  ids: readonly EntryId[],
  isOn: boolean,
  stamp: Milliseconds,
): void {
  const { flag, turnedOn, turnedOff, change } = columns[state];
  const parameters = { ids: JSON.stringify(ids), changeId };
  connection.run(
    `INSERT ${orRollBack} INTO change_entry (change_id, entry_id, was_change_id)
     SELECT :changeId, entry_id, ${change} FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids))`,
    parameters,
  );
  connection.run(
    `UPDATE ${orRollBack} entry_state SET ${flag} = :isOn, ${isOn ? turnedOn : turnedOff} = :stamp, ${change} = :changeId
     WHERE entry_id IN (SELECT value FROM json_each(:ids))`,
    { ...parameters, isOn: Number(isOn), stamp },
  );
}

interface Later {
  readonly laterId: ChangeId;
  readonly entryId: EntryId;
  readonly wasId: ChangeId | null;
}

/**
 * A later change had turned back what this one had turned: without this one it has changed nothing of the entry,
 * and what came after it follows on what was before this one.
 */
function closeGap(connection: Connection, change: string, changeId: ChangeId, ids: readonly EntryId[]): void {
  const gaps = connection.all<Later>(
    `SELECT later.change_id AS laterId, later.entry_id AS entryId, mine.was_change_id AS wasId
     FROM change_entry AS mine CROSS JOIN change_entry AS later ON later.was_change_id = mine.change_id AND later.entry_id = mine.entry_id
     JOIN change ON change.id = later.change_id AND change.undone_at IS NULL
     WHERE mine.change_id = :changeId AND mine.entry_id IN (SELECT value FROM json_each(:ids))`,
    { changeId, ids: JSON.stringify(ids) },
  );
  for (const gap of gaps) {
    const parameters = { ...gap };
    // Of this one nothing is left to be done again either.
    connection.run('DELETE FROM change_entry WHERE change_id IN (:laterId, :changeId) AND entry_id = :entryId', {
      laterId: gap.laterId,
      changeId,
      entryId: gap.entryId,
    });
    connection.run('UPDATE change_entry SET was_change_id = :wasId WHERE was_change_id = :laterId AND entry_id = :entryId', parameters);
    connection.run(`UPDATE entry_state SET ${change} = :wasId WHERE entry_id = :entryId AND ${change} = :laterId`, parameters);
    connection.run(
      `UPDATE entry_removed SET state = json_set(state, '$.${change}', :wasId) WHERE entry_id = :entryId AND state ->> '${change}' = :laterId`,
      parameters,
    );
  }
}

/**
 * Takes a state back for those of these entries that nothing has touched since the change.
 * @returns how many that were.
 */
export function restoreState(
  connection: Connection,
  state: State,
  changeId: ChangeId,
  ids: readonly EntryId[],
  wasTurnedOn: boolean,
  stamp: Milliseconds,
): number {
  const { flag, turnedOn, turnedOff, change } = columns[state];
  const turned = wasTurnedOn ? turnedOff : turnedOn;
  const parameters = { ids: JSON.stringify(ids), changeId, isOn: Number(!wasTurnedOn), stamp };
  closeGap(connection, change, changeId, ids);
  const restored = connection.run(
    `UPDATE ${orRollBack} entry_state SET ${flag} = :isOn, ${turned} = :stamp,
       ${change} = (SELECT was_change_id FROM change_entry WHERE change_id = :changeId AND entry_id = entry_state.entry_id)
     WHERE entry_id IN (SELECT value FROM json_each(:ids)) AND ${change} = :changeId`,
    parameters,
  ).changes;
  // Those that were removed meanwhile would come back as the change had left them.
  const ofRemoved = connection.run(
    `UPDATE entry_removed SET state = json_set(state, '$.${flag}', :isOn, '$.${turned}', :stamp, '$.${change}',
       (SELECT was_change_id FROM change_entry WHERE change_id = :changeId AND entry_id = entry_removed.entry_id))
     WHERE entry_id IN (SELECT value FROM json_each(:ids)) AND state ->> '${change}' = :changeId`,
    parameters,
  ).changes;
  return restored + ofRemoved;
}

/** Turns a state once more for those of these entries that are as taking the change back has left them. */
export function reapplyState(
  connection: Connection,
  state: State,
  changeId: ChangeId,
  ids: readonly EntryId[],
  isOn: boolean,
  stamp: Milliseconds,
): number {
  const { flag, turnedOn, turnedOff, change } = columns[state];
  return connection.run(
    `UPDATE ${orRollBack} entry_state SET ${flag} = :isOn, ${isOn ? turnedOn : turnedOff} = :stamp, ${change} = :changeId
     WHERE entry_id IN (SELECT value FROM json_each(:ids)) AND ${flag} <> :isOn
       AND ${change} IS (SELECT was_change_id FROM change_entry WHERE change_id = :changeId AND entry_id = entry_state.entry_id)`,
    { ids: JSON.stringify(ids), changeId, isOn: Number(isOn), stamp },
  ).changes;
}
