/** Lists that go feed by feed: every mark in the order of a feed's articles. */
export const byFeed = `
CREATE INDEX state_feed_starred_time ON entry_state (feed_id, sort_at, entry_id, is_read) WHERE is_starred = 1;
CREATE INDEX state_feed_later_time ON entry_state (feed_id, sort_at, entry_id, is_read) WHERE is_later = 1;

-- the entry's, which never changes
ALTER TABLE entry_label ADD COLUMN feed_id INTEGER NOT NULL DEFAULT 0;
UPDATE entry_label SET feed_id = (SELECT feed_id FROM entry WHERE entry.id = entry_label.entry_id);
DROP INDEX entry_label_time;
CREATE INDEX entry_label_time ON entry_label (label_id, sort_at, entry_id, added_at, feed_id);
CREATE INDEX entry_label_feed_time ON entry_label (label_id, feed_id, sort_at, entry_id, added_at);
`;
