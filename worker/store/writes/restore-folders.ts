import type { ChangeId, FolderId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

/** The folders in which the feeds of a change are now. */
export function foldersOfChange(connection: Connection, changeId: ChangeId): readonly FolderId[] {
  return connection
    .all<{ id: FolderId }>(
      `SELECT DISTINCT folder_id AS id FROM change_feed JOIN feed ON feed.id = change_feed.feed_id
       WHERE change_feed.change_id = :changeId AND folder_id IS NOT NULL`,
      { changeId },
    )
    .map(row => row.id);
}

/** The folders in which the folders of a change are now. */
export function foldersAbove(connection: Connection, changeId: ChangeId): readonly FolderId[] {
  return connection
    .all<{ id: FolderId }>(
      `SELECT DISTINCT parent_id AS id FROM change_folder JOIN folder ON folder.id = folder_id
       WHERE change_id = :changeId AND became IS NOT NULL AND parent_id IS NOT NULL`,
      { changeId },
    )
    .map(row => row.id);
}

export function bringBackFolders(connection: Connection, folderIds: readonly FolderId[]): void {
  connection.run(
    `WITH RECURSIVE above (id, parent_id) AS (
       SELECT id, parent_id FROM folder WHERE id IN (SELECT value FROM json_each(:folderIds))
       UNION SELECT folder.id, folder.parent_id FROM folder JOIN above ON folder.id = above.parent_id)
     UPDATE folder SET removed_at = NULL WHERE removed_at IS NOT NULL AND id IN (SELECT id FROM above)`,
    { folderIds: JSON.stringify(folderIds) },
  );
}

// Innermost first: a folder made by a change has a higher id than the folder it is in.
export function removeEmptyFolders(connection: Connection, changeId: ChangeId, at: Milliseconds): number {
  const folders = connection.all<{ id: number }>(
    'SELECT folder_id AS id FROM change_folder WHERE change_id = :changeId AND became IS NULL ORDER BY folder_id DESC',
    { changeId },
  );
  let removed = 0;
  for (const { id } of folders) {
    removed += connection.run(
      `UPDATE folder SET removed_at = :at WHERE id = :id
         AND NOT EXISTS (SELECT 1 FROM feed WHERE folder_id = :id AND removed_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM folder AS inner_folder WHERE inner_folder.parent_id = :id AND inner_folder.removed_at IS NULL)`,
      { id, at },
    ).changes;
  }
  return removed;
}
