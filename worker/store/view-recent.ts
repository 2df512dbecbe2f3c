import type { EntryQuery } from '../protocol/entry-lists.ts';
import type { ViewSql } from './view-arms.ts';
import { isInSnapshot, isLive } from './view-terms.ts';

/** A log of reading goes by time alone. */
const never = 'FALSE';

/** What the user had read when the list was opened, by when that was; what is marked as unread meanwhile keeps its place. */
export function recentViewSql(query: EntryQuery): ViewSql {
  // The plus leaves the index to the place where a page begins.
  const common = `read_at IS NOT NULL AND +read_at < :openedAt AND ${isLive} AND ${isInSnapshot}`;
  const lost = {
    from: 'entry_state INDEXED BY state_unread_at',
    where: `is_read = 0 AND unread_at >= :openedAt AND ${common}`,
    step: never,
    isRead: false,
  };
  const read = { from: 'entry_state INDEXED BY state_read_at', where: `is_read = 1 AND ${common}`, step: never, isRead: true };
  return {
    arms: query.onlyUnread ? [lost] : [read, lost],
    parameters: { upToId: query.upToId, openedAt: query.openedAt },
    direction: query.order === 'newest' ? 'DESC' : 'ASC',
    key: 'read_at',
    groups: null,
  };
}
