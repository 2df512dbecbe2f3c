import type { Change, ChangeKind, UndoStep } from '../../protocol/history.ts';
import type { ChangeId, EntryId, Milliseconds } from '../../protocol/ids.ts';
import { canBeDoneAgain } from '../done-again.ts';
import { localDay } from '../reads/changes.ts';
import type { Connection } from '../sqlite.ts';
import { restoreAddress } from './change-address.ts';
import { restoreColumns } from './change-feeds.ts';
import { nextStamp } from './clock.ts';
import { restoreState, stateOfKind } from './entry-states.ts';
import { journalled } from './journalled.ts';
import { journalledPairs, type LabelPair, restoreEntryLabels, restoreLabels } from './label-changes.ts';
import { createPace, type LongJob, type State } from './long-job.ts';
import { bringBack } from './remove-entries.ts';
import { restoreFeeds } from './restore-feeds.ts';
import { bringBackFolders, foldersAbove, foldersOfChange, removeEmptyFolders } from './restore-folders.ts';
import { bringBackMarked } from './settle-feeds.ts';
import { restoreRules, takeAwayAdded } from './undo-import.ts';

interface Undoable extends Change {
  readonly cause: string;
  readonly at: Milliseconds;
}

/** Takes back one change, or with null the newest command that still stands and of which something is left to take back. */
export function undo(connection: Connection, changeId: ChangeId | null, at: Milliseconds): LongJob<UndoStep | null> {
  const untouched: { readonly [S in State]: Set<EntryId> } = { read: new Set(), star: new Set(), later: new Set() };
  const pace = createPace(() => performance.now());
  let standing: Undoable | undefined;
  let stamp: Milliseconds | undefined;
  /** The next to try is older than this: what the user does meanwhile is not taken back. */
  let belowId: ChangeId = Number.MAX_SAFE_INTEGER;
  /** The one that was asked for, where it stands for others too. */
  let first: Undoable | undefined;
  let afterId: EntryId = 0;
  let afterPair: LabelPair | null = null;
  let restored = 0;
  const skipped: Change[] = [];

  function step(): ReturnType<LongJob<UndoStep | null>['step']> {
    standing ??= find(connection, changeId, belowId);
    if (!standing) return { isDone: true, result: null };
    if (changeId === null && takesFeedsAway(connection, standing)) {
      const { id, kind, count } = standing;
      return { isDone: true, result: { id, kind, count, skipped, canRedo: false, isOnlyOffered: true } };
    }
    first ??= standing;
    stamp ??= nextStamp(connection, at);
    const isWhole = restoreSlice(standing, stamp);
    if (!isWhole) return { isDone: false };
    bringBackMarked(connection, standing.id);
    // Of an address nothing is half taken back: what stands in the way may go.
    const isBlocked = restored === 0 && standing.kind === 'change-address';
    if (!isBlocked) connection.run('UPDATE change SET undone_at = :at WHERE id = :id', { id: standing.id, at });
    if (restored === 0 && changeId === null) {
      belowId = standing.id;
      skipped.push({ id: standing.id, kind: standing.kind, count: standing.count });
      standing = undefined;
      first = undefined;
      afterId = 0;
      afterPair = null;
      return { isDone: false };
    }
    const next = standing.cause === 'opening' ? openedBefore(connection, standing) : undefined;
    if (next) {
      standing = next;
      afterId = 0;
      afterPair = null;
      return { isDone: false };
    }
    const canRedo = first.cause === 'command' && canBeDoneAgain(first.kind);
    return { isDone: true, result: { id: first.id, kind: first.kind, count: restored, skipped, canRedo } };
  }

  function restoreSlice(change: Undoable, time: Milliseconds): boolean {
    switch (change.kind) {
      case 'subscribe':
      case 'unsubscribe':
      case 'import':
        restored = restoreFeeds(connection, change.id, at);
        restoreColumns(connection, 'folder', change.id);
        return true;
      case 'import-archive':
        return restoreImport(change, time);
      case 'change-feed':
        restored = restoreColumns(connection, 'feed', change.id);
        bringBackFolders(connection, foldersOfChange(connection, change.id));
        removeEmptyFolders(connection, change.id, at);
        return true;
      case 'move':
      case 'add-folder':
        restored = restoreColumns(connection, 'feed', change.id) + restoreColumns(connection, 'folder', change.id);
        bringBackFolders(connection, [...foldersOfChange(connection, change.id), ...foldersAbove(connection, change.id)]);
        restored += removeEmptyFolders(connection, change.id, at);
        return true;
      case 'remove-folder':
        restored = restoreColumns(connection, 'feed', change.id) + restoreColumns(connection, 'folder', change.id);
        bringBackFolders(connection, foldersOfChange(connection, change.id));
        return true;
      case 'change-folder':
        restored = restoreColumns(connection, 'folder', change.id);
        return true;
      case 'save-search':
      case 'change-search':
      case 'delete-search':
        restored = restoreColumns(connection, 'saved_search', change.id);
        return true;
      case 'change-address':
        restored = restoreAddress(connection, change.id);
        return true;
      case 'delete':
      case 'retention': {
        const ids = journalled(connection, change.id, afterId, pace.size());
        const last = ids.at(-1);
        if (last === undefined) return true;
        afterId = last;
        restored += pace.measure(() => bringBack(connection, change.id, ids));
        return false;
      }
      case 'label':
      case 'unlabel':
      case 'change-labels': {
        if (!restorePairs(change.id, time)) return false;
        const labels = restoreLabels(connection, change.id, at);
        if (change.kind === 'change-labels') restored += labels;
        return true;
      }
      default:
        return restoreStates(change.kind, change.id, time);
    }
  }

  /** A slice of which entries have which labels; true when none is left. */
  function restorePairs(id: ChangeId, time: Milliseconds): boolean {
    const pairs = journalledPairs(connection, id, afterPair, pace.size());
    const last = pairs.at(-1);
    if (last === undefined) return true;
    afterPair = last;
    restored += pace.measure(() => restoreEntryLabels(connection, id, pairs, time));
    return false;
  }

  function restoreStates(kind: ChangeKind, id: ChangeId, time: Milliseconds): boolean {
    const turned = stateOfKind(kind);
    if (turned === null) throw new Error(`no way back from ${kind}`);
    const { state, isOn } = turned;
    const ids = journalled(connection, id, afterId, pace.size());
    const last = ids.at(-1);
    if (last === undefined) return true;
    afterId = last;
    const due = ids.filter(each => !untouched[state].has(each));
    restored += pace.measure(() => restoreState(connection, state, id, due, isOn, time));
    return false;
  }

  /** Labels before the articles that have them, and both before the feeds. */
  function restoreImport({ id }: Undoable, time: Milliseconds): boolean {
    const part = connection.get<{ id: ChangeId; kind: ChangeKind }>(
      'SELECT id, kind FROM change WHERE part_of = :id AND undone_at IS NULL ORDER BY id LIMIT 1',
      { id },
    );
    if (part) {
      if (!restoreStates(part.kind, part.id, time)) return false;
      connection.run('UPDATE change SET undone_at = :at WHERE id = :id', { id: part.id, at });
      afterId = 0;
      return false;
    }
    if (!restorePairs(id, time)) return false;
    if (afterId === 0) restored += restoreLabels(connection, id, at);
    const ids = journalled(connection, id, afterId, pace.size());
    const last = ids.at(-1);
    if (last !== undefined) {
      afterId = last;
      restored += pace.measure(() => takeAwayAdded(connection, ids));
      return false;
    }
    restored += restoreRules(connection, id) + restoreFeeds(connection, id, at);
    return true;
  }

  return {
    step,
    leaveAlone({ state, ids }) {
      for (const id of ids) untouched[state].add(id);
    },
  };
}

function find(connection: Connection, changeId: ChangeId | null, belowId: ChangeId): Undoable | undefined {
  const columns = 'SELECT id, kind, count, cause, at FROM change';
  if (changeId !== null) return connection.get<Undoable>(`${columns} WHERE id = :changeId AND undone_at IS NULL`, { changeId });
  return connection.get<Undoable>(`${columns} WHERE cause = 'command' AND undone_at IS NULL AND id < :belowId ORDER BY id DESC LIMIT 1`, {
    belowId,
  });
}

/** One press too many of the key must not cost the feeds of an import. */
function takesFeedsAway(connection: Connection, { id, kind }: Undoable): boolean {
  if (kind !== 'subscribe' && kind !== 'import' && kind !== 'import-archive') return false;
  return (
    connection.get(
      `SELECT 1 FROM change_feed JOIN feed ON feed.id = change_feed.feed_id
       WHERE change_feed.change_id = :id AND feed.change_id = :id AND removed_at IS NULL LIMIT 1`,
      { id },
    ) !== undefined
  );
}

/** The next older one of the same day. */
function openedBefore(connection: Connection, { id, at }: Undoable): Undoable | undefined {
  return connection.get<Undoable>(
    `SELECT id, kind, count, cause, at FROM change
     WHERE cause = 'opening' AND undone_at IS NULL AND id < :id AND ${localDay('at')} = ${localDay(':at')} ORDER BY id DESC LIMIT 1`,
    { id, at },
  );
}
