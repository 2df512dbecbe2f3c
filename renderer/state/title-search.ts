import { create } from 'zustand';
import type { EntryRow } from '../../worker/protocol/entry-lists.ts';
import { RequestError, request } from '../client/request.ts';

interface TitleSearchState {
  /** What `rows` were found for; empty: nothing was looked for. */
  readonly typed: string;
  readonly rows: readonly EntryRow[];
}

const nothing: TitleSearchState = { typed: '', rows: [] };

/** Articles whose titles have the words that are being typed. */
export const useTitleSearch = create<TitleSearchState>()(() => nothing);

const pauseMs = 80;
const most = 8;
const leastLetters = 2;
const asker = `palette ${crypto.randomUUID()}`;

let waiting: ReturnType<typeof setTimeout> | undefined;
let latest = 0;
let isAsking = false;

/** Looks for articles a moment after the last key; what is typed on stops the search before it. */
export function typeTitle(typed: string): void {
  const mine = ++latest;
  clearTimeout(waiting);
  waiting = setTimeout(() => void look(typed, mine), pauseMs);
}

/** Nobody waits any more. */
export function stopTitleSearch(): void {
  latest += 1;
  clearTimeout(waiting);
  useTitleSearch.setState(nothing);
  // A search of nothing takes the place of the one under way, and is over at once.
  if (isAsking) void find('').catch(() => undefined);
}

async function look(typed: string, mine: number): Promise<void> {
  const query = titleQuery(typed);
  isAsking = true;
  try {
    const rows = query === null ? [] : await find(query);
    if (mine === latest) useTitleSearch.setState({ typed, rows });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    // A worker that is away says so elsewhere; the rest of the palette works on.
    if (mine === latest) useTitleSearch.setState({ typed, rows: [] });
  } finally {
    if (mine === latest) isAsking = false;
  }
}

async function find(query: string): Promise<readonly EntryRow[]> {
  const view = { scope: { kind: 'search', query, order: 'newest', within: null }, onlyUnread: false, order: 'newest' } as const;
  const { rows } = await request('entries.open', { view, anchorId: null, limit: most, asker });
  return rows;
}

const isOneLetter = /^\p{ASCII}$/u;

/** Each word is only begun, in any order; one letter stands for itself. Null for what has too little to look for. */
export function titleQuery(typed: string): string | null {
  const words = typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const hasEnough = words.join('').length >= leastLetters || words.some(word => /[^\p{ASCII}]/u.test(word));
  if (!hasEnough) return null;
  const query = words.slice(0, 8).map(word => `title:${word.slice(0, 24)}${isOneLetter.test(word) ? '' : '*'}`);
  // The longest search there is has 256 characters.
  while (query.join(' ').length > 256) query.pop();
  return query.join(' ');
}
