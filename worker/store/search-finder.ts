import type { EntryId } from '../protocol/ids.ts';
import { createEntryOrder, type EntryOrder } from './entry-order.ts';
import { candidatesOf } from './search-candidates.ts';
import { asksIndex, boundsOf, idBound, isAwaited, isDear, type SearchPlan } from './search-sql.ts';
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
  /** So much is spent on walking through what may be in the list before all of it is found: about microseconds. */
  readonly walked: number;
}

/** What a question to the index costs before its first row, beside a row of it. */
const askingCost = 60;

export const usualLimits: SearchLimits = { ranked: 3000, beforePage: 12_000, rivals: 100, sorted: 20_000, walked: 60_000 };

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

  function withWords(fullText: string, bounds: { readonly lowId: EntryId; readonly highId: EntryId }): Int32Array {
    return collect(
      `SELECT sum(keep_found(rowid)) FROM entry_search WHERE entry_search MATCH :fullText AND rowid BETWEEN ${idBound('lowId')} AND ${idBound('highId')}`,
      { fullText, ...bounds },
    );
  }

  function newestWithWords(fullText: string, highId: EntryId, limit: number): Int32Array {
    return collect(
      `SELECT sum(keep_found(id)) FROM (SELECT rowid AS id FROM entry_search WHERE entry_search MATCH :fullText AND rowid <= ${idBound('highId')}
       ORDER BY rowid DESC LIMIT :limit)`,
      { fullText, highId, limit },
    );
  }

  /** Those among `ids` that the SQL of the plan lets through, in their order. */
  function sieved({ where, parameters }: Pick<SearchPlan, 'where' | 'parameters'>, ids: Int32Array): Int32Array {
    if (where === null || ids.length === 0) return ids;
    const bounds = boundsOf(
      where,
      ids.reduce((one, other) => Math.min(one, other)),
      ids.reduce((one, other) => Math.max(one, other)),
    );
    return collect(
      `SELECT sum(keep_found(state.entry_id)) FROM json_each(:ids) AS given CROSS JOIN entry_state AS state ON state.entry_id = given.value
       WHERE ${isAwaited} AND ${where}`,
      { ...parameters, ...bounds, ids: JSON.stringify(Array.from(ids)) },
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
    return collect(`SELECT sum(keep_found(state.entry_id)) FROM entry_state AS state WHERE is_candidate(state.entry_id) AND ${sql}`, {
      ...parameters,
      ...boundsOf(where, 0, order.lastId),
    });
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
    if (rivals.length > limits.rivals || isDear(plan)) return null;
    const withWord = collect(
      `SELECT sum(keep_found(rowid)) FROM entry_search WHERE entry_search MATCH :fullText AND rowid IN (SELECT value FROM json_each(:ids))`,
      { fullText, ids: JSON.stringify(Array.from(rivals)) },
    );
    const ids = [...beginning.ids, ...sieved(plan, withWord)].sort(comparing(wanted));
    return { ids: ids.slice(0, beginning.ids.length), isWhole: false };
  }

  /** Those among `ids` that have the words, in their order, with what it cost. */
  function havingWords(fullText: string, ids: Int32Array): { readonly ids: Int32Array; readonly cost: number } {
    const has = new Set<EntryId>();
    let cost = 0;
    for (const { lowId, highId } of clusters(ids)) {
      for (const id of withWords(fullText, { lowId, highId })) has.add(id);
      cost += askingCost + highId - lowId;
    }
    return { ids: ids.filter(id => has.has(id)), cost };
  }

  /** Walks through what may be in the list, in its order. Null where that costs too much. */
  function byWalking(wanted: Wanted, count: number): Beginning | null {
    const { plan, upToId } = wanted;
    if (isDear(plan)) return null;
    const mayBeIn = mayBe(order, plan);
    const candidates = candidatesOf(
      { connection, order, collect, most: limits.sorted },
      { plan, test: id => id <= upToId && mayBeIn(id), isOldestFirst: wanted.order === 'oldest' },
    );
    const passed: EntryId[] = [];
    let cost = 0;
    for (let size = count * 2; passed.length < count && !candidates.isOver && cost < limits.walked; size = Math.min(2000, size * 2)) {
      const may = candidates.next(size);
      const having = plan.fullText === null ? { ids: may, cost: 0 } : havingWords(plan.fullText, may);
      const pieces = asksIndex(plan.where) ? apart(having.ids) : [having.ids];
      passed.push(...pieces.flatMap(ids => Array.from(sieved(plan, ids))).sort(comparing(wanted)));
      cost += size + having.cost + (pieces.length - 1) * askingCost;
    }
    if (passed.length < count && !candidates.isOver) return null;
    return { ids: passed, isWhole: candidates.isOver };
  }

  /** The newest that have the words, the best of them first. */
  function ranked({ plan, upToId }: Wanted, fullText: string): Beginning {
    const newest = newestWithWords(fullText, upToId, limits.ranked);
    const best = connection.all<{ id: EntryId }>(
      `SELECT rowid AS id FROM entry_search WHERE entry_search MATCH :fullText AND rowid BETWEEN ${idBound('lowId')} AND ${idBound('highId')} AND ${isAwaited}
       ORDER BY bm25(entry_search, 10, 5, 1, 10, 5, 1), rowid DESC`,
      { fullText, lowId: newest.at(-1) ?? 0, highId: upToId },
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
      { ...plan.parameters, ...boundsOf(plan.where, 0, upToId), count },
    );
    return { ids: Array.from(ids), isWhole: ids.length < count };
  }

  function all({ plan, upToId }: Omit<Wanted, 'order'>, afterId: EntryId, more: string | null): Int32Array {
    const test = mayBe(order, plan);
    const upTo = Math.min(upToId, order.lastId);
    const ids =
      plan.fullText === null
        ? allThatMay(test, afterId, upTo)
        : withWords(plan.fullText, { lowId: afterId + 1, highId: upTo }).filter(test);
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
      if (best !== null && best.ids.length > 0) {
        // After the best ones the list goes on in the order of time.
        const isBest = new Set(best.ids);
        const others = byWalking(wanted, count);
        if (others !== null) return { ids: [...best.ids, ...others.ids.filter(id => !isBest.has(id))], isWhole: others.isWhole };
        return { ids: Array.from(whole(wanted, best.ids)), isWhole: true };
      }
      const first =
        fullText !== null
          ? (byWords(wanted, fullText, count) ?? byWalking(wanted, count))
          : ((asksIndex(wanted.plan.where) ? byWalking(wanted, count) : null) ?? withoutWords(wanted, count));
      return first ?? { ids: Array.from(whole(wanted, [])), isWhole: true };
    },
    whole,
    count(wanted, afterId, more) {
      order.catchUp();
      return all(wanted, afterId, more).length;
    },
  };
}

/** Ids farther apart than this are asked for apart: each row between them costs about a sixtieth of a question. */
const farApart = 64;

/** The ids in groups of neighbours. */
function apart(ids: Int32Array): readonly Int32Array[] {
  const sorted = ids.slice().sort();
  const groups: Int32Array[] = [];
  let from = 0;
  for (let index = 1; index <= sorted.length; index += 1) {
    if (index < sorted.length && (sorted[index] ?? 0) - (sorted[index - 1] ?? 0) <= farApart) continue;
    groups.push(sorted.subarray(from, index));
    from = index;
  }
  return groups;
}

function clusters(ids: Int32Array): readonly { readonly lowId: EntryId; readonly highId: EntryId }[] {
  return apart(ids).map(group => ({ lowId: group[0] ?? 0, highId: group.at(-1) ?? 0 }));
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
