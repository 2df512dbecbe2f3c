import type { ChangeId, FeedId, Milliseconds } from '../../protocol/ids.ts';
import { oldEntries, readRetention } from '../reads/retention.ts';
import type { Connection } from '../sqlite.ts';
import type { OldRemoved } from '../write-store.ts';
import { addChange } from './changes.ts';
import { forgetKnown } from './forget-removed.ts';
import { moveAside } from './remove-entries.ts';

/** Removes a slice of what a feed keeps no longer, as part of one change of the whole clean-up. */
export function removeOld(connection: Connection, feedId: FeedId, changeId: ChangeId | null, at: Milliseconds, limit: number): OldRemoved {
  const done = { changeId, count: 0, isDone: true };
  // Taken back while it was under way: that ends it.
  if (changeId !== null && connection.get('SELECT 1 FROM change WHERE id = :changeId AND undone_at IS NULL', { changeId }) === undefined)
    return done;
  const feed = readRetention(connection).find(each => each.feedId === feedId);
  if (feed === undefined) return done;
  forgetKnown(connection, feedId);
  const ids = oldEntries(connection, feed, at, limit);
  if (ids.length === 0) return done;
  const id = changeId ?? addChange(connection, 'retention', 'retention', 0, at);
  moveAside(connection, id, ids, at);
  connection.run('UPDATE change SET count = count + :count WHERE id = :id', { id, count: ids.length });
  return { changeId: id, count: ids.length, isDone: ids.length < limit };
}
