/** How far recordings were played. */
export const played = `
CREATE TABLE enclosure_played (
  entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (entry_id, url)
) STRICT, WITHOUT ROWID;
`;
