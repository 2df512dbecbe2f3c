import type { EntryRow } from '../../protocol/entry-lists.ts';
import type { Change } from '../../protocol/history.ts';
import type { EntryId, Milliseconds } from '../../protocol/ids.ts';
import type { ChosenLabel } from '../../protocol/labels.ts';
import { hiddenFeeds } from '../feed-terms.ts';
import { cleanName, labelNamed } from '../label-names.ts';
import { readEntryRows } from '../reads/entry-rows.ts';
import type { Connection } from '../sqlite.ts';
import { addChange, setChangeCount } from './changes.ts';
import { nextStamp } from './clock.ts';
import { journalEntryLabels } from './label-changes.ts';
import { findLabel, makeLabel } from './labels.ts';

/** More than this are not listed to whoever shows them. */
const mostListed = 500;

/** Gives entries a label, or takes it; those that have it so already are no part of the change. Entries that went with their feed are left alone. */
export function setLabel(
  connection: Connection,
  { ids }: { readonly ids: readonly EntryId[] },
  label: ChosenLabel,
  isOn: boolean,
  at: Milliseconds,
): { readonly change: Change; readonly changed: readonly EntryRow[] | null } {
  const kind = isOn ? 'label' : 'unlabel';
  const known = 'id' in label ? label.id : labelNamed(connection, cleanName(label.name));
  if (known !== null) findLabel(connection, known);
  const turning = connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids))
         AND feed_id NOT IN (${hiddenFeeds})
         AND EXISTS (SELECT 1 FROM entry_label WHERE label_id = :labelId AND entry_id = entry_state.entry_id) <> :isOn`,
      { ids: JSON.stringify(ids), labelId: known ?? 0, isOn: Number(isOn) },
    )
    .map(row => row.id);
  if (turning.length === 0) return { change: { id: 0, kind, count: 0 }, changed: [] };
  const changeId = addChange(connection, kind, 'command', 0, at);
  const labelId = known ?? ('name' in label ? makeLabel(connection, label.name, null, changeId) : 0);
  journalEntryLabels(connection, changeId, labelId, turning, isOn, nextStamp(connection, at));
  setChangeCount(connection, changeId, turning.length);
  return {
    change: { id: changeId, kind, count: turning.length },
    changed: turning.length > mostListed ? null : readEntryRows(connection, turning),
  };
}
