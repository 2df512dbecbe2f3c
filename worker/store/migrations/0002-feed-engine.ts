/** What the feed engine keeps of a feed beyond its last answer: the user's pace, why the next check is when it is, access, and facts for a repair. */
export const feedEngine = `
-- 'adaptive', 'by-hand' or minutes; null: as the folder above has it, at last as the settings have it
ALTER TABLE folder ADD COLUMN pace TEXT;
ALTER TABLE folder ADD COLUMN is_paused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN pace TEXT;
ALTER TABLE feed ADD COLUMN is_paused INTEGER NOT NULL DEFAULT 0;

-- when it was last asked, noted before the request goes out: a request that was cut off counts too
ALTER TABLE feed ADD COLUMN asked_at INTEGER;

-- what a change set, as a JSON object of columns: before, and by it; undo restores what still is as the change left it
ALTER TABLE change_feed ADD COLUMN was TEXT;
ALTER TABLE change_feed ADD COLUMN became TEXT;
ALTER TABLE change_folder ADD COLUMN was TEXT;
ALTER TABLE change_folder ADD COLUMN became TEXT;

-- why next_check_at is when it is
ALTER TABLE feed ADD COLUMN plan_reason TEXT;
-- JSON: hours of the day (0-23, UTC) and days of the week (0-6, Sunday first) in which the feed does not want to be asked
ALTER TABLE feed ADD COLUMN skip_hours TEXT;
ALTER TABLE feed ADD COLUMN skip_days TEXT;

-- the user's own request headers, JSON object; the login is in the table secret
ALTER TABLE feed ADD COLUMN request_headers TEXT;
ALTER TABLE feed ADD COLUMN user_agent TEXT;
-- the server that the login and the headers are for: a feed that moves to another one does not take them along
ALTER TABLE feed ADD COLUMN access_origin TEXT;

-- what a failed check has seen that a repair can use, JSON
ALTER TABLE feed ADD COLUMN failure_facts TEXT;

-- sealed by the system's keyring; the key is 'feed:ID' or 'proxy'
CREATE TABLE secret (
  key TEXT PRIMARY KEY,
  sealed BLOB NOT NULL,
  sealed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- JSON: what a podcast says of an episode; the feed that an entry was taken from
ALTER TABLE entry_body ADD COLUMN podcast TEXT;
ALTER TABLE entry_body ADD COLUMN source TEXT;

-- the feed's address before a change of it
ALTER TABLE change_feed ADD COLUMN was_feed_url TEXT;
-- JSON: what the last check at that address left behind
ALTER TABLE change_feed ADD COLUMN was_checked TEXT;

-- addresses that a feed has moved away from for good: a list that still has them names the same feed
CREATE TABLE former_address (
  feed_url TEXT PRIMARY KEY,
  feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What became of each entry of the document that was stored last (\`packKnown\`): what is not there is read. Gone with the first of its entries.
CREATE TABLE known_entries (
  feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
  packed BLOB NOT NULL
) STRICT;
CREATE TRIGGER entry_forgotten AFTER DELETE ON entry BEGIN
  DELETE FROM known_entries WHERE feed_id = old.feed_id;
END;
`;
