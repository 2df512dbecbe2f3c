import { Worker } from 'node:worker_threads';
import { FeedError } from '../errors.ts';
import type { EntryView } from '../protocol/entry-lists.ts';
import type { SearchLists } from './search-lists.ts';
import type { FromSearch, SearchCall, SearchThreadData, ToSearch } from './search-messages.ts';
import type { SearchStore } from './store.ts';

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export interface SearchClient {
  readonly search: SearchStore;
  close(): Promise<void>;
}

// Beside the bundle in a built program, beside this file in source form.
const threadUrl = new URL(import.meta.url.endsWith('.ts') ? './search-thread.ts' : './search-thread.js', import.meta.url);
/** More questions than ever wait at once. */
const places = 1024;

/** Starts the search thread with the first question. A thread that ended by itself is started anew with the next one; those waiting fail. */
export function createSearchClient(options: Omit<SearchThreadData, 'stopped'>): SearchClient {
  const shared = new SharedArrayBuffer(places * Int32Array.BYTES_PER_ELEMENT);
  const stopped = new Int32Array(shared);
  const pending = new Map<number, Pending>();
  /** Stops a counting in hand, which is asked again after. */
  const counting = new Set<() => void>();
  let lastId = 0;
  let thread: Worker | null = null;
  let isClosed = false;

  function start(): Worker {
    const data: SearchThreadData = { ...options, stopped: shared };
    const started = new Worker(threadUrl, { workerData: data, name: 'freshet-search', resourceLimits: { maxYoungGenerationSizeMb: 16 } });
    started.on('message', ({ id, outcome }: FromSearch) => {
      const waiting = pending.get(id);
      pending.delete(id);
      if (outcome.ok) waiting?.resolve(outcome.result);
      else waiting?.reject(new FeedError(outcome.error.code, outcome.error.message, { detail: outcome.error.detail }));
    });
    const end = (detail: string) => {
      if (thread === started) thread = null;
      for (const { reject } of pending.values()) reject(failed(detail));
      pending.clear();
    };
    started.on('error', error => end(String(error)));
    started.on('exit', code => end(`the search thread ended with code ${code}`));
    // It keeps no process alive that has nothing else to do.
    started.unref();
    return started;
  }

  function ask<M extends keyof SearchLists>(
    call: SearchCall,
    signal?: AbortSignal,
    onAsked: (stop: () => void) => void = () => {},
  ): Promise<ReturnType<SearchLists[M]>> {
    if (isClosed) return Promise.reject(failed('the store is closed'));
    lastId += 1;
    const id = lastId;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const stop = () => Atomics.store(stopped, id % places, id);
    pending.set(id, { resolve, reject });
    onAsked(stop);
    if (signal?.aborted === true) stop();
    signal?.addEventListener('abort', stop, { once: true });
    thread ??= start();
    thread.postMessage({ id, call } satisfies ToSearch);
    return promise.finally(() => signal?.removeEventListener('abort', stop)) as Promise<ReturnType<SearchLists[M]>>;
  }

  /** Asked again for as long as it was only stopped to let another go first. */
  async function countUnread(view: EntryView, signal?: AbortSignal): Promise<number | null> {
    for (;;) {
      let wasPutOff = false;
      let putOff = () => {};
      try {
        return await ask<'countUnread'>({ method: 'countUnread', args: [view] }, signal, stop => {
          putOff = () => {
            wasPutOff = true;
            stop();
          };
          counting.add(putOff);
        });
      } catch (error) {
        const isPutOff = wasPutOff && signal?.aborted !== true && error instanceof FeedError && error.code === 'cancelled';
        if (!isPutOff) throw error;
      } finally {
        counting.delete(putOff);
      }
    }
  }

  return {
    search: {
      open(view, anchorId, limit, signal) {
        for (const putOff of counting) putOff();
        return ask<'open'>({ method: 'open', args: [view, anchorId, limit] }, signal);
      },
      countAll: (query, signal) => ask<'countAll'>({ method: 'countAll', args: [query] }, signal),
      page: (query, index, limit) => ask<'page'>({ method: 'page', args: [query, index, limit] }),
      countNew: query => ask<'countNew'>({ method: 'countNew', args: [query] }),
      findUnread: (query, index, direction) => ask<'findUnread'>({ method: 'findUnread', args: [query, index, direction] }),
      place: (query, id) => ask<'place'>({ method: 'place', args: [query, id] }),
      ids: query => ask<'ids'>({ method: 'ids', args: [query] }),
      unreadIds: query => ask<'unreadIds'>({ method: 'unreadIds', args: [query] }),
      countUnread,
    },
    async close() {
      isClosed = true;
      for (const id of pending.keys()) Atomics.store(stopped, id % places, id);
      await thread?.terminate();
    },
  };
}

function failed(detail: string): FeedError {
  return new FeedError('worker-stopped', 'The search has stopped. Search again.', { detail });
}
