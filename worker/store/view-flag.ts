import type { EntryQuery } from '../protocol/entry-lists.ts';
import { isFew } from './few-rows.ts';
import type { Connection } from './sqlite.ts';
import type { ViewSql } from './view-arms.ts';
import { byRow, bySet, isInSnapshot, isLive } from './view-terms.ts';

interface Flag {
  readonly column: string;
  /** Columns and indexes of the last turn to 1, and to 0. */
  readonly on: string;
  readonly onIndex: string;
  readonly off: string;
  readonly offIndex: string;
  readonly index: string;
  readonly feedIndex: string;
}

const flags: { readonly [F in 'starred' | 'later']: Flag } = {
  starred: {
    column: 'is_starred',
    on: 'starred_at',
    onIndex: 'state_starred_at',
    off: 'unstarred_at',
    offIndex: 'state_unstarred_at',
    index: 'state_starred_time',
    feedIndex: 'state_feed_starred_time',
  },
  later: {
    column: 'is_later',
    on: 'later_at',
    onIndex: 'state_later_at',
    off: 'unlater_at',
    offIndex: 'state_unlater_at',
    index: 'state_later_time',
    feedIndex: 'state_feed_later_time',
  },
};

/** The entries that had a mark when the list was opened, whether or not they still have it. */
export function flagViewSql(connection: Connection, query: EntryQuery, kind: 'starred' | 'later', groups: ViewSql['groups']): ViewSql {
  const { column, on, onIndex, off, offIndex, index, feedIndex } = flags[kind];
  const wasNotTurnedOn = `+entry_id NOT IN (SELECT entry_id FROM entry_state INDEXED BY ${onIndex} WHERE ${on} >= :openedAt AND (${off} IS NULL OR ${off} < :openedAt))`;
  const wasNotTurnedOnByRow = `(${on} IS NULL OR ${on} < :openedAt OR ${off} >= :openedAt)`;
  const common = `${isLive} AND ${isInSnapshot}${query.onlyUnread ? ` AND ${bySet.wasUnread}` : ''}`;
  const commonByRow = `${isInSnapshot}${query.onlyUnread ? ` AND ${byRow.wasUnread}` : ''}`;
  const lost = `${column} = 0 AND ${off} >= :openedAt`;
  const lately = isFew(connection, `SELECT 1 FROM entry_state INDEXED BY ${offIndex} WHERE ${lost} LIMIT :most`, query);
  const timeIndex = groups === null ? 'state_time' : 'state_feed_time';
  return {
    arms: [
      {
        from: `entry_state INDEXED BY ${groups === null ? index : feedIndex}`,
        where: `${column} = 1 AND ${wasNotTurnedOn} AND ${common}`,
        step: `${column} = 1 AND ${wasNotTurnedOnByRow} AND ${commonByRow}`,
        isRead: null,
      },
      {
        from: `entry_state INDEXED BY ${lately ? offIndex : timeIndex}`,
        where: `${lost} AND ${common}`,
        step: `${lost} AND ${commonByRow}`,
        isRead: null,
      },
    ],
    parameters: { upToId: query.upToId, openedAt: query.openedAt },
    direction: query.order === 'newest' ? 'DESC' : 'ASC',
    key: 'sort_at',
    groups,
  };
}
