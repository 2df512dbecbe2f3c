import type { FeedId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import type { StoredAccess } from '../write-store.ts';

export function setFeedAccess(connection: Connection, feedId: FeedId, { origin, headers, userAgent }: StoredAccess): void {
  const json = Object.keys(headers).length === 0 ? null : JSON.stringify(headers);
  connection.run('UPDATE feed SET access_origin = :origin, request_headers = :json, user_agent = :userAgent WHERE id = :feedId', {
    feedId,
    origin,
    json,
    userAgent,
  });
}

export function setPlainAddress(connection: Connection, feedId: FeedId, feedUrl: string): void {
  connection.run('UPDATE feed SET feed_url = :feedUrl WHERE id = :feedId AND NOT EXISTS (SELECT 1 FROM feed WHERE feed_url = :feedUrl)', {
    feedId,
    feedUrl,
  });
}

export function setSecret(connection: Connection, key: string, sealed: Uint8Array | null, at: Milliseconds): void {
  if (sealed === null) {
    connection.run('DELETE FROM secret WHERE key = :key', { key });
    return;
  }
  connection.run(
    `INSERT INTO secret (key, sealed, sealed_at) VALUES (:key, :sealed, :at)
     ON CONFLICT (key) DO UPDATE SET sealed = excluded.sealed, sealed_at = excluded.sealed_at`,
    { key, sealed, at },
  );
}

/** An unsubscribed feed comes back with its login for as long as that can be undone, and not a day longer. False when nothing was left to forget. */
export function forgetAccess(connection: Connection, removedBefore: Milliseconds): boolean {
  const { changes } = connection.run(`DELETE FROM secret WHERE key IN (SELECT 'feed:' || id FROM feed WHERE removed_at < :removedBefore)`, {
    removedBefore,
  });
  const cleared = connection.run(
    `UPDATE feed SET request_headers = NULL, user_agent = NULL, access_origin = NULL
     WHERE removed_at < :removedBefore AND coalesce(request_headers, user_agent, access_origin) IS NOT NULL`,
    { removedBefore },
  );
  return changes + cleared.changes > 0;
}
