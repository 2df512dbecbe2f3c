import { FeedError } from '../../errors.ts';
import type { SavedSearch } from '../../protocol/entry-lists.ts';
import type { Change } from '../../protocol/history.ts';
import type { ChangeId, Milliseconds, SavedSearchId } from '../../protocol/ids.ts';
import { readSavedSearch } from '../reads/saved-searches.ts';
import type { Connection } from '../sqlite.ts';
import { type Columns, differentColumns, onlyColumns, setColumns } from './change-feeds.ts';
import { addChange } from './changes.ts';

type Contents = Omit<SavedSearch, 'id'>;

export function saveSearch(
  connection: Connection,
  id: SavedSearchId | null,
  contents: Contents,
  at: Milliseconds,
): { readonly search: SavedSearch; readonly change: Change } {
  if (id !== null) return { search: { id, ...contents }, change: changeSearch(connection, id, contents, at) };
  const changeId = addChange(connection, 'save-search', 'command', 1, at);
  return {
    search: { id: makeSearch(connection, contents, changeId, at), ...contents },
    change: { id: changeId, kind: 'save-search', count: 1 },
  };
}

/** As part of a change. */
export function makeSearch(connection: Connection, contents: Contents, changeId: ChangeId, at: Milliseconds): SavedSearchId {
  const { id } = connection.run(
    'INSERT INTO saved_search (name, query, sort, within) VALUES (:name, :query, :sort, :within)',
    columnsOf(contents),
  );
  journal(connection, changeId, id, { removed_at: at }, { removed_at: null });
  return id;
}

export function removeSearch(connection: Connection, id: SavedSearchId, at: Milliseconds): Change {
  if (readSavedSearch(connection, id) === null) return { id: 0, kind: 'delete-search', count: 0 };
  const changeId = addChange(connection, 'delete-search', 'command', 1, at);
  setColumns(connection, 'saved_search', id, { removed_at: at });
  journal(connection, changeId, id, { removed_at: null }, { removed_at: at });
  return { id: changeId, kind: 'delete-search', count: 1 };
}

function changeSearch(connection: Connection, id: SavedSearchId, contents: Contents, at: Milliseconds): Change {
  const search = readSavedSearch(connection, id);
  if (search === null) throw new FeedError('bad-request', 'This saved search is no longer there.', { why: 'search-gone', field: 'id' });
  const before = columnsOf(search);
  const became = differentColumns(columnsOf(contents), before);
  if (Object.keys(became).length === 0) return { id: 0, kind: 'change-search', count: 0 };
  const changeId = addChange(connection, 'change-search', 'command', 1, at);
  setColumns(connection, 'saved_search', id, became);
  journal(connection, changeId, id, onlyColumns(before, became), became);
  return { id: changeId, kind: 'change-search', count: 1 };
}

function columnsOf({ name, query, order, within }: Contents) {
  return { name, query, sort: order, within: within === null ? null : JSON.stringify(within) };
}

function journal(connection: Connection, changeId: ChangeId, id: SavedSearchId, was: Columns, became: Columns): void {
  connection.run('INSERT INTO change_saved_search (change_id, saved_search_id, was, became) VALUES (:changeId, :id, :was, :became)', {
    changeId,
    id,
    was: JSON.stringify(was),
    became: JSON.stringify(became),
  });
}
