import type { ChangeKind, ChangeStanding } from '../../protocol/history.ts';
import type { ChangeId } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

/** A change of more entries than these, none of them as it left it, is taken to stand: taking it back tells. */
const mostLooked = 2000;

/** Whether something of a change, or of several that are told as one, is left to take back. */
export function standingOf(connection: Connection, kind: ChangeKind, ids: readonly ChangeId[]): ChangeStanding {
  const parameters = { ids: JSON.stringify(ids) };
  const stands = (sql: string, more: Readonly<Record<string, number>> = {}) =>
    connection.get(sql, { ...parameters, ...more }) !== undefined;
  switch (kind) {
    case 'mark-read':
    case 'mark-unread':
    case 'mark-all-read':
      return ofStates('read_change_id');
    case 'star':
    case 'unstar':
      return ofStates('star_change_id');
    case 'later':
    case 'unlater':
      return ofStates('later_change_id');
    case 'label':
    case 'unlabel':
      return areLabelled() ? 'stands' : 'changed-since';
    case 'change-labels':
      return areLabelled() || areLabelsAsLeft(connection, ids) ? 'stands' : 'changed-since';
    case 'subscribe':
    case 'unsubscribe':
    case 'import':
      return stands(
        `SELECT 1 FROM change_feed JOIN feed ON feed.id = feed_id AND feed.change_id = change_feed.change_id
         WHERE change_feed.change_id IN (SELECT value FROM json_each(:ids)) LIMIT 1`,
      )
        ? 'stands'
        : 'changed-since';
    case 'import-archive':
      // Of so much something stands nearly always: taking it back tells.
      return 'stands';
    case 'change-feed':
      return ofColumns(connection, 'feed', ids);
    case 'move':
    case 'remove-folder':
      return [ofColumns(connection, 'feed', ids), ofColumns(connection, 'folder', ids)].includes('stands') ? 'stands' : 'changed-since';
    case 'add-folder':
      return stands(
        'SELECT 1 FROM change_folder JOIN folder ON folder.id = folder_id WHERE change_id IN (SELECT value FROM json_each(:ids)) AND removed_at IS NULL LIMIT 1',
      )
        ? 'stands'
        : 'changed-since';
    case 'change-folder':
      return ofColumns(connection, 'folder', ids);
    case 'save-search':
    case 'change-search':
    case 'delete-search':
      return ofColumns(connection, 'saved_search', ids);
    case 'delete':
    case 'retention':
      return stands('SELECT 1 FROM entry_removed WHERE change_id IN (SELECT value FROM json_each(:ids)) AND state IS NOT NULL LIMIT 1')
        ? 'stands'
        : 'changed-since';
    case 'change-address':
      return ofAddress(connection, ids);
  }

  /** What a change gave or took, and no newer one since. */
  function areLabelled(): boolean {
    return stands(
      `SELECT 1 FROM change_entry_label AS pair WHERE change_id IN (SELECT value FROM json_each(:ids)) AND NOT EXISTS (
         SELECT 1 FROM change_entry_label AS newer JOIN change ON change.id = newer.change_id
         WHERE newer.entry_id = pair.entry_id AND newer.label_id = pair.label_id AND newer.change_id > pair.change_id AND undone_at IS NULL)
       LIMIT 1`,
    );
  }

  function ofStates(column: string): ChangeStanding {
    const looked = 'SELECT change_id, entry_id FROM change_entry WHERE change_id IN (SELECT value FROM json_each(:ids)) LIMIT :most';
    const isLeft =
      stands(
        `SELECT 1 FROM (${looked}) AS looked CROSS JOIN entry_state ON entry_state.entry_id = looked.entry_id
         WHERE ${column} = looked.change_id LIMIT 1`,
        { most: mostLooked },
      ) ||
      stands(
        `SELECT 1 FROM (${looked}) AS looked CROSS JOIN entry_removed ON entry_removed.entry_id = looked.entry_id
         WHERE state ->> '${column}' = looked.change_id LIMIT 1`,
        { most: mostLooked },
      );
    return isLeft || stands(`${looked} OFFSET :most`, { most: mostLooked }) ? 'stands' : 'changed-since';
  }
}

type Columns = Readonly<Record<string, unknown>>;

function ofColumns(connection: Connection, table: 'feed' | 'folder' | 'saved_search', ids: readonly ChangeId[]): ChangeStanding {
  const journal = connection.all<{ id: number; was: string; became: string }>(
    `SELECT ${table}_id AS id, was, became FROM change_${table} WHERE change_id IN (SELECT value FROM json_each(:ids)) AND became IS NOT NULL`,
    { ids: JSON.stringify(ids) },
  );
  const isLeft = journal.some(({ id, was, became }) => {
    const before: Columns = JSON.parse(was);
    const after: Columns = JSON.parse(became);
    const row = connection.get<Columns>(`SELECT * FROM ${table} WHERE id = :id`, { id });
    return row !== undefined && Object.keys(before).some(name => row[name] === after[name]);
  });
  return isLeft ? 'stands' : 'changed-since';
}

/** A label that a change has made, and nothing has; or one whose name, colour or removal is still as the change left it. */
function areLabelsAsLeft(connection: Connection, ids: readonly ChangeId[]): boolean {
  const journal = connection.all<{ id: number; was: string | null; became: string }>(
    'SELECT label_id AS id, was, became FROM change_label WHERE change_id IN (SELECT value FROM json_each(:ids))',
    { ids: JSON.stringify(ids) },
  );
  return journal.some(({ id, was, became }) => {
    const row = connection.get<Columns>(
      'SELECT name, color, removed_at, EXISTS (SELECT 1 FROM entry_label WHERE label_id = label.id) AS isUsed FROM label WHERE id = :id',
      { id },
    );
    if (row === undefined) return false;
    if (was === null) return row['removed_at'] === null && row['isUsed'] === 0;
    const after: Columns = JSON.parse(became);
    return Object.keys(after).some(name => row[name] === after[name]);
  });
}

function ofAddress(connection: Connection, ids: readonly ChangeId[]): ChangeStanding {
  const row = connection.get<{ isTaken: number; isLater: number }>(
    `SELECT EXISTS (SELECT 1 FROM feed AS other WHERE other.feed_url = was_feed_url AND other.id <> feed.id) AS isTaken,
       EXISTS (SELECT 1 FROM change_feed AS later JOIN change ON change.id = later.change_id
         WHERE later.feed_id = feed.id AND later.change_id > change_feed.change_id AND kind = 'change-address' AND undone_at IS NULL) AS isLater
     FROM change_feed JOIN feed ON feed.id = feed_id
     WHERE change_feed.change_id IN (SELECT value FROM json_each(:ids)) AND removed_at IS NULL`,
    { ids: JSON.stringify(ids) },
  );
  if (row === undefined || row.isLater === 1) return 'changed-since';
  return row.isTaken === 1 ? 'address-taken' : 'stands';
}
