import type { Milliseconds } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import { forgetAccess } from './access.ts';
import { forgetRemoved } from './forget-removed.ts';
import { forgetUnsubscribed } from './forget-unsubscribed.ts';
import { dropUnmarked, settleLeft } from './settle-feeds.ts';

const keptMs = 30 * 24 * 60 * 60 * 1000;
const rowsAtOnce = 2000;

/** Forgets what was done more than 30 days ago, and what was removed then, a little at a time. False when there is nothing more to forget. */
export function pruneChanges(connection: Connection, now: Milliseconds): boolean {
  if (settleLeft(connection, now)) return true;
  const oldest = connection.get<{ id: number; at: number }>('SELECT id, at FROM change ORDER BY id LIMIT 1');
  if (!oldest || oldest.at >= now - keptMs) {
    const before = now - keptMs;
    return (
      forgetAccess(connection, before) ||
      forgetLabels(connection, before) ||
      forgetRemoved(connection, before) ||
      dropUnmarked(connection, now) ||
      forgetUnsubscribed(connection, before, now)
    );
  }
  const { changes } = connection.run(
    'DELETE FROM change_entry WHERE change_id = :id AND entry_id IN (SELECT entry_id FROM change_entry WHERE change_id = :id LIMIT :rowsAtOnce)',
    { id: oldest.id, rowsAtOnce },
  );
  const { changes: labelled } = connection.run(
    `DELETE FROM change_entry_label WHERE change_id = :id
       AND (label_id, entry_id) IN (SELECT label_id, entry_id FROM change_entry_label WHERE change_id = :id LIMIT :rowsAtOnce)`,
    { id: oldest.id, rowsAtOnce },
  );
  if (changes < rowsAtOnce && labelled < rowsAtOnce) connection.run('DELETE FROM change WHERE id = :id', { id: oldest.id });
  return true;
}

/** A deleted label can come back as long as its change is kept. */
function forgetLabels(connection: Connection, before: Milliseconds): boolean {
  const { changes: entries } = connection.run(
    `DELETE FROM entry_label WHERE (label_id, entry_id) IN (
       SELECT label_id, entry_id FROM label JOIN entry_label ON entry_label.label_id = label.id WHERE removed_at < :before LIMIT :rowsAtOnce)`,
    { before, rowsAtOnce },
  );
  if (entries > 0) return true;
  const { changes: labels } = connection.run('DELETE FROM label WHERE id IN (SELECT id FROM label WHERE removed_at < :before LIMIT 1)', {
    before,
  });
  const { changes: lost } = connection.run(
    `DELETE FROM entry_unlabelled WHERE (label_id, entry_id) IN (
       SELECT label_id, entry_id FROM entry_unlabelled WHERE removed_at < :before LIMIT :rowsAtOnce)`,
    { before, rowsAtOnce },
  );
  return labels > 0 || lost > 0;
}
