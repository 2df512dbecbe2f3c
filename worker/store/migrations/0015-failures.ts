/** Failures of a feed that are over, and the one that is not: one row for as long as it stays the same. */
export const failures = `
CREATE TABLE feed_failure (
  feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
  since INTEGER NOT NULL,
  at INTEGER NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (feed_id, since)
) STRICT, WITHOUT ROWID;
`;
