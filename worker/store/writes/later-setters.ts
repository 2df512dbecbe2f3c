import type { ChangeId } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

/** Tables whose changes are journalled column by column. */
export type Journalled = 'feed' | 'folder' | 'saved_search';

type Value = string | number | null;

/** What changes that stand and came after one have set. */
export interface LaterSetters {
  /** What the next change of this column goes back to, when it is taken back, is from now on this. False: there is none. */
  passOn(id: number, column: string, value: Value): boolean;
}

interface Later {
  readonly changeId: ChangeId;
  readonly id: number;
  readonly became: string | null;
}

/** Subscribing chooses a place too, which the journal has in columns of its own. */
const placeColumns: Readonly<Record<string, string>> = { folder_id: 'was_folder_id', position: 'was_position' };
const isPlacing = "(became IS NULL AND kind IN ('subscribe', 'import', 'import-archive'))";

/** Of the rows that a change is journalled for. */
export function laterSetters(connection: Connection, table: Journalled | 'label', changeId: ChangeId): LaterSetters {
  const rows = connection.all<Later>(
    `SELECT later.change_id AS changeId, later.${table}_id AS id, later.became
     FROM change_${table} AS later JOIN change ON change.id = later.change_id
     WHERE later.change_id > :changeId AND undone_at IS NULL AND (became IS NOT NULL${table === 'feed' ? ` OR ${isPlacing}` : ''})
       AND EXISTS (SELECT 1 FROM change_${table} AS mine WHERE mine.change_id = :changeId AND mine.${table}_id = later.${table}_id)
     ORDER BY later.change_id`,
    { changeId },
  );
  const next = new Map<string, Later>();
  for (const row of rows) {
    const set = row.became === null ? Object.keys(placeColumns) : Object.keys(JSON.parse(row.became) as object);
    for (const column of set) {
      const key = `${row.id} ${column}`;
      if (!next.has(key)) next.set(key, row);
    }
  }
  return {
    passOn(id, column, value) {
      const later = next.get(`${id} ${column}`);
      if (later === undefined) return false;
      const set = later.became === null ? `${placeColumns[column]} = :value` : 'was = json_set(was, :path, :value)';
      connection.run(`UPDATE change_${table} SET ${set} WHERE change_id = :changeId AND ${table}_id = :id`, {
        changeId: later.changeId,
        id,
        value,
        ...(later.became === null ? {} : { path: `$.${column}` }),
      });
      return true;
    },
  };
}
