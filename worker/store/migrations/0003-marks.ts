/** Read later, labels, and what has been read lately: the user's marks beside the star. */
export const marks = `
ALTER TABLE entry_state ADD COLUMN is_later INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry_state ADD COLUMN later_at INTEGER;
ALTER TABLE entry_state ADD COLUMN unlater_at INTEGER;
ALTER TABLE entry_state ADD COLUMN later_change_id INTEGER;
CREATE INDEX state_later_time ON entry_state (sort_at, entry_id, feed_id, is_read) WHERE is_later = 1;
CREATE INDEX state_later_at ON entry_state (later_at) WHERE later_at IS NOT NULL;
CREATE INDEX state_unlater_at ON entry_state (unlater_at) WHERE unlater_at IS NOT NULL;

-- wide enough to give the list of what was read lately without the table
DROP INDEX state_read_at;
CREATE INDEX state_read_at ON entry_state (read_at, entry_id, feed_id, is_read) WHERE read_at IS NOT NULL;

ALTER TABLE feed_count ADD COLUMN later INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed_count ADD COLUMN later_unread INTEGER NOT NULL DEFAULT 0;
-- read by the user, not by the rule for a feed's first articles
ALTER TABLE feed_count ADD COLUMN recent INTEGER NOT NULL DEFAULT 0;
UPDATE feed_count SET recent = (SELECT count(*) FROM entry_state WHERE entry_state.feed_id = feed_count.feed_id AND is_read = 1 AND read_at IS NOT NULL);

CREATE TABLE label (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  color TEXT NOT NULL,
  position INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;

-- sort_at is the entry's, which never changes: so that the label's list is one index
CREATE TABLE entry_label (
  label_id INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
  entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  sort_at INTEGER NOT NULL,
  -- the store's time (table clock)
  added_at INTEGER NOT NULL,
  PRIMARY KEY (label_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_label_time ON entry_label (label_id, sort_at, entry_id, added_at);
CREATE INDEX entry_label_entry ON entry_label (entry_id);

-- What had a label until lately: it stays in a list of the label that was opened before.
CREATE TABLE entry_unlabelled (
  label_id INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
  entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  sort_at INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  removed_at INTEGER NOT NULL,
  PRIMARY KEY (label_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_unlabelled_at ON entry_unlabelled (label_id, removed_at);
CREATE INDEX entry_unlabelled_entry ON entry_unlabelled (entry_id);

-- Exact at every commit, kept by the triggers below. By feed too, because the articles of an unsubscribed one do not count.
CREATE TABLE label_count (
  label_id INTEGER NOT NULL REFERENCES label (id) ON DELETE CASCADE,
  feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
  entries INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  PRIMARY KEY (label_id, feed_id)
) STRICT, WITHOUT ROWID;

DROP TRIGGER entry_counted;
CREATE TRIGGER entry_counted AFTER INSERT ON entry_state BEGIN
  UPDATE feed_count SET
    entries = entries + 1,
    unread = unread + (1 - new.is_read),
    starred = starred + new.is_starred,
    starred_unread = starred_unread + new.is_starred * (1 - new.is_read),
    later = later + new.is_later,
    later_unread = later_unread + new.is_later * (1 - new.is_read),
    recent = recent + new.is_read * (new.read_at IS NOT NULL)
  WHERE feed_id = new.feed_id;
END;
DROP TRIGGER entry_uncounted;
CREATE TRIGGER entry_uncounted AFTER DELETE ON entry_state BEGIN
  UPDATE feed_count SET
    entries = entries - 1,
    unread = unread - (1 - old.is_read),
    starred = starred - old.is_starred,
    starred_unread = starred_unread - old.is_starred * (1 - old.is_read),
    later = later - old.is_later,
    later_unread = later_unread - old.is_later * (1 - old.is_read),
    recent = recent - old.is_read * (old.read_at IS NOT NULL)
  WHERE feed_id = old.feed_id;
END;
DROP TRIGGER entry_recounted;
CREATE TRIGGER entry_recounted AFTER UPDATE OF is_read, is_starred, is_later ON entry_state
WHEN new.is_read <> old.is_read OR new.is_starred <> old.is_starred OR new.is_later <> old.is_later BEGIN
  UPDATE feed_count SET
    unread = unread + old.is_read - new.is_read,
    starred = starred + new.is_starred - old.is_starred,
    starred_unread = starred_unread + new.is_starred * (1 - new.is_read) - old.is_starred * (1 - old.is_read),
    later = later + new.is_later - old.is_later,
    later_unread = later_unread + new.is_later * (1 - new.is_read) - old.is_later * (1 - old.is_read),
    recent = recent + new.is_read * (new.read_at IS NOT NULL) - old.is_read * (old.read_at IS NOT NULL)
  WHERE feed_id = new.feed_id;
END;

-- An entry that is taken away, and may come back, keeps its labels and is not counted meanwhile.
CREATE TRIGGER label_counted AFTER INSERT ON entry_label BEGIN
  INSERT INTO label_count (label_id, feed_id, entries, unread)
    SELECT new.label_id, feed_id, 1, 1 - is_read FROM entry_state WHERE entry_id = new.entry_id
    ON CONFLICT DO UPDATE SET entries = entries + 1, unread = unread + excluded.unread;
END;
CREATE TRIGGER label_uncounted AFTER DELETE ON entry_label BEGIN
  UPDATE label_count SET entries = entries - 1, unread = unread - (SELECT 1 - is_read FROM entry_state WHERE entry_id = old.entry_id)
  WHERE label_id = old.label_id AND feed_id = (SELECT feed_id FROM entry_state WHERE entry_id = old.entry_id);
END;
CREATE TRIGGER labelled_entry_counted AFTER INSERT ON entry_state
WHEN EXISTS (SELECT 1 FROM entry_label WHERE entry_id = new.entry_id) BEGIN
  UPDATE label_count SET entries = entries + 1, unread = unread + 1 - new.is_read
  WHERE feed_id = new.feed_id AND label_id IN (SELECT label_id FROM entry_label WHERE entry_id = new.entry_id);
END;
CREATE TRIGGER labelled_entry_uncounted AFTER DELETE ON entry_state
WHEN EXISTS (SELECT 1 FROM entry_label WHERE entry_id = old.entry_id) BEGIN
  UPDATE label_count SET entries = entries - 1, unread = unread - 1 + old.is_read
  WHERE feed_id = old.feed_id AND label_id IN (SELECT label_id FROM entry_label WHERE entry_id = old.entry_id);
END;
CREATE TRIGGER labelled_entry_recounted AFTER UPDATE OF is_read ON entry_state
WHEN new.is_read <> old.is_read AND EXISTS (SELECT 1 FROM entry_label WHERE entry_id = new.entry_id) BEGIN
  UPDATE label_count SET unread = unread + old.is_read - new.is_read
  WHERE feed_id = new.feed_id AND label_id IN (SELECT label_id FROM entry_label WHERE entry_id = new.entry_id);
END;

-- The journal's part of labels: what was set of them, and which entries got or lost one.
CREATE TABLE change_label (
  change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
  label_id INTEGER NOT NULL,
  -- JSON objects of columns as in change_feed; was: null for a label that the change made
  was TEXT,
  became TEXT NOT NULL,
  PRIMARY KEY (change_id, label_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE change_entry_label (
  change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
  label_id INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  is_on INTEGER NOT NULL,
  PRIMARY KEY (change_id, label_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_entry_label_entry ON change_entry_label (entry_id, label_id, change_id);
`;
