import type { EntryQuery } from '../protocol/model.ts';
import { isFew } from './few-rows.ts';
import type { Connection } from './sqlite.ts';
import type { ViewSql } from './view-arms.ts';
import { isInSnapshot, isLive, wasUnread } from './view-terms.ts';

interface Flag {
  readonly column: string;
  /** Columns and indexes of the last turn to 1, and to 0. */
  readonly on: string;
  readonly onIndex: string;
  readonly off: string;
  readonly offIndex: string;
  readonly index: string;
}

const flags: { readonly [F in 'starred' | 'later']: Flag } = {
  starred: {
    column: 'is_starred',
    on: 'starred_at',
    onIndex: 'state_starred_at',
    off: 'unstarred_at',
    offIndex: 'state_unstarred_at',
    index: 'state_starred_time',
  },
  later: {
    column: 'is_later',
    on: 'later_at',
    onIndex: 'state_later_at',
    off: 'unlater_at',
    offIndex: 'state_unlater_at',
    index: 'state_later_time',
  },
};

/** The entries that had a mark when the list was opened, whether or not they still have it. */
export function flagViewSql(connection: Connection, query: EntryQuery, kind: 'starred' | 'later'): ViewSql {
  const { column, on, onIndex, off, offIndex, index } = flags[kind];
  const turnedOnSince = `+entry_id NOT IN (SELECT entry_id FROM entry_state INDEXED BY ${onIndex} WHERE ${on} >= :openedAt AND (${off} IS NULL OR ${off} < :openedAt))`;
  const common = `${isLive} AND ${isInSnapshot}${query.onlyUnread ? ` AND ${wasUnread}` : ''}`;
  const lost = `${column} = 0 AND ${off} >= :openedAt`;
  const lately = isFew(connection, `SELECT 1 FROM entry_state INDEXED BY ${offIndex} WHERE ${lost} LIMIT :most`, query);
  return {
    arms: [
      { from: `entry_state INDEXED BY ${index}`, where: `${column} = 1 AND ${turnedOnSince} AND ${common}`, isRead: null },
      { from: `entry_state INDEXED BY ${lately ? offIndex : 'state_time'}`, where: `${lost} AND ${common}`, isRead: null },
    ],
    parameters: { upToId: query.upToId, openedAt: query.openedAt },
    direction: query.order === 'newest' ? 'DESC' : 'ASC',
    key: 'sort_at',
  };
}
