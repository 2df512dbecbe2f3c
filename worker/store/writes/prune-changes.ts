import type { Milliseconds } from '../../protocol/model.ts';
import type { Connection } from '../sqlite.ts';
import { forgetAccess } from './access.ts';
import { forgetRemoved } from './forget-removed.ts';

const keptMs = 30 * 24 * 60 * 60 * 1000;
const rowsAtOnce = 2000;

/** Forgets what was done more than 30 days ago, and what was removed then, a little at a time. False when there is nothing more to forget. */
export function pruneChanges(connection: Connection, now: Milliseconds): boolean {
  const oldest = connection.get<{ id: number; at: number }>('SELECT id, at FROM change ORDER BY id LIMIT 1');
  if (!oldest || oldest.at >= now - keptMs) return forgetAccess(connection, now - keptMs) || forgetRemoved(connection, now - keptMs);
  const { changes } = connection.run(
    'DELETE FROM change_entry WHERE change_id = :id AND entry_id IN (SELECT entry_id FROM change_entry WHERE change_id = :id LIMIT :rowsAtOnce)',
    { id: oldest.id, rowsAtOnce },
  );
  if (changes < rowsAtOnce) connection.run('DELETE FROM change WHERE id = :id', { id: oldest.id });
  return true;
}
