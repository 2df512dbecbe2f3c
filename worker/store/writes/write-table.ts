import { writeSettings, writeWindowNotes } from '../settings.ts';
import type { Connection } from '../sqlite.ts';
import type { WriteStore } from '../write-store.ts';
import type { WriteMethod, WriteResult } from '../writer-messages.ts';
import { setFeedAccess, setPlainAddress, setSecret } from './access.ts';
import { addArchive } from './archive.ts';
import { changeAddress } from './change-address.ts';
import { changeFolder, changeSubscriptions, moveFolderUp } from './change-feeds.ts';
import { changeMany } from './change-many.ts';
import { compact } from './compact.ts';
import { setState } from './entry-states.ts';
import { confirmLocalHost, forgiveFailures, noteAsked, resumePutOff, saveIcon, scheduleChecks } from './feed-notes.ts';
import { saveFullText, showFullText } from './full-texts.ts';
import { addLabel, changeLabel, mergeLabel, removeLabel } from './labels.ts';
import type { LongJob, Touched } from './long-job.ts';
import { markAllRead } from './mark-all-read.ts';
import { moveInTree } from './move-in-tree.ts';
import { setPlayed } from './played.ts';
import { redo } from './redo.ts';
import { removeEntries } from './remove-entries.ts';
import { removeOld } from './remove-old.ts';
import { saveCheck } from './save-check.ts';
import { removeSearch, saveSearch } from './saved-searches.ts';
import { setLabel } from './set-label.ts';
import { settleFeeds } from './settle-feeds.ts';
import { addSubscription, importOutlines, removeSubscriptions } from './subscriptions.ts';
import { undo } from './undo.ts';

type Args<M extends WriteMethod> = Parameters<WriteStore[M]>;

/** How a write is queued and made durable. */
export type WriteKind<M extends WriteMethod> =
  /** The user's: goes first, on the disk before it is acknowledged (R1). `touches`: entries whose state it sets. */
  | {
      readonly kind: 'action';
      run(connection: Connection, ...args: Args<M>): WriteResult<M>;
      touches?(...args: Args<M>): Touched;
    }
  /** The user's too, but long: in slices. */
  | { readonly kind: 'long'; start(connection: Connection, ...args: Args<M>): LongJob<WriteResult<M>> }
  /** Of the whole file, outside any transaction; in the order of the user's. */
  | { readonly kind: 'whole'; run(connection: Connection, ...args: Args<M>): WriteResult<M> }
  /** Of a refresh: after the user's, several in one commit, each whole or not at all (R2). */
  | { readonly kind: 'refresh'; run(connection: Connection, ...args: Args<M>): WriteResult<M> };

export const writeTable: { readonly [M in WriteMethod]: WriteKind<M> } = {
  addSubscription: { kind: 'action', run: addSubscription },
  changeAddress: { kind: 'action', run: changeAddress },
  removeSubscriptions: { kind: 'action', run: removeSubscriptions },
  changeSubscriptions: { kind: 'action', run: changeSubscriptions },
  changeFolder: { kind: 'action', run: changeFolder },
  moveInTree: { kind: 'action', run: moveInTree },
  moveFolderUp: { kind: 'action', run: moveFolderUp },
  importOutlines: { kind: 'action', run: importOutlines },
  setRead: {
    kind: 'action',
    run: (connection, ids, isRead, cause, at) => setState(connection, 'read', ids, isRead, cause, at),
    touches: ids => ({ state: 'read', ids }),
  },
  setStarred: {
    kind: 'action',
    run: (connection, ids, isStarred, at) => setState(connection, 'star', ids, isStarred, 'command', at),
    touches: ids => ({ state: 'star', ids }),
  },
  removeEntries: { kind: 'action', run: removeEntries },
  addArchive: { kind: 'action', run: addArchive },
  compact: { kind: 'whole', run: compact },
  setLater: {
    kind: 'action',
    run: (connection, ids, isLater, at) => setState(connection, 'later', ids, isLater, 'command', at),
    touches: ids => ({ state: 'later', ids }),
  },
  setLabel: { kind: 'action', run: setLabel },
  addLabel: { kind: 'action', run: addLabel },
  changeLabel: { kind: 'action', run: changeLabel },
  mergeLabel: { kind: 'action', run: mergeLabel },
  removeLabel: { kind: 'action', run: removeLabel },
  setPlayed: { kind: 'action', run: setPlayed },
  saveFullText: { kind: 'action', run: saveFullText },
  showFullText: { kind: 'action', run: showFullText },
  saveSearch: { kind: 'action', run: saveSearch },
  removeSearch: { kind: 'action', run: removeSearch },
  setSettings: { kind: 'action', run: writeSettings },
  setWindowNotes: { kind: 'action', run: writeWindowNotes },
  confirmLocalHost: { kind: 'action', run: confirmLocalHost },
  setFeedAccess: { kind: 'action', run: setFeedAccess },
  setPlainAddress: { kind: 'action', run: setPlainAddress },
  setSecret: { kind: 'action', run: setSecret },
  changeMany: { kind: 'long', start: (connection, target, mark, at) => changeMany(connection, [target], mark, at) },
  markAllRead: { kind: 'long', start: markAllRead },
  undo: { kind: 'long', start: undo },
  settleFeeds: { kind: 'long', start: settleFeeds },
  redo: { kind: 'long', start: redo },
  saveCheck: { kind: 'refresh', run: saveCheck },
  removeOld: { kind: 'refresh', run: removeOld },
  saveIcon: { kind: 'refresh', run: saveIcon },
  scheduleChecks: { kind: 'refresh', run: scheduleChecks },
  noteAsked: { kind: 'refresh', run: noteAsked },
  forgiveFailures: { kind: 'refresh', run: forgiveFailures },
  resumePutOff: { kind: 'refresh', run: resumePutOff },
};
