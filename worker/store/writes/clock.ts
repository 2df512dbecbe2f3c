import type { Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

/** The store's own time of a change: `at`, but always later than the change before, whatever the wall clock does. Lists that stay stable while open rely on it. */
export function nextStamp(connection: Connection, at: Milliseconds): Milliseconds {
  const row = connection.get<{ stamp: number }>('UPDATE clock SET stamp = max(stamp + 1, :at) RETURNING stamp', { at });
  if (!row) throw new Error('the store has no clock');
  return row.stamp;
}
