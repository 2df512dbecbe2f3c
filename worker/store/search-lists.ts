import type { EntryId, EntryList, EntryPage, EntryQuery, EntryRow, EntryView } from '../protocol/model.ts';
import { foundText, needlesOf } from '../search/mark-words.ts';
import { parseQuery } from '../search/parse-query.ts';
import type { QueryNode } from '../search/query-node.ts';
import { htmlToText } from '../text/html-to-text.ts';
import { readEntryRows } from './reads/entry-rows.ts';
import { countUnindexed } from './search-index.ts';
import { isAwaited, type SearchPlan, type SearchSql, searchSql } from './search-sql.ts';
import type { Connection } from './sqlite.ts';

/** Lists that are kept as found: the open one, and those of another window. */
const mostLists = 4;
/** So many of the newest found are ranked; ranking all of a common word would take seconds. */
const mostRanked = 3000;
/** Beyond it no snippet is looked for: the title has what was found, or the window shows the first words. */
const longestText = 200_000;
const stepLength = 500;

/** The answers of the search thread. A list is looked up once and then kept, so that it stays the same while it is open. */
export interface SearchLists {
  open(view: EntryView, anchorId: EntryId | null, limit: number): EntryList;
  page(query: EntryQuery, index: number, limit: number): EntryPage;
  countNew(query: EntryQuery): number;
  findUnread(query: EntryQuery, index: number, direction: 1 | -1): { readonly index: number; readonly row: EntryRow } | null;
  /** All of the list, in its order. */
  ids(query: EntryQuery): readonly EntryId[];
  /** Those of the list that are unread now, in the order of their ids. */
  unreadIds(query: EntryQuery): readonly EntryId[];
  /** How many unread entries a search finds; null for one that is not understood. */
  countUnread(view: EntryView): number | null;
}

export function createSearchLists(connection: Connection, now: () => number): SearchLists {
  const kept = new Map<string, Kept>();

  function planOf(query: EntryQuery): { readonly plan: SearchPlan; readonly node: QueryNode | null } {
    if (query.scope.kind !== 'search') throw new Error(`the scope ${query.scope.kind} is no search`);
    const parsed = parseQuery(query.scope.query, now());
    if (!parsed.ok) return { plan: parsed, node: null };
    return { plan: searchSql(connection, query, parsed.node), node: parsed.node };
  }

  function keep(query: EntryQuery, ids: readonly EntryId[]): void {
    const key = JSON.stringify(query);
    kept.delete(key);
    kept.set(key, { ids, removals: countRemovals(connection) });
    for (const oldest of kept.keys()) {
      if (kept.size <= mostLists) break;
      kept.delete(oldest);
    }
  }

  /** Looked up again where it was forgotten: in a worker that was started anew, or after many other searches. */
  function listOf(query: EntryQuery): { readonly ids: readonly EntryId[]; readonly node: QueryNode | null } {
    const known = kept.get(JSON.stringify(query));
    const { plan, node } = planOf(query);
    if (known !== undefined) return { ids: withoutRemoved(query, known), node };
    if (!plan.ok) return { ids: [], node };
    const { ids } = lookUp(connection, query, plan.sql);
    keep(query, ids);
    return { ids, node };
  }

  /** Rows close up in the window when an article is deleted. */
  function withoutRemoved(query: EntryQuery, { ids, removals }: Kept): readonly EntryId[] {
    if (removals === countRemovals(connection)) return ids;
    const removed = new Set(connection.all<{ id: EntryId }>('SELECT entry_id AS id FROM entry_removed').map(row => row.id));
    const left = ids.filter(id => !removed.has(id));
    keep(query, left);
    return left;
  }

  function rowsOf(ids: readonly EntryId[], node: QueryNode | null): readonly EntryRow[] {
    const rows = readEntryRows(connection, ids);
    if (node === null) return rows;
    const needles = needlesOf(node);
    if (needles.length === 0) return rows;
    return rows.map(row => ({ ...row, found: foundText(row.title, textOf(connection, row.id), needles) }));
  }

  return {
    open(view, anchorId, limit) {
      const clock = connection.get<{ stamp: number; newest: number }>(
        'SELECT stamp, (SELECT coalesce(max(entry_id), 0) FROM entry_state) AS newest FROM clock',
      );
      const query: EntryQuery = { ...view, upToId: clock?.newest ?? 0, openedAt: (clock?.stamp ?? 0) + 1 };
      const { plan, node } = planOf(query);
      const search = { fault: plan.ok ? null : plan.fault, left: countUnindexed(connection) };
      if (!plan.ok) return { query, total: 0, unread: 0, index: 0, rows: [], anchorIndex: null, search };
      const { ids, unread } = lookUp(connection, query, plan.sql);
      keep(query, ids);
      const place = anchorId === null ? -1 : ids.indexOf(anchorId);
      const index = place === -1 ? 0 : Math.max(0, place - Math.floor(limit / 2));
      const rows = rowsOf(ids.slice(index, index + limit), node);
      return { query, total: ids.length, unread, index, rows, anchorIndex: place === -1 ? null : place, search };
    },
    page(query, index, limit) {
      const { ids, node } = listOf(query);
      return { index, rows: rowsOf(ids.slice(index, index + limit), node) };
    },
    countNew(query) {
      const { plan } = planOf(query);
      return plan.ok ? countFound(connection, plan.sql, 'AND state.entry_id > :seenId', { seenId: query.upToId }) : 0;
    },
    findUnread(query, index, direction) {
      const { ids, node } = listOf(query);
      for (let from = index + direction; from >= 0 && from < ids.length; from += direction * stepLength) {
        const low = direction === 1 ? from : Math.max(0, from - stepLength + 1);
        const stretch = ids.slice(low, direction === 1 ? from + stepLength : from + 1);
        const unread = unreadAmong(connection, stretch);
        const place = direction === 1 ? stretch.findIndex(id => unread.has(id)) : stretch.findLastIndex(id => unread.has(id));
        const [row] = rowsOf(stretch.slice(place, place + 1), node);
        if (place !== -1 && row !== undefined) return { index: low + place, row };
      }
      return null;
    },
    ids: query => listOf(query).ids,
    unreadIds(query) {
      const unread = unreadAmong(connection, listOf(query).ids);
      return [...unread].sort((one, other) => one - other);
    },
    countUnread(view) {
      // Now, not as of some opening.
      const query: EntryQuery = { ...view, upToId: Number.MAX_SAFE_INTEGER, openedAt: Number.MAX_SAFE_INTEGER };
      const { plan } = planOf(query);
      return plan.ok ? countFound(connection, plan.sql, 'AND state.is_read = 0', {}) : null;
    },
  };
}

interface Kept {
  readonly ids: readonly EntryId[];
  readonly removals: number;
}

/** Another number whenever entries were removed or came back. */
function countRemovals(connection: Connection): number {
  return connection.get<{ removals: number }>('SELECT removals FROM clock')?.removals ?? 0;
}

function source({ fullText }: SearchSql): string {
  if (fullText === null) return 'FROM entry_state AS state WHERE TRUE';
  return 'FROM entry_search CROSS JOIN entry_state AS state ON state.entry_id = entry_search.rowid WHERE entry_search MATCH :fullText';
}

function countFound(connection: Connection, sql: SearchSql, bound: string, parameters: Readonly<Record<string, number>>): number {
  const row = connection.get<{ found: number }>(`SELECT count(*) AS found ${source(sql)} ${bound} AND ${sql.where}`, {
    ...sql.parameters,
    ...parameters,
  });
  return row?.found ?? 0;
}

/** All that is found, in the order of the list: one text of JSON, because a row object for each would take longer than the search. */
function lookUp(connection: Connection, query: EntryQuery, sql: SearchSql): { readonly ids: readonly EntryId[]; readonly unread: number } {
  const direction = query.order === 'newest' ? 'DESC' : 'ASC';
  const row = connection.get<{ ids: string; unread: number }>(
    `SELECT json_group_array(state.entry_id ORDER BY state.sort_at ${direction}, state.entry_id ${direction}) AS ids,
       coalesce(sum(state.is_read = 0), 0) AS unread
     ${source(sql)} AND state.entry_id <= :upToId AND ${sql.where}`,
    { ...sql.parameters, upToId: query.upToId },
  );
  const ids = JSON.parse(row?.ids ?? '[]') as readonly EntryId[];
  const isRanked = query.scope.kind === 'search' && query.scope.order === 'relevance' && sql.fullText !== null;
  return { ids: isRanked ? ranked(connection, sql.fullText, ids) : ids, unread: row?.unread ?? 0 };
}

/** The newest of what the words find are put in order of relevance; the rest follows as it is. */
function ranked(connection: Connection, fullText: string, ids: readonly EntryId[]): readonly EntryId[] {
  const lowest = connection.get<{ id: number | null }>(
    `SELECT min(id) AS id FROM (SELECT rowid AS id FROM entry_search WHERE entry_search MATCH :fullText AND ${isAwaited} ORDER BY rowid DESC LIMIT ${mostRanked})`,
    { fullText },
  );
  if (lowest === undefined || lowest.id === null) return ids;
  const best = connection.all<{ id: EntryId }>(
    `SELECT rowid AS id FROM entry_search WHERE entry_search MATCH :fullText AND rowid >= :lowest AND ${isAwaited}
     ORDER BY bm25(entry_search, 10, 5, 1, 10, 5, 1), rowid DESC`,
    { fullText, lowest: lowest.id },
  );
  const isListed = new Set(ids);
  const first = best.map(row => row.id).filter(id => isListed.has(id));
  const isFirst = new Set(first);
  return [...first, ...ids.filter(id => !isFirst.has(id))];
}

function unreadAmong(connection: Connection, ids: readonly EntryId[]): ReadonlySet<EntryId> {
  const rows = connection.all<{ id: EntryId }>(
    'SELECT entry_id AS id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids)) AND is_read = 0',
    { ids: JSON.stringify(ids) },
  );
  return new Set(rows.map(row => row.id));
}

function textOf(connection: Connection, id: EntryId): string {
  const row = connection.get<{ html: string }>(
    `SELECT iif(content_html = '', summary_html, content_html) AS html FROM entry_body WHERE entry_id = :id`,
    { id },
  );
  return htmlToText(row?.html ?? '', longestText);
}
