import type { EntryTarget } from '../../protocol/entry-lists.ts';
import type { Change } from '../../protocol/history.ts';
import type { Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import { changeMany } from './change-many.ts';
import type { LongJob } from './long-job.ts';

/** Marks exactly the unread entries of these lists: not those stored since they were opened, nor those the user sets while this runs. */
export function markAllRead(connection: Connection, targets: readonly EntryTarget[], at: Milliseconds): LongJob<Change> {
  const job = changeMany(connection, targets, { kind: 'read', isOn: true }, at, 'mark-all-read');
  return {
    ...job,
    step() {
      const step = job.step();
      return step.isDone ? { isDone: true, result: step.result.change } : step;
    },
  };
}
