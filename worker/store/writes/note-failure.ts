import type { FeedFailure } from '../../protocol/failures.ts';
import type { FeedId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

/** Of each feed: months of a feed that fails now and then. */
const mostKept = 20;

/** Before the feed's own row tells of it: what failed in the same way the last time is the same failure still. */
export function noteFailure(
  connection: Connection,
  feedId: FeedId,
  { code, message }: Pick<FeedFailure, 'code' | 'message'>,
  at: Milliseconds,
): void {
  const goesOn = connection.get<{ since: Milliseconds }>(
    `SELECT since FROM feed_failure JOIN feed ON feed.id = feed_id WHERE feed_id = :feedId AND message = :message AND failure_message = :message
     ORDER BY since DESC LIMIT 1`,
    { feedId, message },
  );
  if (goesOn !== undefined) {
    connection.run('UPDATE feed_failure SET at = :at WHERE feed_id = :feedId AND since = :since', { feedId, at, since: goesOn.since });
    return;
  }
  connection.run('INSERT OR REPLACE INTO feed_failure (feed_id, since, at, message, code) VALUES (:feedId, :at, :at, :message, :code)', {
    feedId,
    at,
    message,
    code,
  });
  connection.run(
    `DELETE FROM feed_failure WHERE feed_id = :feedId AND since NOT IN
       (SELECT since FROM feed_failure WHERE feed_id = :feedId ORDER BY since DESC LIMIT ${mostKept})`,
    { feedId },
  );
}
