import type { Change, ChangeKind } from '../../protocol/history.ts';
import type { ChangeId, EntryId, Milliseconds } from '../../protocol/model.ts';
import type { Connection } from '../sqlite.ts';
import { reapplyColumns } from './change-feeds.ts';
import { nextStamp } from './clock.ts';
import { reapplyState, stateOfKind } from './entry-states.ts';
import { journalled } from './journalled.ts';
import { bringBackLabels, journalledPairs, type LabelPair, reapplyEntryLabels } from './label-changes.ts';
import { createPace, type LongJob } from './long-job.ts';
import { moveAsideAgain } from './remove-entries.ts';

interface Undone {
  readonly id: ChangeId;
  readonly kind: ChangeKind;
}

/** Does again what was taken back, of the entries that are as taking it back has left them. The change stands again, in its old place. */
export function redo(connection: Connection, changeId: ChangeId | null, at: Milliseconds): LongJob<Change | null> {
  const pace = createPace(() => performance.now());
  let undone: Undone | undefined;
  let stamp: Milliseconds = 0;
  let afterId: EntryId = 0;
  let afterPair: LabelPair | null = null;
  let count = 0;

  function end(): ReturnType<LongJob<Change | null>['step']> {
    if (undone === undefined) return { isDone: true, result: null };
    return { isDone: true, result: { id: undone.id, kind: undone.kind, count } };
  }

  /** False: nothing is left. */
  function entrySlice({ id, kind }: Undone): boolean {
    const ids = journalled(connection, id, afterId, pace.size());
    const last = ids.at(-1);
    if (last === undefined) return false;
    afterId = last;
    const turned = stateOfKind(kind);
    count += pace.measure(() =>
      turned === null ? moveAsideAgain(connection, id, ids, at) : reapplyState(connection, turned.state, id, ids, turned.isOn, stamp),
    );
    return true;
  }

  function labelSlice({ id }: Undone): boolean {
    const pairs = journalledPairs(connection, id, afterPair, pace.size());
    const last = pairs.at(-1);
    if (last === undefined) return false;
    afterPair = last;
    count += pace.measure(() => reapplyEntryLabels(connection, id, pairs, stamp));
    return true;
  }

  return {
    step() {
      if (undone === undefined) {
        undone = find(connection, changeId);
        if (undone === undefined) return end();
        connection.run('UPDATE change SET undone_at = NULL WHERE id = :id', { id: undone.id });
        stamp = nextStamp(connection, at);
        if (isLabelKind(undone.kind)) bringBackLabels(connection, undone.id);
        if (isColumnKind(undone.kind)) {
          count = reapplyColumns(connection, columnKinds[undone.kind], undone.id);
          return end();
        }
        if (undone.kind === 'change-feed') {
          count = reapplyColumns(connection, 'feed', undone.id);
          if (count > 0) bringBackMade(connection, undone.id);
          return end();
        }
        if (undone.kind === 'move' || undone.kind === 'add-folder') {
          count = bringBackMade(connection, undone.id);
          count += reapplyColumns(connection, 'feed', undone.id) + reapplyColumns(connection, 'folder', undone.id);
          return end();
        }
      }
      return (isLabelKind(undone.kind) ? labelSlice(undone) : entrySlice(undone)) ? { isDone: false } : end();
    },
    leaveAlone() {
      // What the user sets meanwhile is set by another change, and so left alone.
    },
  };
}

/** What is told by columns alone, and has no entries. */
const columnKinds = {
  'change-folder': 'folder',
  'save-search': 'saved_search',
  'change-search': 'saved_search',
  'delete-search': 'saved_search',
} as const;

type ColumnKind = keyof typeof columnKinds;

function isColumnKind(kind: ChangeKind): kind is ColumnKind {
  return Object.hasOwn(columnKinds, kind);
}

/** Folders that a change has made, and taking it back has removed. */
function bringBackMade(connection: Connection, changeId: ChangeId): number {
  return connection.run(
    `UPDATE folder SET removed_at = NULL WHERE removed_at IS NOT NULL
       AND id IN (SELECT folder_id FROM change_folder WHERE change_id = :changeId AND became IS NULL)`,
    { changeId },
  ).changes;
}

function isLabelKind(kind: ChangeKind): boolean {
  return kind === 'label' || kind === 'unlabel';
}

function canBeDoneAgain(kind: ChangeKind): boolean {
  return (
    stateOfKind(kind) !== null ||
    isLabelKind(kind) ||
    kind === 'delete' ||
    kind === 'change-feed' ||
    kind === 'move' ||
    kind === 'add-folder' ||
    isColumnKind(kind)
  );
}

/** What cannot be done again is passed over. */
function find(connection: Connection, changeId: ChangeId | null): Undone | undefined {
  const found =
    changeId === null
      ? connection.all<Undone>(
          `SELECT id, kind FROM change AS undone WHERE cause = 'command' AND undone_at IS NOT NULL AND part_of IS NULL
             AND NOT EXISTS (SELECT 1 FROM change AS newer WHERE newer.cause = 'command' AND newer.undone_at IS NULL AND newer.at > undone.undone_at)
           ORDER BY undone_at DESC, id`,
        )
      : connection.all<Undone>(`SELECT id, kind FROM change WHERE id = :changeId AND undone_at IS NOT NULL AND part_of IS NULL`, {
          changeId,
        });
  return found.find(({ kind }) => canBeDoneAgain(kind));
}
