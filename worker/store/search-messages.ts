import type { Outcome } from '../protocol/errors.ts';
import type { SearchLists } from './search-lists.ts';

export interface SearchThreadData {
  readonly database: string;
  readonly profileDir: string;
  /** Where the question n stands that is asked no more: at n modulo its length. */
  readonly stopped: SharedArrayBuffer;
}

export type SearchCall = {
  [M in keyof SearchLists]: { readonly method: M; readonly args: Parameters<SearchLists[M]> };
}[keyof SearchLists];

export interface ToSearch {
  readonly id: number;
  readonly call: SearchCall;
}

export interface FromSearch {
  readonly id: number;
  readonly outcome: Outcome;
}
