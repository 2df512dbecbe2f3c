/** What taking back in any order needs, removed articles, and how long articles are kept. */
export const journal = `
-- the change of an entry's state that came right after another one
CREATE INDEX change_entry_later ON change_entry (was_change_id, entry_id) WHERE was_change_id IS NOT NULL;

-- Entries that were removed: their row of entry_state stands here until it is taken back or forgotten. What walks entry_state does not meet them.
CREATE TABLE entry_removed (
  entry_id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  feed_id INTEGER NOT NULL,
  removed_at INTEGER NOT NULL,
  change_id INTEGER,
  -- all columns of entry_state, as a JSON object; null: for good. Then entry tells only that the feed had it, so that it does not come back as new.
  state TEXT
) STRICT;
CREATE INDEX removed_feed ON entry_removed (feed_id, entry_id);
CREATE INDEX removed_change ON entry_removed (change_id, entry_id) WHERE change_id IS NOT NULL;
CREATE INDEX removed_time ON entry_removed (removed_at) WHERE state IS NOT NULL;

-- how often entries were removed or came back: then lists that are open hold others
ALTER TABLE clock ADD COLUMN removals INTEGER NOT NULL DEFAULT 0;

-- Came back from a clean-up by the user's word: no other takes them.
CREATE TABLE entry_kept (
  entry_id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE
) STRICT;

-- JSON; null: as the folder above has it, at last as the settings have it
ALTER TABLE folder ADD COLUMN retention TEXT;
ALTER TABLE feed ADD COLUMN retention TEXT;
`;
