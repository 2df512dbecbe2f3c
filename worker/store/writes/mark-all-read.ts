import type { Change } from '../../protocol/history.ts';
import type { ChangeId, EntryId, EntryQuery, Milliseconds } from '../../protocol/model.ts';
import type { Connection } from '../sqlite.ts';
import { unreadOfViewSql } from '../view-sql.ts';
import { addChange, setChangeCount } from './changes.ts';
import { nextStamp } from './clock.ts';
import { journalState } from './entry-states.ts';
import { createPace, type LongJob } from './long-job.ts';

/** Marks exactly the unread entries of the list: not those stored since it was opened, nor those the user sets while this runs. `ids`: of a list that only its reader knows. */
export function markAllRead(
  connection: Connection,
  query: EntryQuery,
  at: Milliseconds,
  ids: readonly EntryId[] | null = null,
): LongJob<Change> {
  const untouched = new Set<EntryId>();
  const pace = createPace(() => performance.now());
  let due: readonly EntryId[] | null = null;
  let position = 0;
  let changeId: ChangeId = 0;
  let stamp: Milliseconds = 0;
  let count = 0;

  function slice(all: readonly EntryId[]): void {
    const ids = all.slice(position, position + pace.size()).filter(id => !untouched.has(id));
    position += pace.size();
    if (ids.length === 0) return;
    if (changeId === 0) {
      changeId = addChange(connection, 'mark-all-read', 'command', 0, at);
      stamp = nextStamp(connection, at);
    }
    journalState(connection, 'read', changeId, ids, true, stamp);
    count += ids.length;
    setChangeCount(connection, changeId, count);
  }

  return {
    step() {
      due ??= ids === null ? unreadIds(connection, query) : stillUnread(connection, ids);
      const all = due;
      if (position < all.length) pace.measure(() => slice(all));
      if (position < all.length) return { isDone: false };
      return { isDone: true, result: { id: changeId, kind: 'mark-all-read', count } };
    },
    leaveAlone({ state, ids }) {
      if (state === 'read') for (const id of ids) untouched.add(id);
    },
  };
}

// In the order of the table, so that each of its pages is written once.
function unreadIds(connection: Connection, query: EntryQuery): readonly EntryId[] {
  const { arms, parameters } = unreadOfViewSql(connection, query);
  const sql = arms.map(arm => `SELECT entry_id FROM ${arm.from} WHERE ${arm.where}`).join(' UNION ALL ');
  const row = connection.get<{ ids: string }>(`SELECT json_group_array(entry_id) AS ids FROM (${sql})`, parameters);
  return (JSON.parse(row?.ids ?? '[]') as number[]).sort((a, b) => a - b);
}

/** Between the reading of a list and this turn the user may have read some. */
function stillUnread(connection: Connection, ids: readonly EntryId[]): readonly EntryId[] {
  const row = connection.get<{ ids: string }>(
    'SELECT json_group_array(entry_id ORDER BY entry_id) AS ids FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids)) AND is_read = 0',
    { ids: JSON.stringify(ids) },
  );
  return JSON.parse(row?.ids ?? '[]') as number[];
}
