import { FeedError } from '../../errors.ts';
import type { ChangeKind } from '../../protocol/history.ts';
import type { ChangeId, FolderId, Milliseconds } from '../../protocol/ids.ts';
import type { TreeMove, TreeMoved } from '../../protocol/tree.ts';
import type { Connection } from '../sqlite.ts';
import { type Columns, differentColumns, onlyColumns, setColumns } from './change-feeds.ts';
import { addChange, setChangeCount } from './changes.ts';
import { chooseFolder, folderNamed } from './subscriptions.ts';

/** As deep as an import makes them (O3). */
const deepest = 8;

type Table = 'feed' | 'folder';

const parentOf = { feed: 'folder_id', folder: 'parent_id' } as const;

interface Place {
  readonly id: number;
  readonly parent: FolderId | null;
  readonly position: number;
}

/** Moves feeds and folders to another place, in one change; a new folder may be made for them, or for nothing yet. */
export function moveInTree(connection: Connection, move: TreeMove, at: Milliseconds): TreeMoved {
  const { feedIds, folderIds, into, beforeFeedId, beforeFolderId } = move;
  const isNew = into !== null && 'title' in into;
  const kind: ChangeKind = isNew && feedIds.length + folderIds.length === 0 ? 'add-folder' : 'move';
  const changeId = addChange(connection, kind, 'command', 0, at);
  const target = isNew ? newFolder(connection, into, changeId) : chooseFolder(connection, into, changeId);
  refuseCycles(connection, folderIds, target);
  const moved =
    place(connection, 'folder', changeId, folderIds, target, beforeFolderId) +
    place(connection, 'feed', changeId, feedIds, target, beforeFeedId);
  const made = connection.get<{ count: number }>(
    'SELECT count(*) AS count FROM change_folder WHERE change_id = :changeId AND became IS NULL',
    {
      changeId,
    },
  );
  const count = kind === 'add-folder' ? (made?.count ?? 0) : moved;
  if (count === 0 && (made?.count ?? 0) === 0) {
    connection.run('DELETE FROM change WHERE id = :changeId', { changeId });
    return { change: { id: 0, kind, count: 0 }, folderId: target };
  }
  setChangeCount(connection, changeId, count);
  return { change: { id: changeId, kind, count }, folderId: target };
}

function newFolder(
  connection: Connection,
  { title, parentId }: { readonly title: string; readonly parentId: FolderId | null },
  changeId: ChangeId,
): FolderId {
  const above = chooseFolder(connection, parentId === null ? null : { id: parentId }, changeId);
  if (above !== null && depthOf(connection, above) + 1 > deepest) throw tooDeep();
  const id = folderNamed(connection, above, title, changeId);
  connection.run('UPDATE folder SET is_made = 1 WHERE id = :id', { id });
  return id;
}

/** Sets parents and, where it must be, positions; gives the number of rows that were to move, if any had to. */
function place(
  connection: Connection,
  table: Table,
  changeId: ChangeId,
  wanted: readonly number[],
  target: FolderId | null,
  beforeId: number | null,
): number {
  const column = parentOf[table];
  const select = `SELECT id, ${column} AS parent, position FROM ${table} WHERE removed_at IS NULL`;
  const found = new Map(
    connection
      .all<Place>(`${select} AND id IN (SELECT value FROM json_each(:ids))`, { ids: JSON.stringify(wanted) })
      .map(row => [row.id, row]),
  );
  const moving = [...new Set(wanted)].flatMap(id => found.get(id) ?? []);
  if (moving.length === 0) return 0;
  const siblings = connection
    .all<Place>(`${select} AND ${column} IS :target ORDER BY position, id`, { target })
    .filter(({ id }) => !found.has(id));
  const index = beforeId === null ? -1 : siblings.findIndex(({ id }) => id === beforeId);
  const order = index === -1 ? [...siblings, ...moving] : siblings.toSpliced(index, 0, ...moving);
  const stays = moving.every(({ parent }) => parent === target);
  const positions = index === -1 && !stays ? atTheEnd(connection, table, siblings, moving) : rising(order.map(({ position }) => position));
  let hasChanged = false;
  order.forEach((row, place) => {
    const before: Columns = { [column]: row.parent, position: row.position };
    const became = differentColumns(
      { [column]: found.has(row.id) ? target : row.parent, position: positions[place] ?? row.position },
      before,
    );
    if (Object.keys(became).length === 0) return;
    setColumns(connection, table, row.id, became);
    connection.run(`INSERT INTO change_${table} (change_id, ${table}_id, was, became) VALUES (:changeId, :id, :was, :became)`, {
      changeId,
      id: row.id,
      was: JSON.stringify(onlyColumns(before, became)),
      became: JSON.stringify(became),
    });
    hasChanged = true;
  });
  return hasChanged ? moving.length : 0;
}

/** Behind all there are, so that no other row has to make room. */
function atTheEnd(connection: Connection, table: Table, siblings: readonly Place[], moving: readonly Place[]): readonly number[] {
  const last = connection.get<{ last: number }>(`SELECT coalesce(max(position), 0) AS last FROM ${table}`)?.last ?? 0;
  return [...siblings.map(({ position }) => position), ...moving.map((_, index) => last + 1 + index)];
}

/** The same positions in their order, no two alike: few rows get another one. */
function rising(positions: readonly number[]): readonly number[] {
  let last = Number.MIN_SAFE_INTEGER;
  return positions
    .toSorted((one, other) => one - other)
    .map(position => {
      last = Math.max(position, last + 1);
      return last;
    });
}

/** A folder in itself would be seen no more, nor what is in it. */
function refuseCycles(connection: Connection, folderIds: readonly FolderId[], target: FolderId | null): void {
  if (folderIds.length === 0) return;
  const above = target === null ? [] : pathOf(connection, target);
  if (folderIds.some(id => above.includes(id))) {
    throw new FeedError('bad-request', 'A folder cannot be moved into itself or into a folder in it.', {
      why: 'folder-in-itself',
      field: 'into',
    });
  }
  const height = connection.get<{ height: number }>(
    `WITH RECURSIVE inside (id, height) AS (
       SELECT id, 1 FROM folder WHERE id IN (SELECT value FROM json_each(:ids)) AND removed_at IS NULL
       UNION ALL SELECT folder.id, height + 1 FROM folder JOIN inside ON folder.parent_id = inside.id WHERE folder.removed_at IS NULL AND height < 100)
     SELECT coalesce(max(height), 0) AS height FROM inside`,
    { ids: JSON.stringify(folderIds) },
  );
  if (above.length + (height?.height ?? 0) > deepest) throw tooDeep();
}

function depthOf(connection: Connection, folderId: FolderId): number {
  return pathOf(connection, folderId).length;
}

/** The folder and all above it. */
function pathOf(connection: Connection, folderId: FolderId): readonly FolderId[] {
  return connection
    .all<{ id: FolderId }>(
      `WITH RECURSIVE above (id, parent_id) AS (
         SELECT id, parent_id FROM folder WHERE id = :folderId
         UNION SELECT folder.id, folder.parent_id FROM folder JOIN above ON folder.id = above.parent_id)
       SELECT id FROM above`,
      { folderId },
    )
    .map(row => row.id);
}

function tooDeep(): FeedError {
  return new FeedError('bad-request', `Folders can be ${deepest} deep at most. Choose one further up.`, {
    why: 'folder-too-deep',
    of: String(deepest),
    field: 'into',
  });
}
