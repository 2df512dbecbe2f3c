import { systemClock } from '../../worker/clock.ts';
import { createBodyBudget } from '../../worker/fetch/body-budget.ts';
import { createFetcher } from '../../worker/fetch/fetcher.ts';
import { readFeed } from '../../worker/parse/parse-feed.ts';
import type { ReadRequest } from '../../worker/parse/parser.ts';
import type { Outcome } from '../../worker/protocol/errors.ts';
import { createAskedNotes } from '../../worker/refresh/asked-notes.ts';
import { createLoopbackLimits } from '../../worker/refresh/loopback-limits.ts';
import { createNetworkWatch } from '../../worker/refresh/network-watch.ts';
import { refreshFeed } from '../../worker/refresh/refresh-feed.ts';
import { createRefreshQueue } from '../../worker/refresh/refresh-queue.ts';
import { subscribeAtStart } from '../../worker/refresh/subscribe-at-start.ts';
import { createCheckpoints } from '../../worker/store/checkpoint.ts';
import { prepareProfile } from '../../worker/store/profile.ts';
import { createReadStore } from '../../worker/store/read-store.ts';
import { openConnection } from '../../worker/store/sqlite.ts';
import type { Store } from '../../worker/store/store.ts';
import { createTransactions } from '../../worker/store/transaction.ts';
import { createWriteQueue } from '../../worker/store/write-queue.ts';
import { openWriterDatabase } from '../../worker/store/writer-database.ts';
import type { WriteCall } from '../../worker/store/writer-messages.ts';
import { userAgent } from '../../worker/user-agent.ts';
import { firstPage, type Subject } from './subject.ts';

/** The opponent: what the worker does, by the same functions and as many feeds at once, without its process and its threads. */
export async function openInOwnThread(profileDir: string, addresses: readonly string[]): Promise<Subject> {
  const store = openStoreHere(profileDir);
  const fetch = createFetcher({ userAgent: userAgent('bench'), now: Date.now, liftLimitsForLoopback: true });
  const { confirmedLocalHosts } = store.read;
  const limits = createLoopbackLimits({ liftLimitsForLoopback: true, confirmedLocalHosts });
  await subscribeAtStart(store, { addresses, liftLimitsForLoopback: true }, Date.now());

  const needs = {
    store,
    fetch,
    parser: {
      read: async (document: ReadRequest) => readFeed(document, ''),
      close: async () => undefined,
    },
    confirmedLocalHosts,
    clock: systemClock,
    random: Math.random,
    limits,
    intervalMs: null,
    accessOf: async () => ({ origin: '', login: null, headers: {}, userAgent: null }),
    isOffline: () => false,
    bodies: createBodyBudget(),
    suspects: { has: () => false, wasJustSetAside: () => false, clear: () => undefined },
    noteAsked: createAskedNotes({ write: store.write, clock: systemClock, random: Math.random, limits }),
    network: createNetworkWatch({ clock: systemClock, onChange: () => undefined, onForgiven: () => undefined }),
  };
  const queue = createRefreshQueue({
    clock: systemClock,
    refreshFeed: (feedId, signal, isUrgent) => refreshFeed(needs, feedId, signal, isUrgent),
    onFeedDone: () => undefined,
    onProgress: () => undefined,
    onIdle: () => undefined,
  });
  return {
    async refresh() {
      const { changed, failed } = await queue.run(store.read.feedsIn({ kind: 'all' }), { signal: null, isUrgent: false });
      return { changed, failed };
    },
    readPage: async () => {
      const { query, index, limit, after, before } = firstPage;
      store.read.page(query, index, limit, after, before);
    },
    async close() {
      await fetch.close();
      await store.close();
    },
  };
}

/** The store with its writer in this thread: the queue of `writer-thread.ts`, one transaction a turn. */
function openStoreHere(profileDir: string): Store {
  const { database } = prepareProfile(profileDir);
  const connection = openWriterDatabase({ profileDir, database, isSuspect: false, now: Date.now() });
  const reader = openConnection(database, { readOnly: true });
  const checkpoints = createCheckpoints(connection, `${database}-wal`);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let isTurning = false;
  const queue = createWriteQueue({
    connection,
    transactions: createTransactions(connection),
    profileDir,
    receive: () => undefined,
    reply: settle,
  });

  function settle(id: number, outcome: Outcome): void {
    const call = waiting.get(id);
    waiting.delete(id);
    if (outcome.ok) call?.resolve(outcome.result);
    else call?.reject(new Error(outcome.error.message));
  }

  function turn(): void {
    isTurning = queue.turn();
    if (!isTurning) return;
    checkpoints.afterCommit();
    setImmediate(turn);
  }

  function call(method: string, args: readonly unknown[]): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    lastId += 1;
    waiting.set(lastId, answer);
    queue.add(lastId, { method, args } as unknown as WriteCall);
    if (!isTurning) setImmediate(turn);
    isTurning = true;
    return answer.promise;
  }

  const write = new Proxy(
    {},
    {
      get:
        (_, method) =>
        (...args: unknown[]) =>
          call(String(method), args),
    },
  );
  return {
    read: createReadStore(reader, profileDir, ''),
    // Every method of it is one call of the queue.
    write: write as Store['write'],
    // Nothing is looked for here.
    dueCheck: null,
    search: new Proxy({}, { get: () => () => Promise.reject(new Error('no search here')) }) as Store['search'],
    async close() {
      reader.close();
      connection.close();
    },
  };
}
