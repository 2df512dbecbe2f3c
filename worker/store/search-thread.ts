import { parentPort, workerData } from 'node:worker_threads';
import { FeedError, toWireError } from '../errors.ts';
import { createSearchGuard } from './search-guard.ts';
import { createSearchLists } from './search-lists.ts';
import type { FromSearch, SearchCall, SearchThreadData, ToSearch } from './search-messages.ts';
import { openConnection } from './sqlite.ts';
import { explainSqliteError } from './sqlite-errors.ts';

/** Slow reads have a thread and a connection of their own: SQLite's calls cannot be interrupted from outside, but ask in each row whether to go on. */
function serve(data: SearchThreadData, port: NonNullable<typeof parentPort>): void {
  const connection = openConnection(data.database, { readOnly: true });
  connection.exec('PRAGMA cache_size = -16000; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY');
  const guard = createSearchGuard(new Int32Array(data.stopped));
  const lists = createSearchLists(connection, Date.now, guard.look);

  function answer(call: SearchCall): unknown {
    // The table is typed method by method; a call carries the arguments of its own method.
    const method = lists[call.method] as (...args: readonly unknown[]) => unknown;
    connection.exec('BEGIN');
    try {
      return method(...call.args);
    } finally {
      connection.exec('COMMIT');
    }
  }

  port.on('message', ({ id, call }: ToSearch) => {
    const post = (message: FromSearch) => port.postMessage(message);
    try {
      guard.begin(id);
      post({ id, outcome: { ok: true, result: answer(call) } });
    } catch (error) {
      post({
        id,
        outcome: { ok: false, error: toWireError(error instanceof FeedError ? error : explainSqliteError(error, data.profileDir)) },
      });
    }
  });
}

if (!parentPort) throw new Error('search-thread.ts is started as a thread by search-client.ts');
serve(workerData as SearchThreadData, parentPort);
