import type { EntryQuery } from '../../protocol/entry-lists.ts';
import type { Connection } from '../sqlite.ts';
import type { ViewSql } from '../view-arms.ts';
import type { Key } from '../view-key.ts';
import { keysAfter, keysAt } from '../view-rows.ts';

/** Rows between two anchors: a walk of so many rows of an index takes a few hundredths of a millisecond. */
const stride = 500;
/** Lists that were open lately; each has an anchor for every 500 rows. */
const mostLists = 4;
/** So long a turn of walking ahead holds the thread, and so long one that somebody waits for. */
const turnMs = 1;
const awaitedTurnMs = 4;

/** Every 500th row of a list, from its head as far as it was walked. */
interface Anchors {
  readonly keys: Key[];
  /** The walk has met the end of the list. */
  isWhole: boolean;
}

/**
 * A jump into a list counts rows from its head, which takes 0.1 ms for a thousand of them. An open list stays the same list row for row,
 * so the way is walked once and every 500th row kept.
 */
export interface ListAnchors {
  /** Keys in list order from `index` on. */
  keysAt(connection: Connection, query: EntryQuery, view: ViewSql, index: number, limit: number): readonly Key[];
  /** Walks on towards `index`, a little. True when keys from there on need no longer way. */
  approach(connection: Connection, query: EntryQuery, view: ViewSql, index: number): boolean;
  /** Walks on through the list that was jumped into last, a little. False when there is nothing left to walk. */
  walkAhead(): boolean;
}

/** Another text whenever it may be something else: rows leave an open list only with their feed, or removed themselves; some of those come back. */
export function whatIsGone(connection: Connection): string {
  return JSON.stringify(
    connection.get(
      `SELECT count(*) AS feeds, max(removed_at) AS last, (SELECT removals FROM clock) AS removals
       FROM feed INDEXED BY feed_removed WHERE removed_at IS NOT NULL`,
    ),
  );
}

export function createListAnchors(now: () => number = () => performance.now()): ListAnchors {
  const lists = new Map<string, Anchors>();
  let ahead: (() => boolean) | null = null;

  function anchorsOf(connection: Connection, query: EntryQuery): Anchors {
    const name = `${JSON.stringify(query)} ${whatIsGone(connection)}`;
    const known = lists.get(name) ?? { keys: [], isWhole: false };
    lists.delete(name);
    lists.set(name, known);
    for (const oldest of lists.keys()) if (lists.size > mostLists) lists.delete(oldest);
    return known;
  }

  /** One anchor more; false at the end of the list. */
  function step(connection: Connection, view: ViewSql, anchors: Anchors): boolean {
    const last = anchors.keys.at(-1);
    const next = last === undefined ? keysAt(connection, view, 1, 0)[0] : keysAfter(connection, view, last, 1, stride - 1)[0];
    if (next === undefined) anchors.isWhole = true;
    else anchors.keys.push(next);
    return next !== undefined;
  }

  return {
    keysAt(connection, query, view, index, limit) {
      if (index <= stride) return keysAt(connection, view, limit, index);
      const anchors = anchorsOf(connection, query);
      const wanted = Math.floor(index / stride);
      while (anchors.keys.length <= wanted && !anchors.isWhole) step(connection, view, anchors);
      ahead = () => step(connection, view, anchors);
      const place = Math.min(wanted, anchors.keys.length - 1);
      const from = anchors.keys[place];
      const beyond = index - place * stride;
      if (from === undefined) return [];
      return beyond === 0 ? [from, ...keysAfter(connection, view, from, limit - 1)] : keysAfter(connection, view, from, limit, beyond - 1);
    },
    approach(connection, query, view, index) {
      if (index <= stride) return true;
      const anchors = anchorsOf(connection, query);
      const wanted = Math.floor(index / stride);
      const until = now() + awaitedTurnMs;
      do {
        if (anchors.keys.length > wanted || anchors.isWhole) return true;
        step(connection, view, anchors);
      } while (now() < until);
      return anchors.keys.length > wanted || anchors.isWhole;
    },
    walkAhead() {
      const until = now() + turnMs;
      while (ahead !== null && now() < until) if (!ahead()) ahead = null;
      return ahead !== null;
    },
  };
}
