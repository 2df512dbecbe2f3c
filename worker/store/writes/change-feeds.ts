import { FeedError } from '../../errors.ts';
import type { Change } from '../../protocol/history.ts';
import type { ChangeId, FeedId, FolderId, Milliseconds } from '../../protocol/ids.ts';
import type { FeedChange, FolderChange, Retention } from '../../protocol/subscriptions.ts';
import { limitTitle } from '../limits.ts';
import { paceText } from '../pace-text.ts';
import type { Connection } from '../sqlite.ts';
import { addChange, setChangeCount } from './changes.ts';
import { type Journalled, laterSetters } from './later-setters.ts';
import { chooseFolder } from './subscriptions.ts';

export type Columns = Readonly<Record<string, string | number | null>>;

/** Sets what the user says of these feeds. What they said already is no change. */
export function changeSubscriptions(connection: Connection, feedIds: readonly FeedId[], change: FeedChange, at: Milliseconds): Change {
  const changeId = addChange(connection, 'change-feed', 'command', 0, at);
  const wanted: Columns = {
    ...(change.pace === undefined ? {} : { pace: paceText(change.pace) }),
    ...(change.isPaused === undefined ? {} : { is_paused: Number(change.isPaused) }),
    ...(change.retention === undefined ? {} : { retention: retentionText(change.retention) }),
    ...(change.fullText === undefined ? {} : { full_text: flagOrNone(change.fullText) }),
    ...(change.title === undefined ? {} : { user_title: titleOrNone(change.title) }),
    ...(change.isApart === undefined ? {} : { is_apart: Number(change.isApart) }),
    ...(change.folder === undefined ? {} : { folder_id: chooseFolder(connection, change.folder, changeId) }),
  };
  const feeds = connection.all<FeedColumns>(
    `SELECT id, pace, is_paused, retention, full_text, user_title, folder_id, position, is_apart FROM feed
     WHERE id IN (SELECT value FROM json_each(:feedIds)) AND removed_at IS NULL ORDER BY position, id`,
    { feedIds: JSON.stringify(feedIds) },
  );
  let count = 0;
  for (const { id, ...columns } of feeds) {
    const before: Columns = columns;
    const differing = differentColumns(wanted, before);
    // One that comes into a folder comes as its last.
    const became = 'folder_id' in differing ? { ...differing, position: lastPosition(connection) + 1 } : differing;
    if (Object.keys(became).length === 0) continue;
    setColumns(connection, 'feed', id, became);
    connection.run('INSERT INTO change_feed (change_id, feed_id, was, became) VALUES (:changeId, :id, :was, :became)', {
      changeId,
      id,
      was: JSON.stringify(onlyColumns(before, became)),
      became: JSON.stringify(became),
    });
    count += 1;
  }
  return settled(connection, changeId, 'change-feed', count);
}

export function changeFolder(connection: Connection, folderId: FolderId, change: FolderChange, at: Milliseconds): Change {
  const before = connection.get<FolderColumns>(
    'SELECT title, pace, is_paused, retention, full_text FROM folder WHERE id = :folderId AND removed_at IS NULL',
    {
      folderId,
    },
  );
  if (!before) throw new FeedError('bad-request', 'This folder is no longer there.', { why: 'folder-gone', field: 'folderId' });
  const became = differentColumns(
    {
      ...(change.title === undefined ? {} : { title: limitTitle(change.title) }),
      ...(change.pace === undefined ? {} : { pace: paceText(change.pace) }),
      ...(change.retention === undefined ? {} : { retention: retentionText(change.retention) }),
      ...(change.fullText === undefined ? {} : { full_text: flagOrNone(change.fullText) }),
      ...(change.isPaused === undefined ? {} : { is_paused: Number(change.isPaused) }),
    },
    { ...before },
  );
  if (Object.keys(became).length === 0) return { id: 0, kind: 'change-folder', count: 0 };
  const changeId = addChange(connection, 'change-folder', 'command', 1, at);
  setColumns(connection, 'folder', folderId, became);
  connection.run('INSERT INTO change_folder (change_id, folder_id, was, became) VALUES (:changeId, :folderId, :was, :became)', {
    changeId,
    folderId,
    was: JSON.stringify(onlyColumns({ ...before }, became)),
    became: JSON.stringify(became),
  });
  return { id: changeId, kind: 'change-folder', count: 1 };
}

/** What is in the folder comes into the one above it, where it stood; the folder itself is gone. */
export function moveFolderUp(connection: Connection, folderId: FolderId, at: Milliseconds): Change {
  const folder = connection.get<{ parentId: FolderId | null }>(
    'SELECT parent_id AS parentId FROM folder WHERE id = :folderId AND removed_at IS NULL',
    { folderId },
  );
  if (!folder) throw new FeedError('bad-request', 'This folder is no longer there.', { why: 'folder-gone', field: 'folderId' });
  const inside = (table: 'feed' | 'folder', column: string) =>
    connection.all<{ id: number }>(`SELECT id FROM ${table} WHERE ${column} = :folderId AND removed_at IS NULL`, { folderId });
  const feeds = inside('feed', 'folder_id');
  const changeId = addChange(connection, 'remove-folder', 'command', feeds.length, at);
  for (const { id } of feeds) journalColumns(connection, 'feed', changeId, id, { folder_id: folderId }, { folder_id: folder.parentId });
  for (const { id } of inside('folder', 'parent_id'))
    journalColumns(connection, 'folder', changeId, id, { parent_id: folderId }, { parent_id: folder.parentId });
  journalColumns(connection, 'folder', changeId, folderId, { removed_at: null }, { removed_at: at });
  return { id: changeId, kind: 'remove-folder', count: feeds.length };
}

function journalColumns(
  connection: Connection,
  table: 'feed' | 'folder',
  changeId: ChangeId,
  id: number,
  was: Columns,
  became: Columns,
): void {
  setColumns(connection, table, id, became);
  connection.run(`INSERT INTO change_${table} (change_id, ${table}_id, was, became) VALUES (:changeId, :id, :was, :became)`, {
    changeId,
    id,
    was: JSON.stringify(was),
    became: JSON.stringify(became),
  });
}

/** Restores what still is as the change left it: what a later one has set stays. Gives the number of feeds or folders that changed. */
export function restoreColumns(connection: Connection, table: Journalled, changeId: ChangeId): number {
  const journal = connection.all<{ id: number; was: string; became: string }>(
    `SELECT ${table}_id AS id, was, became FROM change_${table} WHERE change_id = :changeId AND became IS NOT NULL`,
    { changeId },
  );
  const later = laterSetters(connection, table, changeId);
  return journal.filter(({ id, was, became }) => {
    const left: Columns = JSON.parse(became);
    const before: Columns = JSON.parse(was);
    const row = connection.get<Columns>(`SELECT ${columnList(left)} FROM ${table} WHERE id = :id`, { id });
    if (!row) return false;
    const changedSince = differentColumns(left, row);
    const restored = Object.fromEntries(
      Object.entries(before).filter(([name, value]) => !later.passOn(id, name, value) && !(name in changedSince)),
    );
    if (Object.keys(restored).length === 0) return false;
    setColumns(connection, table, id, restored);
    return true;
  }).length;
}

/** Sets once more what a change has set and taking it back has left as it was before. */
export function reapplyColumns(connection: Connection, table: Journalled, changeId: ChangeId): number {
  const journal = connection.all<{ id: number; was: string; became: string }>(
    `SELECT ${table}_id AS id, was, became FROM change_${table} WHERE change_id = :changeId AND became IS NOT NULL`,
    { changeId },
  );
  return journal.filter(({ id, was, became }) => {
    const before: Columns = JSON.parse(was);
    const row = connection.get<Columns>(`SELECT ${columnList(before)} FROM ${table} WHERE id = :id`, { id });
    if (!row) return false;
    const changedSince = differentColumns(before, row);
    const again = Object.fromEntries(Object.entries(JSON.parse(became) as Columns).filter(([name]) => !(name in changedSince)));
    if (Object.keys(again).length === 0) return false;
    setColumns(connection, table, id, again);
    return true;
  }).length;
}

interface FeedColumns {
  readonly id: FeedId;
  readonly pace: string | null;
  readonly is_paused: number;
  readonly retention: string | null;
  readonly full_text: number | null;
  readonly user_title: string | null;
  readonly folder_id: FolderId | null;
  readonly position: number;
  readonly is_apart: number;
}

type FolderColumns = Pick<FeedColumns, 'pace' | 'is_paused' | 'retention' | 'full_text'> & { readonly title: string };

const changeable = [
  'name',
  'query',
  'sort',
  'within',
  'removed_at',
  'pace',
  'is_paused',
  'is_apart',
  'retention',
  'full_text',
  'user_title',
  'folder_id',
  'parent_id',
  'position',
  'title',
];

/** Names become part of SQL: only those that are known. */
function columnList(columns: Columns, form = (name: string) => name): string {
  const names = Object.keys(columns);
  if (!names.every(name => changeable.includes(name))) throw new Error(`the journal names a column that no change sets: ${names.join()}`);
  return names.map(form).join(', ');
}

export function differentColumns(wanted: Columns, present: Columns): Columns {
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== (present[name] ?? null)));
}

export function onlyColumns(columns: Columns, like: Columns): Columns {
  return Object.fromEntries(Object.keys(like).map(name => [name, columns[name] ?? null]));
}

export function setColumns(connection: Connection, table: Journalled, id: number, columns: Columns): void {
  connection.run(`UPDATE ${table} SET ${columnList(columns, name => `${name} = :${name}`)} WHERE id = :id`, { ...columns, id });
}

function lastPosition(connection: Connection): number {
  return connection.get<{ last: number }>('SELECT coalesce(max(position), 0) AS last FROM feed')?.last ?? 0;
}

function retentionText(retention: Retention | null): string | null {
  return retention === null ? null : JSON.stringify(retention);
}

function flagOrNone(flag: boolean | null): number | null {
  return flag === null ? null : Number(flag);
}

function titleOrNone(title: string | null): string | null {
  const words = title === null ? '' : limitTitle(title).trim();
  return words === '' ? null : words;
}

function settled(connection: Connection, changeId: ChangeId, kind: Change['kind'], count: number): Change {
  if (count === 0) {
    connection.run('DELETE FROM change_folder WHERE change_id = :changeId', { changeId });
    connection.run('DELETE FROM change WHERE id = :changeId', { changeId });
    return { id: 0, kind, count: 0 };
  }
  setChangeCount(connection, changeId, count);
  return { id: changeId, kind, count };
}
