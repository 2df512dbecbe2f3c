import type { EntryId } from '../protocol/ids.ts';
import type { EntryOrder } from './entry-order.ts';
import type { SearchPlan } from './search-sql.ts';
import type { Connection } from './sqlite.ts';

/** What may be in a list, in its order, piece by piece. */
export interface Candidates {
  /** Those among the next `size` that may by their time and feed. */
  next(size: number): Int32Array;
  readonly isOver: boolean;
}

interface CandidateNeeds {
  readonly connection: Connection;
  readonly order: EntryOrder;
  /** Runs SQL that calls keep_found. */
  readonly collect: (sql: string, parameters: Readonly<Record<string, string | number>>) => Int32Array;
  /** More are not put in order. */
  readonly most: number;
}

interface Asked {
  readonly plan: SearchPlan;
  readonly test: (id: EntryId) => boolean;
  readonly isOldestFirst: boolean;
}

/** From what is few by itself (a label, the stars, a feed), else from all in the order of their time. */
export function candidatesOf(needs: CandidateNeeds, asked: Asked): Candidates {
  const few = fewest(needs, asked);
  return few === null ? byTime(needs, asked) : oneByOne(needs, asked, few);
}

/** The smallest set that has all of the list; null: none is small. */
function fewest({ connection, collect, most }: CandidateNeeds, { plan }: Asked): Int32Array | null {
  let smallest: Int32Array | null = null;
  for (const { sql, parameters } of plan.few) {
    const limit = smallest?.length ?? most + 1;
    const ids = collect(`SELECT sum(keep_found(id)) FROM (${sql} LIMIT :limit)`, { ...parameters, limit });
    if (ids.length < limit) smallest = ids;
  }
  const feeds = JSON.stringify([...plan.feedIds]);
  const named = 'feed_id IN (SELECT value FROM json_each(:feeds))';
  const ofFeeds = connection.get<{ entries: number | null }>(`SELECT sum(entries) AS entries FROM feed_count WHERE ${named}`, { feeds });
  if ((ofFeeds?.entries ?? 0) >= (smallest?.length ?? most)) return smallest;
  return collect(`SELECT sum(keep_found(entry_id)) FROM entry_state INDEXED BY state_feed_time WHERE ${named}`, { feeds });
}

function oneByOne({ order }: CandidateNeeds, { test, isOldestFirst }: Asked, few: Int32Array): Candidates {
  const sorted = Int32Array.from(new Set(few.filter(test))).sort(isOldestFirst ? order.compare : (one, other) => order.compare(other, one));
  let from = 0;
  return {
    next(size) {
      from += size;
      return sorted.subarray(from - size, from);
    },
    get isOver() {
      return from >= sorted.length;
    },
  };
}

function byTime({ order, collect }: CandidateNeeds, { plan, test, isOldestFirst }: Asked): Candidates {
  const low = Math.max(plan.since, -Number.MAX_SAFE_INTEGER);
  const high = Math.min(plan.before, Number.MAX_SAFE_INTEGER);
  // Beside the first that may be.
  let at = isOldestFirst ? { sortAt: low, id: -1 } : { sortAt: high, id: 0 };
  let isOver = false;
  const sql = isOldestFirst
    ? 'sort_at < :end AND (sort_at, entry_id) > (:sortAt, :id) ORDER BY sort_at, entry_id'
    : 'sort_at >= :end AND (sort_at, entry_id) < (:sortAt, :id) ORDER BY sort_at DESC, entry_id DESC';
  return {
    next(size) {
      const ids = collect(
        `SELECT sum(keep_found(id)) FROM (SELECT entry_id AS id FROM entry_state INDEXED BY state_time WHERE ${sql} LIMIT :size)`,
        { ...at, end: isOldestFirst ? high : low, size },
      );
      const id = ids.at(-1) ?? 0;
      at = { sortAt: order.sortAt(id), id };
      isOver = ids.length < size;
      return ids.filter(test);
    },
    get isOver() {
      return isOver;
    },
  };
}
