/** Immutable: a change of the schema is a new migration. */
export const initial = `
CREATE TABLE folder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  parent_id INTEGER REFERENCES folder (id),
  title TEXT NOT NULL,
  position INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX folder_parent ON folder (parent_id, title);
CREATE INDEX folder_position ON folder (position);

CREATE TABLE feed (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feed_url TEXT NOT NULL UNIQUE,
  site_url TEXT,
  title TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  language TEXT,
  image_url TEXT,
  kind TEXT,
  format TEXT,
  ttl_minutes INTEGER,

  -- the user's relation to it
  user_title TEXT,
  folder_id INTEGER REFERENCES folder (id),
  position INTEGER NOT NULL,
  first_unread TEXT NOT NULL DEFAULT 'recent',
  added_at INTEGER NOT NULL,
  removed_at INTEGER,
  -- the change that last subscribed or unsubscribed
  change_id INTEGER,

  -- the last check
  etag TEXT,
  last_modified TEXT,
  validators_at INTEGER,
  body_hash TEXT,
  -- the first answer; null until then
  fetched_at INTEGER,
  checked_at INTEGER,
  changed_at INTEGER,
  next_check_at INTEGER,
  retry_after_at INTEGER,
  failure_code TEXT,
  failure_message TEXT,
  failure_detail TEXT,
  failure_at INTEGER,
  failure_since INTEGER,
  failure_count INTEGER NOT NULL DEFAULT 0,
  newest_entry_at INTEGER,

  icon_checked_at INTEGER,
  icon_version INTEGER
) STRICT;
CREATE INDEX feed_folder ON feed (folder_id);
CREATE INDEX feed_position ON feed (position);
CREATE INDEX feed_due ON feed (coalesce(next_check_at, 0)) WHERE removed_at IS NULL;
CREATE INDEX feed_removed ON feed (id) WHERE removed_at IS NOT NULL;

CREATE TABLE icon (
  feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- What a row of a list shows, and what tells entries apart; the rest of what the feed says is in entry_body.
CREATE TABLE entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
  published_at INTEGER,
  seen_at INTEGER NOT NULL,
  title TEXT NOT NULL,
  url TEXT,
  author TEXT NOT NULL,
  snippet TEXT NOT NULL,
  image_url TEXT,
  -- identity, see identity.ts
  guid_key TEXT,
  link_key TEXT NOT NULL,
  content_hash TEXT NOT NULL
) STRICT;
CREATE INDEX entry_guid ON entry (feed_id, guid_key) WHERE guid_key IS NOT NULL;
CREATE INDEX entry_link ON entry (feed_id, link_key);

-- Where an entry stands and what the user made of it. Apart, because these narrow rows are all that lists walk and mark-all writes.
CREATE TABLE entry_state (
  entry_id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  feed_id INTEGER NOT NULL,
  sort_at INTEGER NOT NULL,
  is_read INTEGER NOT NULL DEFAULT 0,
  is_starred INTEGER NOT NULL DEFAULT 0,
  -- the store's time (table clock) of the last turn to read, and to unread
  read_at INTEGER,
  unread_at INTEGER,
  -- the change that last set is_read
  read_change_id INTEGER,
  starred_at INTEGER,
  unstarred_at INTEGER,
  star_change_id INTEGER
) STRICT;
CREATE INDEX state_time ON entry_state (sort_at, entry_id, feed_id);
CREATE INDEX state_feed_time ON entry_state (feed_id, sort_at);
CREATE INDEX state_unread_time ON entry_state (sort_at, entry_id, feed_id) WHERE is_read = 0;
CREATE INDEX state_feed_unread_time ON entry_state (feed_id, sort_at) WHERE is_read = 0;
CREATE INDEX state_starred_time ON entry_state (sort_at, entry_id, feed_id, is_read) WHERE is_starred = 1;
CREATE INDEX state_read_at ON entry_state (read_at) WHERE read_at IS NOT NULL;
CREATE INDEX state_unread_at ON entry_state (unread_at) WHERE unread_at IS NOT NULL;
CREATE INDEX state_starred_at ON entry_state (starred_at) WHERE starred_at IS NOT NULL;
CREATE INDEX state_unstarred_at ON entry_state (unstarred_at) WHERE unstarred_at IS NOT NULL;

CREATE TABLE entry_body (
  entry_id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  guid TEXT,
  base_url TEXT,
  language TEXT,
  -- JSON array of strings
  categories TEXT NOT NULL,
  comments_url TEXT,
  updated_at INTEGER,
  summary_html TEXT NOT NULL,
  content_html TEXT NOT NULL
) STRICT;

CREATE TABLE enclosure (
  entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  type TEXT,
  length INTEGER,
  PRIMARY KEY (entry_id, position)
) STRICT, WITHOUT ROWID;

-- Exact at every commit, kept by the triggers below.
CREATE TABLE feed_count (
  feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
  entries INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0,
  starred_unread INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TRIGGER feed_counted AFTER INSERT ON feed BEGIN
  INSERT INTO feed_count (feed_id) VALUES (new.id);
END;
CREATE TRIGGER entry_counted AFTER INSERT ON entry_state BEGIN
  UPDATE feed_count SET
    entries = entries + 1,
    unread = unread + (1 - new.is_read),
    starred = starred + new.is_starred,
    starred_unread = starred_unread + new.is_starred * (1 - new.is_read)
  WHERE feed_id = new.feed_id;
END;
CREATE TRIGGER entry_uncounted AFTER DELETE ON entry_state BEGIN
  UPDATE feed_count SET
    entries = entries - 1,
    unread = unread - (1 - old.is_read),
    starred = starred - old.is_starred,
    starred_unread = starred_unread - old.is_starred * (1 - old.is_read)
  WHERE feed_id = old.feed_id;
END;
CREATE TRIGGER entry_recounted AFTER UPDATE OF is_read, is_starred ON entry_state
WHEN new.is_read <> old.is_read OR new.is_starred <> old.is_starred BEGIN
  UPDATE feed_count SET
    unread = unread + old.is_read - new.is_read,
    starred = starred + new.is_starred - old.is_starred,
    starred_unread = starred_unread + new.is_starred * (1 - new.is_read) - old.is_starred * (1 - old.is_read)
  WHERE feed_id = new.feed_id;
END;

-- The journal of what the user did.
CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  -- 'command', or 'opening' for what happens by itself and is no step of undo
  cause TEXT NOT NULL,
  at INTEGER NOT NULL,
  count INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;
CREATE INDEX change_standing ON change (id) WHERE cause = 'command' AND undone_at IS NULL;

CREATE TABLE change_entry (
  change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
  entry_id INTEGER NOT NULL,
  -- the change that had set the state before
  was_change_id INTEGER,
  PRIMARY KEY (change_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE change_feed (
  change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
  feed_id INTEGER NOT NULL,
  was_change_id INTEGER,
  was_removed_at INTEGER,
  was_folder_id INTEGER,
  was_position INTEGER,
  PRIMARY KEY (change_id, feed_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE change_folder (
  change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
  folder_id INTEGER NOT NULL,
  PRIMARY KEY (change_id, folder_id)
) STRICT, WITHOUT ROWID;

-- The store's own time: wall clock milliseconds that never stand still or go back between two changes.
CREATE TABLE clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  stamp INTEGER NOT NULL
) STRICT;
INSERT INTO clock (id, stamp) VALUES (1, 0);

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  -- JSON
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE confirmed_host (
  host TEXT PRIMARY KEY,
  confirmed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
