import type { FeedId, Milliseconds } from '../../protocol/ids.ts';
import type { FeedStatistics, FeedVolume, PastFailure } from '../../protocol/statistics.ts';
import type { Connection } from '../sqlite.ts';
import { storedBytes } from './retention.ts';

const day = 24 * 3_600_000;
const monthMs = 30 * day;
const farthestMs = 180 * day;

interface Sums {
  readonly articles: number;
  readonly unread: number;
  readonly starred: number;
  readonly later: number;
  readonly answerMs: Milliseconds | null;
}

/** Null: it is not subscribed to. */
export function readStatistics(connection: Connection, feedId: FeedId, now: Milliseconds): FeedStatistics | null {
  const sums = connection.get<Sums>(
    `SELECT entries AS articles, unread, starred, later, answer_ms AS answerMs FROM feed_count JOIN feed ON feed.id = feed_id WHERE feed_id = :feedId AND removed_at IS NULL`,
    { feedId },
  );
  if (sums === undefined) return null;
  const from = now - monthMs;
  const lately = connection.get<{ articles: number; opened: number }>(
    `SELECT count(*) AS articles, count(*) FILTER (WHERE is_read = 1 AND cause = 'opening') AS opened
     FROM entry_state INDEXED BY state_feed_time LEFT JOIN change ON change.id = read_change_id WHERE feed_id = :feedId AND sort_at >= :from`,
    { feedId, from },
  );
  const since = now - farthestMs;
  const half = connection.get<{ articles: number; first: number | null }>(
    `SELECT count(*) AS articles, min(sort_at) AS first FROM entry_state INDEXED BY state_feed_time
     WHERE feed_id = :feedId AND sort_at >= :since AND sort_at <= :now`,
    { feedId, since, now },
  );
  const oldest = connection.get<{ at: number | null }>(
    'SELECT min(sort_at) AS at FROM entry_state INDEXED BY state_feed_time WHERE feed_id = :feedId',
    { feedId },
  );
  const bytes = connection.get<{ bytes: number }>(
    `SELECT ${storedBytes} AS bytes FROM entry_state INDEXED BY state_feed_time JOIN entry ON entry.id = entry_state.entry_id
       JOIN entry_body ON entry_body.entry_id = entry.id WHERE entry_state.feed_id = :feedId`,
    { feedId },
  );
  return {
    ...sums,
    lately: { articles: lately?.articles ?? 0, opened: lately?.opened ?? 0 },
    monthly: monthlyOf(half?.articles ?? 0, oldest?.at ?? null, half?.first ?? null, now),
    oldestAt: oldest?.at ?? null,
    bytes: bytes?.bytes ?? 0,
    pastFailures: connection.all<PastFailure>(
      `SELECT since, at, code, message FROM feed_failure WHERE feed_id = :feedId AND at IS NOT (SELECT failure_at FROM feed WHERE id = :feedId)
       ORDER BY since DESC`,
      { feedId },
    ),
  };
}

function monthlyOf(articles: number, oldestAt: Milliseconds | null, firstAt: Milliseconds | null, now: Milliseconds): number | null {
  if (oldestAt === null) return null;
  // Where there are older ones, all of the time counts, also its silence.
  const span = oldestAt < now - farthestMs ? farthestMs : now - (firstAt ?? now);
  return span < 7 * day ? null : (articles * monthMs) / span;
}

/** Of each subscribed feed of which there is something to tell. */
export function readVolumes(connection: Connection, now: Milliseconds): readonly FeedVolume[] {
  return connection
    .all<FeedVolume>(
      `SELECT feed.id AS feedId, (SELECT count(*) FROM entry_state INDEXED BY state_feed_time WHERE feed_id = feed.id AND sort_at >= :from) AS articles,
         answer_ms AS answerMs
       FROM feed WHERE removed_at IS NULL`,
      { from: now - monthMs },
    )
    .flatMap(({ feedId, articles, answerMs }) => (articles === 0 && answerMs === null ? [] : [{ feedId, articles, answerMs }]));
}
