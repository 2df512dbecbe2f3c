import type { EntryMark, EntryTarget } from '../../protocol/entry-lists.ts';
import type { Change, ChangeKind } from '../../protocol/history.ts';
import type { ChangeId, EntryId, LabelId, Milliseconds } from '../../protocol/ids.ts';
import { cleanName, labelNamed } from '../label-names.ts';
import { readEntryRows } from '../reads/entry-rows.ts';
import type { Connection } from '../sqlite.ts';
import { isLive } from '../view-terms.ts';
import type { ManyChanged } from '../write-store.ts';
import { addChange, setChangeCount } from './changes.ts';
import { nextStamp } from './clock.ts';
import { collectIds } from './collect-ids.ts';
import { journalState, stateKind, statesTurning } from './entry-states.ts';
import { journalEntryLabels } from './label-changes.ts';
import { findLabel, makeLabel } from './labels.ts';
import { createPace, type LongJob, type Touched } from './long-job.ts';
import { moveAside } from './remove-entries.ts';

/** More than this are not listed to whoever shows them. */
const mostListed = 500;

interface Marking {
  readonly kind: ChangeKind;
  /** Those of these entries that the mark changes; entries of unsubscribed feeds are left alone. */
  turning(ids: readonly EntryId[]): readonly EntryId[];
  apply(changeId: ChangeId, ids: readonly EntryId[]): void;
  /** What the user has set meanwhile wins. */
  isOverruledBy(touched: Touched): boolean;
}

/** Does one thing with many entries, as one change, in slices. `kind`: what the history calls it, where that is not the mark's own name. */
export function changeMany(
  connection: Connection,
  targets: readonly EntryTarget[],
  mark: EntryMark,
  at: Milliseconds,
  kind?: ChangeKind,
): LongJob<ManyChanged> {
  const marking = markingOf(connection, mark, at);
  const named = kind ?? marking.kind;
  const collect = collectIds(connection, targets, mark.kind === 'read' && mark.isOn);
  const pace = createPace(() => performance.now());
  const untouched = new Set<EntryId>();
  const changed: EntryId[] = [];
  let due: readonly EntryId[] | null = null;
  let position = 0;
  let changeId: ChangeId = 0;
  let count = 0;

  function slice(all: readonly EntryId[]): void {
    const ids = all.slice(position, position + pace.size()).filter(id => !untouched.has(id));
    position += pace.size();
    const turning = ids.length === 0 ? [] : marking.turning(ids);
    if (turning.length === 0) return;
    if (changeId === 0) changeId = addChange(connection, named, 'command', 0, at);
    marking.apply(changeId, turning);
    count += turning.length;
    if (count <= mostListed) changed.push(...turning);
    setChangeCount(connection, changeId, count);
  }

  function result(): ManyChanged {
    const change: Change = { id: changeId, kind: named, count };
    const isListed = count <= mostListed;
    if (mark.kind === 'removed') return { change, changed: [], removed: isListed ? changed : null };
    return { change, changed: isListed ? readEntryRows(connection, changed) : null, removed: [] };
  }

  return {
    step() {
      if (due === null) {
        due = collect();
        return { isDone: false };
      }
      const all = due;
      if (position < all.length) pace.measure(() => slice(all));
      return position < all.length ? { isDone: false } : { isDone: true, result: result() };
    },
    leaveAlone(touched) {
      if (marking.isOverruledBy(touched)) for (const id of touched.ids) untouched.add(id);
    },
    progress: () => ({ done: Math.min(position, due?.length ?? 0), total: due?.length ?? 0 }),
  };
}

function markingOf(connection: Connection, mark: EntryMark, at: Milliseconds): Marking {
  if (mark.kind === 'label') return labelling(connection, mark, at);
  if (mark.kind === 'removed') {
    return {
      kind: 'delete',
      turning: ids => liveOf(connection, ids, 'TRUE', {}),
      apply: (changeId, ids) => moveAside(connection, changeId, ids, at),
      isOverruledBy: () => false,
    };
  }
  const { kind: state, isOn } = mark;
  let stamp: Milliseconds | null = null;
  return {
    kind: stateKind(state, isOn),
    turning: ids => statesTurning(connection, state, ids, isOn),
    apply(changeId, ids) {
      stamp ??= nextStamp(connection, at);
      journalState(connection, state, changeId, ids, isOn, stamp);
    },
    isOverruledBy: touched => touched.state === state,
  };
}

function labelling(connection: Connection, { label, isOn }: Extract<EntryMark, { readonly kind: 'label' }>, at: Milliseconds): Marking {
  let labelId: LabelId | null = 'id' in label ? label.id : labelNamed(connection, cleanName(label.name));
  if (labelId !== null) findLabel(connection, labelId);
  let stamp: Milliseconds | null = null;
  return {
    kind: isOn ? 'label' : 'unlabel',
    turning: ids =>
      liveOf(connection, ids, 'EXISTS (SELECT 1 FROM entry_label WHERE label_id = :labelId AND entry_id = entry_state.entry_id) <> :isOn', {
        labelId: labelId ?? 0,
        isOn: Number(isOn),
      }),
    apply(changeId, ids) {
      stamp ??= nextStamp(connection, at);
      labelId ??= 'name' in label ? makeLabel(connection, label.name, null, changeId) : 0;
      journalEntryLabels(connection, changeId, labelId, ids, isOn, stamp);
    },
    isOverruledBy: () => false,
  };
}

function liveOf(
  connection: Connection,
  ids: readonly EntryId[],
  condition: string,
  parameters: Readonly<Record<string, number>>,
): readonly EntryId[] {
  return connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids)) AND ${isLive} AND ${condition}`,
      { ids: JSON.stringify(ids), ...parameters },
    )
    .map(row => row.id);
}
