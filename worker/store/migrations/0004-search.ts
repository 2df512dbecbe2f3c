/** The full-text index, filled after the refresh that brings the entries (search-index.ts), and the saved searches. */
export const search = `
-- Contentless: the texts are in entry and entry_body. The pairs are of scripts without spaces between words.
CREATE VIRTUAL TABLE entry_search USING fts5 (
  title, author, body, title_pairs, author_pairs, body_pairs,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- Every entry up to this id is in the index, but for those in search_due.
CREATE TABLE search_progress (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  up_to_id INTEGER NOT NULL
) STRICT;
INSERT INTO search_progress (id, up_to_id) VALUES (1, 0);

-- Entries that have changed, or are gone, since they were indexed.
CREATE TABLE search_due (entry_id INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER entry_search_changed AFTER UPDATE OF title, author, content_hash ON entry
WHEN new.id <= (SELECT up_to_id FROM search_progress) BEGIN
  INSERT OR IGNORE INTO search_due (entry_id) VALUES (new.id);
END;
CREATE TRIGGER entry_search_gone AFTER DELETE ON entry
WHEN old.id <= (SELECT up_to_id FROM search_progress) BEGIN
  INSERT OR IGNORE INTO search_due (entry_id) VALUES (old.id);
END;

CREATE TABLE saved_search (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  sort TEXT NOT NULL,
  -- JSON of a scope; null: all feeds
  within TEXT,
  removed_at INTEGER
) STRICT;
-- what a change set, as JSON objects of columns: before, and by it
CREATE TABLE change_saved_search (
  change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
  saved_search_id INTEGER NOT NULL,
  was TEXT NOT NULL,
  became TEXT NOT NULL,
  PRIMARY KEY (change_id, saved_search_id)
) STRICT, WITHOUT ROWID;
`;
