import type { EntryList, EntryPage, EntryPlace, EntryQuery, EntryRow, EntryView } from '../protocol/entry-lists.ts';
import type { EntryId } from '../protocol/ids.ts';
import { foundText, needlesOf } from '../search/mark-words.ts';
import { parseQuery } from '../search/parse-query.ts';
import type { QueryNode } from '../search/query-node.ts';
import { htmlToText } from '../text/html-to-text.ts';
import { hiddenFeeds } from './feed-terms.ts';
import { readEntryRows } from './reads/entry-rows.ts';
import { whatIsGone } from './reads/list-anchors.ts';
import { createSearchFinder, usualLimits, type Wanted } from './search-finder.ts';
import { countUnindexed } from './search-index.ts';
import { type PlannedSearch, planSearch, type SearchPlan } from './search-sql.ts';
import type { Connection } from './sqlite.ts';

/** Lists that are kept as found: the open one, and those of another window. */
const mostLists = 4;
/** Beyond it no snippet is looked for: the title has what was found, or the window shows the first words. */
const longestText = 200_000;
const stepLength = 500;
/** So much of a list is kept from its beginning at least. */
const firstLength = 50;

/** The answers of the search thread. A list is looked up once and then kept, so that it stays the same while it is open. */
export interface SearchLists {
  open(view: EntryView, anchorId: EntryId | null, limit: number): EntryList;
  page(query: EntryQuery, index: number, limit: number): EntryPage;
  /** How many are in the list: finds all where only its beginning was looked for. */
  countAll(query: EntryQuery): number;
  countNew(query: EntryQuery): number;
  findUnread(query: EntryQuery, index: number, direction: 1 | -1): { readonly index: number; readonly row: EntryRow } | null;
  /** Null: the entry was never in the list. */
  place(query: EntryQuery, id: EntryId): EntryPlace | null;
  /** All of the list, in its order. */
  ids(query: EntryQuery): readonly EntryId[];
  /** Those of the list that are unread now, in the order of their ids. */
  unreadIds(query: EntryQuery): readonly EntryId[];
  /** How many unread entries a search finds; null for one that is not understood. */
  countUnread(view: EntryView): number | null;
}

/** `look` is called for every row that is looked at, and throws when nobody waits any more. */
export function createSearchLists(connection: Connection, now: () => number, look: () => void, limits = usualLimits): SearchLists {
  const finder = createSearchFinder(connection, look, limits);
  const kept = new Map<string, Kept>();

  function planOf(query: EntryQuery): { readonly planned: PlannedSearch; readonly node: QueryNode | null } {
    if (query.scope.kind !== 'search') throw new Error(`the scope ${query.scope.kind} is no search`);
    const parsed = parseQuery(query.scope.query, now());
    if (!parsed.ok) return { planned: parsed, node: null };
    return { planned: planSearch(connection, query, parsed.node), node: parsed.node };
  }

  function keep(query: EntryQuery, list: Kept): Kept {
    const key = JSON.stringify(query);
    kept.delete(key);
    kept.set(key, list);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostLists) break;
      kept.delete(oldest);
    }
    return list;
  }

  /**
   * At least the first `count` of a list. Looked up again where it was forgotten: in a worker that was started anew,
   * or after many other searches.
   */
  function listOf(query: EntryQuery, count: number): Pick<Kept, 'found' | 'ids'> & { readonly node: QueryNode | null } {
    const known = kept.get(JSON.stringify(query));
    const list = known === undefined ? null : withoutGone(query, known);
    const { planned, node } = planOf(query);
    if (list !== null && (list.isWhole || list.ids.length >= count)) return { ...list, node };
    if (!planned.ok) return { found: new Int32Array(), ids: new Int32Array(), node };
    const wanted = wantedOf(query, planned.plan);
    // What is on the screen keeps its place, whatever has come into the index since.
    const found = finder.whole(wanted, list?.found ?? Int32Array.from(finder.beginning(wanted, firstLength).ids));
    return { ...withoutGone(query, { found, ids: found, isWhole: true, gone: null }), node };
  }

  /** Rows close up in the window when an article is deleted or its feed unsubscribed, and make room when it comes back. */
  function withoutGone(query: EntryQuery, list: Kept): Kept {
    const gone = whatIsGone(connection);
    if (list.gone === gone) return list;
    const isGone = new Set(connection.all<{ id: EntryId }>(goneEntries).map(row => row.id));
    return keep(query, { ...list, ids: list.found.filter(id => !isGone.has(id)), gone });
  }

  function rowsOf(ids: Int32Array, node: QueryNode | null): readonly EntryRow[] {
    const rows = readEntryRows(connection, Array.from(ids));
    if (node === null) return rows;
    const needles = needlesOf(node);
    if (needles.length === 0) return rows;
    return rows.map(row => ({ ...row, found: foundText(row.title, textOf(connection, row.id), needles) }));
  }

  return {
    open(view, anchorId, limit) {
      const gone = whatIsGone(connection);
      const clock = connection.get<{ stamp: number; newest: number }>(
        'SELECT stamp, (SELECT coalesce(max(entry_id), 0) FROM entry_state) AS newest FROM clock',
      );
      const query: EntryQuery = { ...view, upToId: clock?.newest ?? 0, openedAt: (clock?.stamp ?? 0) + 1 };
      const { planned, node } = planOf(query);
      const left = countUnindexed(connection);
      if (!planned.ok) {
        const search = { fault: planned.fault, left, isCounting: false, ranked: null };
        return { query, total: 0, unread: null, index: 0, rows: [], anchorIndex: null, search };
      }
      const wanted = wantedOf(query, planned.plan);
      const first = finder.beginning(wanted, Math.max(limit, firstLength));
      const isFound = anchorId === null || first.isWhole || first.ids.includes(anchorId);
      const ids = isFound ? Int32Array.from(first.ids) : finder.whole(wanted, first.ids);
      const isWhole = first.isWhole || !isFound;
      keep(query, { found: ids, ids, isWhole, gone });
      const place = anchorId === null ? -1 : ids.indexOf(anchorId);
      const index = place === -1 ? 0 : Math.max(0, place - Math.floor(limit / 2));
      const search = { fault: null, left, isCounting: !isWhole, ranked: wanted.order === 'relevance' ? limits.ranked : null };
      const rows = rowsOf(ids.slice(index, index + limit), node);
      return { query, total: ids.length, unread: null, index, rows, anchorIndex: place === -1 ? null : place, search };
    },
    page(query, index, limit) {
      const { ids, node } = listOf(query, index + limit);
      return { index, rows: rowsOf(ids.slice(index, index + limit), node) };
    },
    countAll: query => listOf(query, Number.POSITIVE_INFINITY).ids.length,
    countNew(query) {
      const { planned } = planOf(query);
      return planned.ok ? finder.count({ plan: planned.plan, upToId: Number.MAX_SAFE_INTEGER }, query.upToId, null) : 0;
    },
    findUnread(query, index, direction) {
      const { ids, node } = listOf(query, Number.POSITIVE_INFINITY);
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
    place(query, id) {
      const first = listOf(query, firstLength);
      const { found, ids } = first.found.includes(id) ? first : listOf(query, Number.POSITIVE_INFINITY);
      const index = ids.indexOf(id);
      if (index !== -1) return { index, isThere: true };
      const before = found.indexOf(id);
      if (before === -1) return null;
      const isLeft = new Set(ids);
      return { index: found.subarray(0, before).filter(each => isLeft.has(each)).length, isThere: false };
    },
    ids: query => Array.from(listOf(query, Number.POSITIVE_INFINITY).ids),
    unreadIds(query) {
      const unread = unreadAmong(connection, listOf(query, Number.POSITIVE_INFINITY).ids);
      return [...unread].sort((one, other) => one - other);
    },
    countUnread(view) {
      // Now, not as of some opening.
      const query: EntryQuery = { ...view, upToId: Number.MAX_SAFE_INTEGER, openedAt: Number.MAX_SAFE_INTEGER };
      const { planned } = planOf(query);
      return planned.ok ? finder.count({ plan: planned.plan, upToId: query.upToId }, 0, 'state.is_read = 0') : null;
    },
  };
}

interface Kept {
  /** As it was looked up. */
  readonly found: Int32Array;
  /** Those of it that are left. */
  readonly ids: Int32Array;
  /** Else it is the beginning of a list. */
  readonly isWhole: boolean;
  /** What was gone when it was known what is left; null: not known yet. */
  readonly gone: string | null;
}

const goneEntries = `SELECT entry_id AS id FROM entry_removed UNION ALL SELECT entry_id FROM entry_state WHERE feed_id IN (${hiddenFeeds})`;

function wantedOf(query: EntryQuery, plan: SearchPlan): Wanted {
  const isRanked = query.scope.kind === 'search' && query.scope.order === 'relevance' && plan.fullText !== null;
  return { plan, upToId: query.upToId, order: isRanked ? 'relevance' : query.order };
}

function unreadAmong(connection: Connection, ids: Int32Array): ReadonlySet<EntryId> {
  const rows = connection.all<{ id: EntryId }>(
    'SELECT entry_id AS id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids)) AND is_read = 0',
    { ids: JSON.stringify(Array.from(ids)) },
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
