import type { EntryId } from '../protocol/ids.ts';
import { createEntryOrder, type EntryOrder } from './entry-order.ts';
import { isAwaited, type SearchPlan } from './search-sql.ts';
import type { Connection } from './sqlite.ts';

export interface SearchLimits {
  /** So many of the newest that have the words are ranked; ranking all of a common word would take seconds. */
  readonly ranked: number;
  /** So many that have the words are looked at before the first page: some ten milliseconds. */
  readonly beforePage: number;
  /** So many older ones in the index are asked for one by one. */
  readonly rivals: number;
  /** More are not put in order before the first page. */
  readonly sorted: number;
}

export const usualLimits: SearchLimits = { ranked: 3000, beforePage: 20_000, rivals: 100, sorted: 20_000 };

export interface Wanted {
  readonly plan: SearchPlan;
  /** No entry above it. */
  readonly upToId: EntryId;
  readonly order: 'newest' | 'oldest' | 'relevance';
}

export interface Beginning {
  readonly ids: readonly EntryId[];
  /** There are no others. */
  readonly isWhole: boolean;
}

/** Finds entries: first the beginning of a list, in a time that does not grow with what there is to find, then all of it. */
export interface SearchFinder {
  /** At least `count` of the list, or all. */
  beginning(wanted: Wanted, count: number): Beginning;
  /** All of the list, after what `beginning` gave. */
  whole(wanted: Wanted, beginning: ArrayLike<EntryId>): Int32Array;
  /** Without an order. `more`: further SQL of `entry_state AS state`. */
  count(wanted: Omit<Wanted, 'order'>, afterId: EntryId, more: string | null): number;
}

/** `look` is called for every row that is looked at, and throws when nobody waits any more. */
export function createSearchFinder(connection: Connection, look: () => void, limits: SearchLimits): SearchFinder {
  const order = createEntryOrder(connection);
  let found = new Int32Array(1024);
  let foundCount = 0;
  let isCandidate: (id: EntryId) => boolean = () => true;

  connection.define('is_awaited', () => {
    look();
    return 1;
  });
  // One call into JavaScript for each row is far cheaper than a row object.
  connection.define('keep_found', id => {
    look();
    if (foundCount === found.length) {
      const grown = new Int32Array(found.length * 2);
      grown.set(found);
      found = grown;
    }
    found[foundCount] = id;
    foundCount += 1;
    return 1;
  });
  connection.define('is_candidate', id => {
    look();
    return isCandidate(id) ? 1 : 0;
  });

  /** Runs SQL that calls keep_found. */
  function collect(sql: string, parameters: Readonly<Record<string, string | number>>): Int32Array {
    foundCount = 0;
    connection.get(sql, parameters);
    const kept = found.slice(0, foundCount);
    if (found.length > limits.beforePage * 2) found = new Int32Array(1024);
    return kept;
  }

  function withWords(fullText: string, bounds: { readonly after: EntryId; readonly upTo: EntryId }): Int32Array {
    return collect(
      'SELECT sum(keep_found(rowid)) FROM entry_search WHERE entry_search MATCH :fullText AND rowid > :after AND rowid <= :upTo',
      { fullText, ...bounds },
    );
  }

  function newestWithWords(fullText: string, upTo: EntryId, limit: number): Int32Array {
    return collect(
      `SELECT sum(keep_found(id)) FROM (SELECT rowid AS id FROM entry_search WHERE entry_search MATCH :fullText AND rowid <= :upTo
       ORDER BY rowid DESC LIMIT :limit)`,
      { fullText, upTo, limit },
    );
  }

  /** Those among `ids` that the SQL of the plan lets through, in their order. */
  function sieved({ where, parameters }: Pick<SearchPlan, 'where' | 'parameters'>, ids: Int32Array): Int32Array {
    if (where === null || ids.length === 0) return ids;
    return collect(
      `SELECT sum(keep_found(state.entry_id)) FROM json_each(:ids) AS given CROSS JOIN entry_state AS state ON state.entry_id = given.value
       WHERE ${isAwaited} AND ${where}`,
      { ...parameters, ids: JSON.stringify(Array.from(ids)) },
    );
  }

  /** The same for very many: the table is walked once. */
  function walked({ where, parameters }: SearchPlan, ids: Int32Array, more: string | null): Int32Array {
    const terms = [...(where === null ? [] : [where]), ...(more === null ? [] : [more])];
    if (terms.length === 0 || ids.length === 0) return ids;
    const sql = terms.map(term => `(${term})`).join(' AND ');
    const isFew = ids.length * 8 < order.lastId;
    if (isFew) return sieved({ where: sql, parameters }, ids);
    const isIn = new Uint8Array(order.lastId + 1);
    for (const id of ids) isIn[id] = 1;
    isCandidate = id => isIn[id] === 1;
    return collect(
      `SELECT sum(keep_found(state.entry_id)) FROM entry_state AS state WHERE is_candidate(state.entry_id) AND ${sql}`,
      parameters,
    );
  }

  function allThatMay(test: (id: EntryId) => boolean, after: EntryId, upTo: EntryId): Int32Array {
    const ids = new Int32Array(Math.max(0, upTo - after));
    let count = 0;
    for (let id = after + 1; id <= upTo; id += 1) {
      if (!test(id)) continue;
      ids[count] = id;
      count += 1;
    }
    return ids.subarray(0, count);
  }

  function comparing(wanted: Wanted): (one: EntryId, other: EntryId) => number {
    return wanted.order === 'oldest' ? order.compare : (one, other) => order.compare(other, one);
  }

  /** The first `count` that pass the sieve. Null: the ids do not suffice, and are not all. */
  function firstOf(wanted: Wanted, ids: Int32Array, count: number, areAll: boolean): Beginning | null {
    const compare = comparing(wanted);
    const { plan } = wanted;
    if (plan.where === null) {
      if (areAll && ids.length <= limits.sorted) return { ids: Array.from(ids.sort(compare)), isWhole: true };
      if (ids.length < count && !areAll) return null;
      return { ids: leading(ids, count, compare), isWhole: areAll && ids.length <= count };
    }
    const sorted = ids.sort(compare);
    const passed: EntryId[] = [];
    let from = 0;
    for (let length = count * 2; passed.length < count && from < sorted.length; length = Math.min(4000, length * 2)) {
      passed.push(...sieved(plan, sorted.subarray(from, from + length)));
      from += length;
    }
    if (passed.length < count && !areAll) return null;
    return { ids: passed, isWhole: areAll && from >= sorted.length };
  }

  function byWords(wanted: Wanted, fullText: string, count: number): Beginning | null {
    const { plan, upToId } = wanted;
    const test = mayBe(order, plan);
    const newest = newestWithWords(fullText, upToId, limits.beforePage);
    const areAll = newest.length < limits.beforePage;
    const beginning = firstOf(wanted, newest.filter(test), count, areAll);
    if (beginning === null || areAll) return beginning;
    if (wanted.order === 'oldest') return null;
    // What came earlier may have been written later: few, as a rule.
    const lowest = newest.at(-1) ?? 0;
    const last = beginning.ids.at(-1) ?? 0;
    const rivals = allThatMay(id => order.compare(id, last) > 0 && test(id), 0, lowest - 1);
    if (rivals.length === 0) return beginning;
    if (rivals.length > limits.rivals) return null;
    const withWord = collect(
      `SELECT sum(keep_found(rowid)) FROM entry_search WHERE entry_search MATCH :fullText AND rowid IN (SELECT value FROM json_each(:ids))`,
      { fullText, ids: JSON.stringify(Array.from(rivals)) },
    );
    const ids = [...beginning.ids, ...sieved(plan, withWord)].sort(comparing(wanted));
    return { ids: ids.slice(0, beginning.ids.length), isWhole: false };
  }

  /** The newest that have the words, the best of them first. */
  function ranked({ plan, upToId }: Wanted, fullText: string): Beginning {
    const newest = newestWithWords(fullText, upToId, limits.ranked);
    const lowest = newest.at(-1) ?? 0;
    const best = connection.all<{ id: EntryId }>(
      `SELECT rowid AS id FROM entry_search WHERE entry_search MATCH :fullText AND rowid BETWEEN :lowest AND :upToId AND ${isAwaited}
       ORDER BY bm25(entry_search, 10, 5, 1, 10, 5, 1), rowid DESC`,
      { fullText, lowest, upToId },
    );
    const test = mayBe(order, plan);
    const ids = sieved(plan, Int32Array.from(best, ({ id }) => id).filter(test));
    return { ids: Array.from(ids), isWhole: newest.length < limits.ranked };
  }

  function withoutWords(wanted: Wanted, count: number): Beginning | null {
    const { plan, upToId } = wanted;
    const test = mayBe(order, plan);
    if (plan.where === null) return firstOf(wanted, allThatMay(test, 0, upToId), count, true);
    isCandidate = id => id <= upToId && test(id);
    const direction = wanted.order === 'oldest' ? 'ASC' : 'DESC';
    const ids = collect(
      `SELECT sum(keep_found(id)) FROM (SELECT state.entry_id AS id FROM entry_state AS state INDEXED BY state_time
         WHERE is_candidate(state.entry_id) AND ${plan.where} ORDER BY state.sort_at ${direction}, state.entry_id ${direction} LIMIT :count)`,
      { ...plan.parameters, count },
    );
    return { ids: Array.from(ids), isWhole: ids.length < count };
  }

  function all({ plan, upToId }: Omit<Wanted, 'order'>, afterId: EntryId, more: string | null): Int32Array {
    const test = mayBe(order, plan);
    const upTo = Math.min(upToId, order.lastId);
    const ids = plan.fullText === null ? allThatMay(test, afterId, upTo) : withWords(plan.fullText, { after: afterId, upTo }).filter(test);
    return walked(plan, ids, more);
  }

  function whole(wanted: Wanted, beginning: ArrayLike<EntryId>): Int32Array {
    order.catchUp();
    const isFirst = new Set(Array.from(beginning));
    const rest = all(wanted, 0, null).filter(id => !isFirst.has(id));
    const ids = new Int32Array(beginning.length + rest.length);
    ids.set(beginning);
    ids.set(rest.sort(comparing(wanted)), beginning.length);
    return ids;
  }

  return {
    beginning(wanted, count) {
      order.catchUp();
      const { fullText } = wanted.plan;
      const best = wanted.order === 'relevance' && fullText !== null ? ranked(wanted, fullText) : null;
      if (best !== null && (best.isWhole || best.ids.length >= count)) return best;
      // None of the newest is in the list: then it is one in the order of time.
      const isRanked = best !== null && best.ids.length > 0;
      const first = isRanked ? null : fullText === null ? withoutWords(wanted, count) : byWords(wanted, fullText, count);
      return first ?? { ids: Array.from(whole(wanted, best?.ids ?? [])), isWhole: true };
    },
    whole,
    count(wanted, afterId, more) {
      order.catchUp();
      return all(wanted, afterId, more).length;
    },
  };
}

/** What an entry's time and feed tell. */
function mayBe(order: EntryOrder, { since, before, feedIds }: SearchPlan): (id: EntryId) => boolean {
  const isFeed = new Uint8Array(Math.max(0, ...feedIds) + 1);
  for (const feedId of feedIds) isFeed[feedId] = 1;
  // Also false for what is not there, whose time is no number.
  return id => {
    const at = order.sortAt(id);
    return at >= since && at < before && isFeed[order.feedOf(id)] === 1;
  };
}

/** The first `count` in that order, without putting all in order. */
function leading(ids: Int32Array, count: number, compare: (one: EntryId, other: EntryId) => number): readonly EntryId[] {
  const first: EntryId[] = [];
  for (const id of ids) {
    const last = first.at(-1);
    if (first.length === count && last !== undefined && compare(id, last) > 0) continue;
    let low = 0;
    let high = first.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(first[middle] ?? 0, id) < 0) low = middle + 1;
      else high = middle;
    }
    first.splice(low, 0, id);
    if (first.length > count) first.pop();
  }
  return first;
}
