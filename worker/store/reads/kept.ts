import type { FeedId } from '../../protocol/ids.ts';
import type { KeptFeed } from '../../protocol/subscriptions.ts';
import { hasArticles, hasLabel } from '../feed-terms.ts';
import type { Connection } from '../sqlite.ts';

/** Unsubscribed feeds of which articles are kept. */
export function readKeptFeeds(connection: Connection): readonly KeptFeed[] {
  return connection
    .all<KeptFeed>(
      `SELECT feed.id AS feedId, feed_url AS feedUrl, site_url AS siteUrl, coalesce(nullif(user_title, ''), nullif(title, ''), feed_url) AS title,
         language, icon_version AS iconVersion, removed_at AS unsubscribedAt, entries AS entryCount
       FROM feed INDEXED BY feed_kept JOIN feed_count ON feed_count.feed_id = feed.id WHERE keeps = 1 AND entries > 0 ORDER BY title, feed.id`,
    )
    .map(feed => ({ ...feed }));
}

/** Null: no article of it is in any list. */
export function readArticleFeedUrl(connection: Connection, feedId: FeedId): string | null {
  return connection.get<{ url: string }>(`SELECT feed_url AS url FROM feed WHERE id = :feedId AND ${hasArticles}`, { feedId })?.url ?? null;
}

/** Articles of these feeds that are starred, for later or labelled. */
export function countMarked(connection: Connection, feedIds: readonly FeedId[]): number {
  const chosen = 'feed_id IN (SELECT value FROM json_each(:feedIds))';
  const counted = connection.get<{ count: number }>(
    `SELECT count(*) AS count FROM (
       SELECT entry_id FROM entry_state INDEXED BY state_starred_time WHERE is_starred = 1 AND ${chosen}
       UNION SELECT entry_id FROM entry_state INDEXED BY state_later_time WHERE is_later = 1 AND ${chosen}
       UNION SELECT entry_state.entry_id FROM entry_label CROSS JOIN entry_state ON entry_state.entry_id = entry_label.entry_id
         WHERE entry_state.${chosen} AND ${hasLabel('entry_state.entry_id')})`,
    { feedIds: JSON.stringify(feedIds) },
  );
  return counted?.count ?? 0;
}
