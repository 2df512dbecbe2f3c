import { hiddenFeeds } from './feed-terms.ts';

export const isLive = `feed_id NOT IN (${hiddenFeeds})`;
// A unary plus keeps a term from choosing the index (sqlite.org/optoverview.html).
export const isInSnapshot = '+entry_id <= :upToId';
export const turnedUnreadSince = `+entry_id NOT IN (SELECT entry_id FROM entry_state INDEXED BY state_unread_at WHERE unread_at >= :openedAt AND (read_at IS NULL OR read_at < :openedAt))`;
/** Of the entries that a mark brought into a list: those which were unread when it was opened. */
export const wasUnread = `(is_read = 0 OR read_at >= :openedAt) AND ${turnedUnreadSince}`;
