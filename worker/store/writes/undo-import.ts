import type { ChangeId, EntryId } from '../../protocol/ids.ts';
import { restoreSettings } from '../settings.ts';
import type { Connection } from '../sqlite.ts';
import { restoreColumns } from './change-feeds.ts';
import { noteRemoval } from './remove-entries.ts';

/** Takes articles away again that an import brought to feeds which were here, but for those that the user has done something with since. */
export function takeAwayAdded(connection: Connection, ids: readonly EntryId[]): number {
  noteRemoval(connection);
  return connection.run(
    `DELETE FROM entry WHERE id IN (SELECT value FROM json_each(:ids))
       AND NOT EXISTS (SELECT 1 FROM entry_state WHERE entry_id = entry.id AND coalesce(read_change_id, star_change_id, later_change_id) IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM entry_removed WHERE entry_id = entry.id AND (change_id IS NOT NULL OR with_feed = 1))
       AND NOT EXISTS (SELECT 1 FROM entry_label WHERE entry_id = entry.id)`,
    { ids: JSON.stringify(ids) },
  ).changes;
}

/** Saved searches and settings that came with it. */
export function restoreRules(connection: Connection, changeId: ChangeId): number {
  return restoreColumns(connection, 'saved_search', changeId) + restoreSettings(connection, changeId);
}
