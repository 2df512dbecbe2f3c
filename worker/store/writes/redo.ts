import type { Change, Step } from '../../protocol/history.ts';
import type { ChangeId, EntryId, Milliseconds } from '../../protocol/ids.ts';
import { canBeDoneAgain, columnKinds, isColumnKind, isLabelKind } from '../done-again.ts';
import type { Connection } from '../sqlite.ts';
import { reapplyColumns } from './change-feeds.ts';
import { nextStamp } from './clock.ts';
import { reapplyState, stateOfKind } from './entry-states.ts';
import { journalled } from './journalled.ts';
import { bringBackLabels, journalledPairs, type LabelPair, reapplyEntryLabels } from './label-changes.ts';
import { createPace, type LongJob } from './long-job.ts';
import { moveAsideAgain } from './remove-entries.ts';

/** Does again what was taken back, of the entries that are as taking it back has left them. The change stands again, in its old place. */
export function redo(connection: Connection, changeId: ChangeId | null, at: Milliseconds): LongJob<Step | null> {
  const pace = createPace(() => performance.now());
  let undone: Change | undefined;
  let skipped: readonly Change[] = [];
  let stamp: Milliseconds = 0;
  let afterId: EntryId = 0;
  let afterPair: LabelPair | null = null;
  let count = 0;

  function end(): ReturnType<LongJob<Step | null>['step']> {
    if (undone !== undefined) return { isDone: true, result: { id: undone.id, kind: undone.kind, count, skipped } };
    const [newest] = skipped;
    return { isDone: true, result: newest === undefined ? null : { id: 0, kind: newest.kind, count: 0, skipped } };
  }

  /** False: nothing is left. */
  function entrySlice({ id, kind }: Change): boolean {
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

  function labelSlice({ id }: Change): boolean {
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
        ({ undone, skipped } = find(connection, changeId));
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

/** Folders that a change has made, and taking it back has removed. */
function bringBackMade(connection: Connection, changeId: ChangeId): number {
  return connection.run(
    `UPDATE folder SET removed_at = NULL WHERE removed_at IS NOT NULL
       AND id IN (SELECT folder_id FROM change_folder WHERE change_id = :changeId AND became IS NULL)`,
    { changeId },
  ).changes;
}

/** What cannot be done again is passed over, and told. */
function find(
  connection: Connection,
  changeId: ChangeId | null,
): { readonly undone: Change | undefined; readonly skipped: readonly Change[] } {
  const found =
    changeId === null
      ? connection.all<Change>(
          `SELECT id, kind, count FROM change AS undone WHERE cause = 'command' AND undone_at IS NOT NULL AND part_of IS NULL
             AND NOT EXISTS (SELECT 1 FROM change AS newer WHERE newer.cause = 'command' AND newer.undone_at IS NULL AND newer.at > undone.undone_at)
           ORDER BY undone_at DESC, id`,
        )
      : connection.all<Change>(`SELECT id, kind, count FROM change WHERE id = :changeId AND undone_at IS NOT NULL AND part_of IS NULL`, {
          changeId,
        });
  const place = found.findIndex(({ kind }) => canBeDoneAgain(kind));
  return { undone: found[place], skipped: place === -1 ? found : found.slice(0, place) };
}
