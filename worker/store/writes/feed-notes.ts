import type { Picture } from '../../protocol/entries.ts';
import type { FeedId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import type { PlannedFeed } from '../write-store.ts';

/** Null: none was found now. An icon that was found earlier stays. */
export function saveIcon(connection: Connection, feedId: FeedId, icon: Picture | null, at: Milliseconds): void {
  const feed = connection.get<{ id: number }>(
    'UPDATE feed SET icon_checked_at = :at WHERE id = :feedId AND removed_at IS NULL RETURNING id',
    { feedId, at },
  );
  if (!feed || !icon) return;
  const { changes } = connection.run(
    `INSERT INTO icon (feed_id, type, bytes) VALUES (:feedId, :type, :bytes)
     ON CONFLICT (feed_id) DO UPDATE SET type = excluded.type, bytes = excluded.bytes WHERE type <> excluded.type OR bytes <> excluded.bytes`,
    { feedId, type: icon.type, bytes: icon.bytes },
  );
  if (changes > 0) connection.run('UPDATE feed SET icon_version = coalesce(icon_version, 0) + 1 WHERE id = :feedId', { feedId });
}

export function scheduleChecks(connection: Connection, checks: readonly PlannedFeed[]): void {
  for (const { feedId, plan } of checks) {
    connection.run(
      `UPDATE feed SET next_check_at = :at, plan_reason = :reason, asked_at = iif(:reason = 'offline', NULL, asked_at)
       WHERE id = :feedId AND removed_at IS NULL`,
      { feedId, ...plan },
    );
  }
}

export function forgiveFailures(connection: Connection, feedIds: readonly FeedId[], nextCheckAt: Milliseconds): void {
  connection.run(
    `UPDATE feed SET next_check_at = :nextCheckAt, plan_reason = 'offline', asked_at = NULL, failure_code = NULL, failure_message = NULL,
       failure_detail = NULL, failure_facts = NULL, failure_at = NULL, failure_since = NULL, failure_count = 0
     WHERE id IN (SELECT value FROM json_each(:feedIds)) AND failure_count = 1`,
    { feedIds: JSON.stringify(feedIds), nextCheckAt },
  );
}

/** In one statement: what was planned for another reason meanwhile keeps its plan. */
export function resumePutOff(connection: Connection, from: Milliseconds, withinMs: number): void {
  connection.run("UPDATE feed SET next_check_at = :from + abs(random() % :withinMs) WHERE plan_reason = 'offline' AND removed_at IS NULL", {
    from,
    withinMs,
  });
}

/** A later plan stays. */
export function noteAsked(connection: Connection, asked: readonly PlannedFeed[], askedAt: Milliseconds): void {
  for (const { feedId, plan } of asked) {
    connection.run(
      `UPDATE feed SET asked_at = :askedAt, next_check_at = max(:at, coalesce(next_check_at, 0)),
         plan_reason = iif(:at > coalesce(next_check_at, 0), :reason, plan_reason)
       WHERE id = :feedId AND removed_at IS NULL`,
      { feedId, askedAt, ...plan },
    );
  }
}

export function confirmLocalHost(connection: Connection, host: string, at: Milliseconds): void {
  connection.run('INSERT INTO confirmed_host (host, confirmed_at) VALUES (:host, :at) ON CONFLICT (host) DO NOTHING', { host, at });
}
