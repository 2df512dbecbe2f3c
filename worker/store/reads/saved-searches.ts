import type { SavedSearch } from '../../protocol/entry-lists.ts';
import type { SavedSearchId } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly query: string;
  readonly sort: string;
  readonly within: string | null;
}

/** In the order in which they were saved. */
export function readSavedSearches(connection: Connection): readonly SavedSearch[] {
  return connection
    .all<Row>('SELECT id, name, query, sort, within FROM saved_search WHERE removed_at IS NULL ORDER BY id')
    .map(({ id, name, query, sort, within }) => ({
      id,
      name,
      query,
      order: sort === 'relevance' ? 'relevance' : 'newest',
      within: within === null ? null : (JSON.parse(within) as SavedSearch['within']),
    }));
}

export function readSavedSearch(connection: Connection, id: SavedSearchId): SavedSearch | null {
  return readSavedSearches(connection).find(search => search.id === id) ?? null;
}
