/** What the user makes of the tree of feeds by hand. */
export const tree = `
-- made by the user as a folder, and not for a feed: it stays without one, until it is deleted
ALTER TABLE folder ADD COLUMN is_made INTEGER NOT NULL DEFAULT 0;
-- its articles are in its own list and those of its folders, but not in All, Unread and Today
ALTER TABLE feed ADD COLUMN is_apart INTEGER NOT NULL DEFAULT 0;
CREATE INDEX feed_apart ON feed (id) WHERE is_apart = 1;
`;
