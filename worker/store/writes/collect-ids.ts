import type { EntryTarget } from '../../protocol/entry-lists.ts';
import type { EntryId } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import type { ViewSql } from '../view-arms.ts';
import type { Key } from '../view-key.ts';
import { behind, keyOf, keysAfter, keysAt } from '../view-rows.ts';
import { unreadOfViewSql, viewSql } from '../view-sql.ts';

/** About 5 ms to read. */
const collectedAtOnce = 2000;

/**
 * Which entries these targets mean, collected piece by piece: each call reads one more, and gives all of them once nothing is left to read.
 * They are in the order of the table, so that each of its pages is written once. `onlyUnread`: those that are read are not wanted.
 */
export function collectIds(connection: Connection, targets: readonly EntryTarget[], onlyUnread: boolean): () => readonly EntryId[] | null {
  const [only] = targets;
  if (only !== undefined && targets.length === 1) return collectTarget(connection, only, onlyUnread);
  const collectors = targets.map(target => collectTarget(connection, target, onlyUnread));
  const found: EntryId[] = [];
  let position = 0;
  return () => {
    const ids = collectors[position]?.() ?? null;
    if (ids !== null) {
      position += 1;
      for (const id of ids) found.push(id);
    }
    if (position < collectors.length) return null;
    // What is in more than one of them is one entry.
    return found.sort((one, other) => one - other).filter((id, index) => id !== found[index - 1]);
  };
}

function collectTarget(connection: Connection, target: EntryTarget, onlyUnread: boolean): () => readonly EntryId[] | null {
  if ('ids' in target) {
    const ids = [...new Set(target.ids)].sort((one, other) => one - other);
    return () => ids;
  }
  const { query, from = null, to = null, except = [] } = target;
  const isExcepted = new Set(except);
  const found: EntryId[] = [];
  let last: Key | null = null;

  function next(view: ViewSql): readonly Key[] {
    if (last !== null) return keysAfter(connection, view, last, collectedAtOnce);
    if (from === null) return keysAt(connection, view, collectedAtOnce, 0);
    const own = keyOf(connection, view, from.id);
    return [...(own === undefined ? [] : [own]), ...keysAfter(connection, view, from, collectedAtOnce)];
  }

  return () => {
    const view = onlyUnread ? unreadOfViewSql(connection, query) : viewSql(connection, query);
    const keys = next(view);
    const isBehind = to === null ? () => false : behind(connection, view, to);
    const within = keys.filter(key => !isBehind(key));
    for (const { id } of within) if (!isExcepted.has(id)) found.push(id);
    const isLast = within.length < keys.length || keys.length < collectedAtOnce;
    last = keys.at(-1) ?? last;
    return isLast ? found.sort((one, other) => one - other) : null;
  };
}
