import type { ChangeId, EntryId } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

/** The next entries of a change, after `afterId`. */
export function journalled(connection: Connection, changeId: ChangeId, afterId: EntryId, limit: number): readonly EntryId[] {
  return connection
    .all<{ id: number }>(
      'SELECT entry_id AS id FROM change_entry WHERE change_id = :changeId AND entry_id > :afterId ORDER BY entry_id LIMIT :limit',
      {
        changeId,
        afterId,
        limit,
      },
    )
    .map(row => row.id);
}
