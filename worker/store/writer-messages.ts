import type { Outcome, WireError } from '../protocol/errors.ts';
import type { WriteStore } from './write-store.ts';
import type { Progress } from './writes/long-job.ts';

export type WriteMethod = keyof WriteStore;
export type WriteResult<M extends WriteMethod> = Awaited<ReturnType<WriteStore[M]>>;
export type WriteCall = { [M in WriteMethod]: { readonly method: M; readonly args: Parameters<WriteStore[M]> } }[WriteMethod];

export interface WriterOptions {
  readonly profileDir: string;
  readonly database: string;
  /** All of the database is read through before it is used. */
  readonly isSuspect: boolean;
  readonly now: number;
}

export type ToWriter = { readonly kind: 'call'; readonly id: number; readonly call: WriteCall } | { readonly kind: 'close' };

export type FromWriter =
  | { readonly kind: 'ready' }
  | { readonly kind: 'start-failed'; readonly error: WireError }
  | { readonly kind: 'reply'; readonly id: number; readonly outcome: Outcome }
  /** About so many entries are not in the full-text index yet. */
  | { readonly kind: 'indexed'; readonly left: number }
  /** How far long work of the user's is; null: it is over. */
  | { readonly kind: 'progress'; readonly progress: Progress | null }
  | { readonly kind: 'closed' };
