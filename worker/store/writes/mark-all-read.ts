import type { Change, ChangeId, EntryId, EntryQuery, Milliseconds } from '../../protocol/model.ts';
import type { Connection } from '../sqlite.ts';
import { unreadOfViewSql } from '../view-sql.ts';
import { addChange, nextStamp, setChangeCount } from './clock.ts';
import { journalState } from './entry-states.ts';
import { createPace, type LongJob } from './long-job.ts';

/** Marks exactly the unread entries of the list: not those stored since it was opened, nor those the user sets while this runs. */
export function markAllRead(connection: Connection, query: EntryQuery, at: Milliseconds): LongJob<Change> {
  const untouched = new Set<EntryId>();
  const pace = createPace(() => performance.now());
  let changeId: ChangeId = 0;
  let stamp: Milliseconds = 0;
  let count = 0;

  function slice(): boolean {
    const ids = nextUnread(connection, query, [...untouched], pace.size());
    if (ids.length === 0) return true;
    if (changeId === 0) {
      changeId = addChange(connection, 'mark-all-read', 'command', 0, at);
      stamp = nextStamp(connection, at);
    }
    journalState(connection, 'read', changeId, ids, true, stamp);
    count += ids.length;
    setChangeCount(connection, changeId, count);
    return false;
  }

  return {
    step: () => (pace.measure(slice) ? { isDone: true, result: { id: changeId, kind: 'mark-all-read', count } } : { isDone: false }),
    leaveAlone(ids) {
      for (const id of ids) untouched.add(id);
    },
  };
}

function nextUnread(connection: Connection, query: EntryQuery, untouched: readonly EntryId[], limit: number): readonly EntryId[] {
  const { arms, parameters } = unreadOfViewSql(connection, query);
  const sql = arms
    .map(arm => `SELECT id FROM entry INDEXED BY ${arm.index} WHERE ${arm.where} AND id NOT IN (SELECT value FROM json_each(:untouched))`)
    .join(' UNION ALL ');
  return connection
    .all<{ id: number }>(`${sql} LIMIT :limit`, { ...parameters, untouched: JSON.stringify(untouched), limit })
    .map(row => row.id);
}
