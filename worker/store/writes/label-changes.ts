import type { ChangeId, EntryId, LabelId, Milliseconds } from '../../protocol/ids.ts';
import { freeName, labelNamed } from '../label-names.ts';
import type { Connection } from '../sqlite.ts';
import { type LaterSetters, laterSetters } from './later-setters.ts';

type Columns = Readonly<Record<string, string | number | null>>;

/** Gives or takes a label as part of a change; entries that have it so already are left out by the caller. */
export function journalEntryLabels(
  connection: Connection,
  changeId: ChangeId,
  labelId: LabelId,
  ids: readonly EntryId[],
  isOn: boolean,
  stamp: Milliseconds,
): void {
  connection.run(
    'INSERT INTO change_entry_label (change_id, label_id, entry_id, is_on) SELECT :changeId, :labelId, value, :isOn FROM json_each(:ids)',
    { changeId, labelId, ids: JSON.stringify(ids), isOn: Number(isOn) },
  );
  setEntryLabels(connection, labelId, ids, isOn, stamp);
}

/** Entries and labels that a change has joined or parted, in the order of their labels. */
export interface LabelPair {
  readonly labelId: LabelId;
  readonly entryId: EntryId;
}

/** The next of a change, after `after`. */
export function journalledPairs(connection: Connection, changeId: ChangeId, after: LabelPair | null, limit: number): readonly LabelPair[] {
  return connection.all<LabelPair>(
    `SELECT label_id AS labelId, entry_id AS entryId FROM change_entry_label
     WHERE change_id = :changeId AND (label_id, entry_id) > (:labelId, :entryId) ORDER BY label_id, entry_id LIMIT :limit`,
    { changeId, labelId: after?.labelId ?? 0, entryId: after?.entryId ?? 0, limit },
  );
}

/** Takes back which of these entries got or lost a label by a change, but for those that a later one has set. Gives how many that were. */
export function restoreEntryLabels(connection: Connection, changeId: ChangeId, pairs: readonly LabelPair[], stamp: Milliseconds): number {
  return setPairs(connection, changeId, pairs, stamp, false);
}

/** Gives or takes once more what a change has, where no later one has set it and taking it back has left it. */
export function reapplyEntryLabels(connection: Connection, changeId: ChangeId, pairs: readonly LabelPair[], stamp: Milliseconds): number {
  return setPairs(connection, changeId, pairs, stamp, true);
}

function setPairs(connection: Connection, changeId: ChangeId, pairs: readonly LabelPair[], stamp: Milliseconds, isAgain: boolean): number {
  let sum = 0;
  for (const labelId of new Set(pairs.map(pair => pair.labelId))) {
    const ids = JSON.stringify(pairs.filter(pair => pair.labelId === labelId).map(pair => pair.entryId));
    if (!isAgain) closeGaps(connection, changeId, labelId, ids);
    const groups = connection.all<{ isOn: number; ids: string }>(
      `SELECT is_on AS isOn, json_group_array(entry_id) AS ids FROM change_entry_label AS pair
       WHERE change_id = :changeId AND label_id = :labelId AND entry_id IN (SELECT value FROM json_each(:ids)) AND NOT EXISTS (
         SELECT 1 FROM change_entry_label AS newer JOIN change ON change.id = newer.change_id
         WHERE newer.entry_id = pair.entry_id AND newer.label_id = pair.label_id AND newer.change_id > :changeId AND undone_at IS NULL)
       GROUP BY is_on`,
      { changeId, labelId, ids },
    );
    for (const group of groups) sum += setEntryLabels(connection, labelId, JSON.parse(group.ids), (group.isOn === 1) === isAgain, stamp);
  }
  return sum;
}

/** A later change had turned back what this one had turned: without this one it has changed nothing of the entry. */
function closeGaps(connection: Connection, changeId: ChangeId, labelId: LabelId, ids: string): void {
  const gaps = connection.all<{ entryId: EntryId; laterId: ChangeId }>(
    `SELECT mine.entry_id AS entryId, later.change_id AS laterId
     FROM change_entry_label AS mine CROSS JOIN change_entry_label AS later ON later.entry_id = mine.entry_id AND later.label_id = mine.label_id
       AND later.change_id = (SELECT min(next.change_id) FROM change_entry_label AS next JOIN change ON change.id = next.change_id
         WHERE next.entry_id = mine.entry_id AND next.label_id = mine.label_id AND next.change_id > :changeId AND undone_at IS NULL)
     WHERE mine.change_id = :changeId AND mine.label_id = :labelId AND mine.entry_id IN (SELECT value FROM json_each(:ids))
       AND later.is_on <> mine.is_on`,
    { changeId, labelId, ids },
  );
  for (const { entryId, laterId } of gaps) {
    connection.run(
      'DELETE FROM change_entry_label WHERE change_id IN (:changeId, :laterId) AND label_id = :labelId AND entry_id = :entryId',
      {
        changeId,
        laterId,
        labelId,
        entryId,
      },
    );
  }
}

/** Labels that a change had made, and that went when it was taken back. */
export function bringBackLabels(connection: Connection, changeId: ChangeId): void {
  const made = connection.all<{ id: LabelId; name: string }>(
    `SELECT label.id, name FROM change_label JOIN label ON label.id = label_id WHERE change_id = :changeId AND was IS NULL AND removed_at IS NOT NULL`,
    { changeId },
  );
  for (const { id, name } of made) setColumns(connection, id, { removed_at: null, name: freeName(connection, name, id) });
}

function setEntryLabels(connection: Connection, labelId: LabelId, ids: readonly EntryId[], isOn: boolean, stamp: Milliseconds): number {
  const parameters = { labelId, ids: JSON.stringify(ids), stamp };
  if (isOn) {
    return connection.run(
      `INSERT INTO entry_label (label_id, entry_id, sort_at, added_at, feed_id)
       SELECT :labelId, entry_id, sort_at, :stamp, feed_id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids))
         AND entry_id NOT IN (SELECT entry_id FROM entry_label WHERE label_id = :labelId)`,
      parameters,
    ).changes;
  }
  connection.run(
    `REPLACE INTO entry_unlabelled (label_id, entry_id, sort_at, added_at, removed_at)
     SELECT label_id, entry_id, sort_at, added_at, :stamp FROM entry_label
     WHERE label_id = :labelId AND entry_id IN (SELECT value FROM json_each(:ids))`,
    parameters,
  );
  return connection.run('DELETE FROM entry_label WHERE label_id = :labelId AND entry_id IN (SELECT value FROM json_each(:ids))', {
    labelId,
    ids: parameters.ids,
  }).changes;
}

/** Sets columns of a label as part of a change. */
export function journalLabel(connection: Connection, changeId: ChangeId, labelId: LabelId, became: Columns): void {
  const before = connection.get<Columns>(`SELECT ${columnList(became)} FROM label WHERE id = :labelId`, { labelId });
  connection.run('INSERT INTO change_label (change_id, label_id, was, became) VALUES (:changeId, :labelId, :was, :became)', {
    changeId,
    labelId,
    was: JSON.stringify(before),
    became: JSON.stringify(became),
  });
  setColumns(connection, labelId, became);
}

/** Notes that a change has made a label. */
export function journalNewLabel(connection: Connection, changeId: ChangeId, labelId: LabelId): void {
  connection.run(`INSERT INTO change_label (change_id, label_id, became) VALUES (:changeId, :labelId, '{}')`, { changeId, labelId });
}

/** Restores what still is as the change left it. A label that it made goes, if nothing has it. Gives the number of labels. */
export function restoreLabels(connection: Connection, changeId: ChangeId, at: Milliseconds): number {
  const journal = connection.all<{ id: LabelId; was: string | null; became: string }>(
    'SELECT label_id AS id, was, became FROM change_label WHERE change_id = :changeId',
    { changeId },
  );
  const later = laterSetters(connection, 'label', changeId);
  const restored = journal.filter(({ id, was, became }) =>
    was === null ? removeUnused(connection, id, at) : restoreColumns(connection, id, JSON.parse(was), JSON.parse(became), later),
  );
  if (restored.length > 0) giveNamesBack(connection);
  return restored.length;
}

/** Labels that got a number when their own name was not free, and whose name is free now. */
function giveNamesBack(connection: Connection): void {
  const named = connection.all<{ id: LabelId; name: string; own: string }>(
    `SELECT label.id, name, was ->> 'name' AS own
     FROM change_label JOIN change ON change.id = change_id AND undone_at IS NOT NULL JOIN label ON label.id = label_id
     WHERE removed_at IS NULL AND was ->> 'name' <> name AND NOT EXISTS (
       SELECT 1 FROM change_label AS chosen JOIN change ON change.id = chosen.change_id
       WHERE chosen.label_id = label.id AND undone_at IS NULL AND chosen.became ->> 'name' = label.name)
     ORDER BY change_id DESC`,
  );
  for (const { id, name, own } of named) {
    const isNumbered = name.startsWith(`${own} `) && /^\d+$/u.test(name.slice(own.length + 1));
    if (isNumbered && labelNamed(connection, own) === null) setColumns(connection, id, { name: own });
  }
}

function removeUnused(connection: Connection, id: LabelId, at: Milliseconds): boolean {
  const { changes } = connection.run(
    'UPDATE label SET removed_at = :at WHERE id = :id AND removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM entry_label WHERE label_id = :id)',
    { id, at },
  );
  return changes > 0;
}

function restoreColumns(connection: Connection, id: LabelId, was: Columns, became: Columns, later: LaterSetters): boolean {
  const present = connection.get<Columns>('SELECT name, color, removed_at FROM label WHERE id = :id', { id });
  if (!present) return false;
  const restored = Object.fromEntries(
    Object.entries(was).filter(([name, value]) => !later.passOn(id, name, value) && present[name] === became[name]),
  );
  if (Object.keys(restored).length === 0) return false;
  // Another may have taken the name meanwhile.
  setColumns(connection, id, { ...restored, name: freeName(connection, String(restored['name'] ?? present['name']), id) });
  return true;
}

const changeable = ['name', 'color', 'removed_at'];

/** Names become part of SQL: only those that are known. */
function columnList(columns: Columns, form = (name: string) => name): string {
  const names = Object.keys(columns);
  if (!names.every(name => changeable.includes(name))) throw new Error(`the journal names a column that no change sets: ${names.join()}`);
  return names.map(form).join(', ');
}

function setColumns(connection: Connection, id: LabelId, columns: Columns): void {
  connection.run(`UPDATE label SET ${columnList(columns, name => `${name} = :${name}`)} WHERE id = :id`, { ...columns, id });
}
