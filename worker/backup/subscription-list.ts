import { writeOpml } from '../opml/write-opml.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { Connection } from '../store/sqlite.ts';

interface FolderRow {
  readonly id: number;
  readonly parentId: number | null;
  readonly title: string;
  readonly position: number;
}

interface FeedRow {
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  readonly title: string;
  readonly folderId: number | null;
  readonly position: number;
}

/**
 * The subscriptions of a database as OPML, by columns that every schema has had. Keys in addresses stay: without them a feed would be lost,
 * and the file is for its user alone. Logins are never in it (O7).
 */
export function subscriptionList(connection: Connection, now: Milliseconds): string {
  const folders = connection.all<FolderRow>('SELECT id, parent_id AS parentId, title, position FROM folder WHERE removed_at IS NULL');
  const subscriptions = connection.all<FeedRow>(
    `SELECT feed_url AS feedUrl, site_url AS siteUrl, coalesce(nullif(user_title, ''), nullif(title, ''), feed_url) AS title,
       folder_id AS folderId, position FROM feed WHERE removed_at IS NULL`,
  );
  return writeOpml({ title: 'Freshet subscriptions', folders, subscriptions, withSecrets: true, now });
}
