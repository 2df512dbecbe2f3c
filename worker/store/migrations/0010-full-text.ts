/** Texts of articles from their own pages, and which feeds have them shown by themselves. */
export const fullText = `
CREATE TABLE entry_full_text (
  entry_id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  -- when its page was last asked for
  asked_at INTEGER NOT NULL,
  -- empty: there is none
  html TEXT NOT NULL,
  base_url TEXT,
  language TEXT,
  -- why there is none, in words
  failure TEXT,
  -- the user's word for this entry; null: as its feed has it
  is_shown INTEGER
) STRICT;
CREATE TRIGGER full_text_search AFTER INSERT ON entry_full_text
WHEN new.html <> '' AND new.entry_id <= (SELECT up_to_id FROM search_progress) BEGIN
  INSERT OR IGNORE INTO search_due (entry_id) VALUES (new.entry_id);
END;
CREATE TRIGGER full_text_search_changed AFTER UPDATE OF html ON entry_full_text
WHEN new.html <> old.html AND new.entry_id <= (SELECT up_to_id FROM search_progress) BEGIN
  INSERT OR IGNORE INTO search_due (entry_id) VALUES (new.entry_id);
END;

-- 0 or 1; null: as the folder above has it, at last not
ALTER TABLE folder ADD COLUMN full_text INTEGER;
ALTER TABLE feed ADD COLUMN full_text INTEGER;
`;
