import { FeedError } from '../../errors.ts';
import type { Change } from '../../protocol/history.ts';
import type { ChangeId, LabelId, Milliseconds } from '../../protocol/ids.ts';
import type { LabelChange, LabelColor } from '../../protocol/labels.ts';
import { cleanName, labelNamed } from '../label-names.ts';
import type { Connection } from '../sqlite.ts';
import { addChange } from './changes.ts';
import { nextStamp } from './clock.ts';
import { journalEntryLabels, journalLabel, journalNewLabel } from './label-changes.ts';

/** In the order in which new labels take them. */
const colors: readonly LabelColor[] = ['blue', 'green', 'orange', 'purple', 'red', 'teal', 'yellow', 'grey'];

const nothing: Change = { id: 0, kind: 'change-labels', count: 0 };

export function addLabel(connection: Connection, name: string, color: LabelColor | null, at: Milliseconds): Change {
  refuseTaken(connection, name, null);
  const changeId = addChange(connection, 'change-labels', 'command', 1, at);
  makeLabel(connection, name, color, changeId);
  return { id: changeId, kind: 'change-labels', count: 1 };
}

/** As part of a change. Without a colour it gets the one that the fewest have. */
export function makeLabel(connection: Connection, name: string, color: LabelColor | null, changeId: ChangeId): LabelId {
  const { id } = connection.run(
    'INSERT INTO label (name, color, position) VALUES (:name, :color, (SELECT coalesce(max(position), 0) + 1 FROM label))',
    { name: cleanName(name), color: color ?? leastUsed(connection) },
  );
  journalNewLabel(connection, changeId, id);
  return id;
}

export function changeLabel(connection: Connection, labelId: LabelId, change: LabelChange, at: Milliseconds): Change {
  const before = findLabel(connection, labelId);
  const name = change.name === undefined ? before.name : cleanName(change.name);
  const color = change.color ?? before.color;
  if (name === before.name && color === before.color) return nothing;
  refuseTaken(connection, name, labelId);
  const changeId = addChange(connection, 'change-labels', 'command', 1, at);
  journalLabel(connection, changeId, labelId, {
    ...(name === before.name ? {} : { name }),
    ...(color === before.color ? {} : { color }),
  });
  return { id: changeId, kind: 'change-labels', count: 1 };
}

/** The label keeps its entries, out of sight, for the day on which it comes back. */
export function removeLabel(connection: Connection, labelId: LabelId, at: Milliseconds): Change {
  findLabel(connection, labelId);
  const changeId = addChange(connection, 'change-labels', 'command', 1, at);
  journalLabel(connection, changeId, labelId, { removed_at: at });
  return { id: changeId, kind: 'change-labels', count: 1 };
}

export function mergeLabel(connection: Connection, labelId: LabelId, intoId: LabelId, at: Milliseconds): Change {
  findLabel(connection, labelId);
  findLabel(connection, intoId);
  if (labelId === intoId) return nothing;
  const gaining = connection
    .all<{ id: number }>(
      `SELECT entry_id AS id FROM entry_label WHERE label_id = :labelId
         AND entry_id NOT IN (SELECT entry_id FROM entry_label WHERE label_id = :intoId)`,
      { labelId, intoId },
    )
    .map(row => row.id);
  const changeId = addChange(connection, 'change-labels', 'command', 1, at);
  journalEntryLabels(connection, changeId, intoId, gaining, true, nextStamp(connection, at));
  journalLabel(connection, changeId, labelId, { removed_at: at });
  return { id: changeId, kind: 'change-labels', count: 1 };
}

export function findLabel(connection: Connection, labelId: LabelId): { readonly name: string; readonly color: LabelColor } {
  const found = connection.get<{ name: string; color: LabelColor }>(
    'SELECT name, color FROM label WHERE id = :labelId AND removed_at IS NULL',
    { labelId },
  );
  if (!found)
    throw new FeedError('bad-request', 'This label is no longer there. Choose another one.', { why: 'label-gone', field: 'labelId' });
  return found;
}

function refuseTaken(connection: Connection, name: string, ownId: LabelId | null): void {
  const taken = labelNamed(connection, cleanName(name));
  if (taken !== null && taken !== ownId) {
    throw new FeedError('bad-request', 'There is a label of this name already. Choose another name, or merge the two.', {
      why: 'label-taken',
      field: 'name',
    });
  }
}

function leastUsed(connection: Connection): LabelColor {
  const used = connection.all<{ color: string }>('SELECT color FROM label WHERE removed_at IS NULL').map(label => label.color);
  const uses = (color: LabelColor): number => used.filter(each => each === color).length;
  return colors.reduce((least, color) => (uses(color) < uses(least) ? color : least));
}
