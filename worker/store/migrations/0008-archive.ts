/** What an import of a full export has done, so that one step takes all of it back. */
export const archive = `
-- of a change that is taken back with another one and is none of its own in the history (cause 'part')
ALTER TABLE change ADD COLUMN part_of INTEGER;
CREATE INDEX change_part ON change (part_of) WHERE part_of IS NOT NULL;

-- JSON values: before, null where there was none, and by it
CREATE TABLE change_setting (
  change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  was TEXT,
  became TEXT NOT NULL,
  PRIMARY KEY (change_id, key)
) STRICT, WITHOUT ROWID;
`;
