import type { EntryQuery } from '../../protocol/entry-lists.ts';
import type { Change } from '../../protocol/history.ts';
import type { EntryId, Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import { changeMany } from './change-many.ts';
import type { LongJob } from './long-job.ts';

/** Marks exactly the unread entries of the list: not those stored since it was opened, nor those the user sets while this runs. `ids`: of a list that only its reader knows. */
export function markAllRead(
  connection: Connection,
  query: EntryQuery,
  at: Milliseconds,
  ids: readonly EntryId[] | null = null,
): LongJob<Change> {
  const job = changeMany(connection, ids === null ? { query } : { ids }, { kind: 'read', isOn: true }, at, 'mark-all-read');
  return {
    ...job,
    step() {
      const step = job.step();
      return step.isDone ? { isDone: true, result: step.result.change } : step;
    },
  };
}
