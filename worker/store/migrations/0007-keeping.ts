/** Feeds that were unsubscribed and whose articles with a mark stay. */
export const keeping = `
-- Unsubscribed, and what is in entry_state of it stays in lists and counts.
ALTER TABLE feed ADD COLUMN keeps INTEGER NOT NULL DEFAULT 0;
-- What is under way in slices (settle-feeds.ts): 'keep' puts articles without a mark aside, 'return' brings them back; null: nothing.
ALTER TABLE feed ADD COLUMN settling TEXT;
CREATE INDEX feed_hidden ON feed (id) WHERE removed_at IS NOT NULL AND keeps = 0;
CREATE INDEX feed_kept ON feed (id) WHERE keeps = 1;
CREATE INDEX feed_settling ON feed (id) WHERE settling IS NOT NULL;
ALTER TABLE change_feed ADD COLUMN was_keeps INTEGER NOT NULL DEFAULT 0;

-- 1: it went with its feed, and comes back with it. These are never forgotten by themselves.
ALTER TABLE entry_removed ADD COLUMN with_feed INTEGER NOT NULL DEFAULT 0;
DROP INDEX removed_time;
CREATE INDEX removed_time ON entry_removed (removed_at) WHERE state IS NOT NULL AND with_feed = 0;
`;
