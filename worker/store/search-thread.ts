import { parentPort, workerData } from 'node:worker_threads';
import { FeedError, toWireError } from '../errors.ts';
import { createSearchLists } from './search-lists.ts';
import type { FromSearch, SearchCall, SearchThreadData, ToSearch } from './search-messages.ts';
import { openConnection } from './sqlite.ts';
import { explainSqliteError } from './sqlite-errors.ts';

/** A look at the shared memory every few rows is enough to stop within milliseconds. */
const rowsBetweenLooks = 16;

/** Slow reads have a thread and a connection of their own: SQLite's calls cannot be interrupted from outside, but ask in each row whether to go on. */
function serve(data: SearchThreadData, port: NonNullable<typeof parentPort>): void {
  const stopped = new Int32Array(data.stopped);
  const connection = openConnection(data.database, { readOnly: true });
  connection.exec('PRAGMA cache_size = -16000; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY');
  let asked = 0;
  let rows = 0;

  function requireAwaited(): void {
    if (Atomics.load(stopped, asked % stopped.length) === asked) throw new FeedError('cancelled', 'Cancelled.');
  }

  connection.define('is_awaited', () => {
    rows += 1;
    if (rows % rowsBetweenLooks === 0) requireAwaited();
    return 1;
  });
  const lists = createSearchLists(connection, Date.now);

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
    asked = id;
    const post = (message: FromSearch) => port.postMessage(message);
    try {
      requireAwaited();
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
