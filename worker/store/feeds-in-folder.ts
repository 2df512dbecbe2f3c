import type { FolderId } from '../protocol/ids.ts';
import type { Connection } from './sqlite.ts';

/** Subscribed feeds of a folder and of the folders in it. */
export function feedsInFolder(connection: Connection, folderId: FolderId): readonly number[] {
  return connection
    .all<{ id: number }>(
      `WITH RECURSIVE inside (id) AS (
         SELECT id FROM folder WHERE id = :folderId AND removed_at IS NULL
         UNION SELECT folder.id FROM folder JOIN inside ON folder.parent_id = inside.id WHERE folder.removed_at IS NULL)
       SELECT feed.id FROM feed JOIN inside ON feed.folder_id = inside.id WHERE feed.removed_at IS NULL ORDER BY feed.id`,
      { folderId },
    )
    .map(row => row.id);
}
