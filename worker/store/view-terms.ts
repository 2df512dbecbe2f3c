import { hiddenFeeds } from './feed-terms.ts';

export const isLive = `feed_id NOT IN (${hiddenFeeds})`;
// A unary plus keeps a term from choosing the index (sqlite.org/optoverview.html).
export const isInSnapshot = '+entry_id <= :upToId';

/** Terms that say the same in two ways: by sets that an index gives and that are read once, or by the columns of each row. */
export interface Terms {
  readonly wasNotTurnedUnread: string;
  /** Of the entries that a mark brought into a list: those which were unread when it was opened. */
  readonly wasUnread: string;
}

const wasNotTurnedUnreadBySet =
  '+entry_id NOT IN (SELECT entry_id FROM entry_state INDEXED BY state_unread_at WHERE unread_at >= :openedAt AND (read_at IS NULL OR read_at < :openedAt))';
const wasNotTurnedUnreadByRow = '(unread_at IS NULL OR unread_at < :openedAt OR read_at >= :openedAt)';

export const bySet: Terms = {
  wasNotTurnedUnread: wasNotTurnedUnreadBySet,
  wasUnread: `(is_read = 0 OR read_at >= :openedAt) AND ${wasNotTurnedUnreadBySet}`,
};

export const byRow: Terms = {
  wasNotTurnedUnread: wasNotTurnedUnreadByRow,
  wasUnread: `(is_read = 0 OR read_at >= :openedAt) AND ${wasNotTurnedUnreadByRow}`,
};
