import { Worker } from 'node:worker_threads';
import { FeedError } from '../errors.ts';
import type { WireError } from '../protocol/errors.ts';
import type { WriteStore } from './write-store.ts';
import type { FromWriter, ToWriter, WriteCall, WriterOptions } from './writer-messages.ts';
import type { Progress } from './writes/long-job.ts';

export interface WriterClient {
  readonly write: WriteStore;
  /** Waits for the writes in hand. */
  close(): Promise<void>;
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

// Beside the bundle in a built program, beside this file in source form.
const threadUrl = new URL(import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.js', import.meta.url);

/**
 * Starts the writer thread; ready when its database is. Every call settles: when the thread ends unasked, those waiting fail with 'worker-stopped' and `onFatal` is told.
 * Throws the FeedError of a start that failed.
 */
export function startWriter(
  options: WriterOptions,
  onFatal: (error: Error) => void,
  threadFile = threadUrl,
  onIndexed: (left: number) => void = () => {},
  onProgress: (progress: Progress | null) => void = () => {},
): Promise<WriterClient> {
  const thread = new Worker(threadFile, { workerData: options, name: 'freshet-writer', resourceLimits: { maxYoungGenerationSizeMb: 24 } });
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let ended: FeedError | null = null;
  const started = Promise.withResolvers<WriterClient>();
  const closed = Promise.withResolvers<void>();
  let isClosing = false;

  function call(method: WriteCall['method'], args: readonly unknown[]): Promise<unknown> {
    if (ended || isClosing) return Promise.reject(ended ?? stopped('the store is closed'));
    lastId += 1;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    pending.set(lastId, { resolve, reject });
    const message = { kind: 'call', id: lastId, call: { method, args } as WriteCall } satisfies ToWriter;
    try {
      thread.postMessage(message, handedOver(message.call));
    } catch (error) {
      pending.delete(lastId);
      reject(error instanceof Error ? error : new Error(String(error)));
    }
    return promise;
  }

  function end(error: FeedError): void {
    if (ended) return;
    ended = error;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
    started.reject(error);
    closed.resolve();
    if (!isClosing) onFatal(error);
  }

  thread.on('message', (message: FromWriter) => {
    switch (message.kind) {
      case 'ready':
        return started.resolve({ write: writeStore(call), close });
      case 'start-failed':
        isClosing = true;
        return started.reject(fromWireError(message.error));
      case 'closed':
        return closed.resolve();
      case 'indexed':
        return onIndexed(message.left);
      case 'progress':
        return onProgress(message.progress);
      case 'reply': {
        const waiting = pending.get(message.id);
        pending.delete(message.id);
        if (message.outcome.ok) waiting?.resolve(message.outcome.result);
        else waiting?.reject(fromWireError(message.outcome.error));
      }
    }
  });
  thread.on('error', error => end(stopped(String(error), error)));
  thread.on('exit', code => end(stopped(`the writer thread ended with code ${code}`)));

  async function close(): Promise<void> {
    if (!isClosing) thread.postMessage({ kind: 'close' } satisfies ToWriter);
    isClosing = true;
    await closed.promise;
    await thread.terminate();
  }

  return started.promise;
}

/** What would otherwise be held twice: a document is the writer's once it is given to it. */
function handedOver({ method, args }: WriteCall): ArrayBuffer[] {
  if (method !== 'saveCheck') return [];
  const [, outcome] = args;
  return outcome.kind === 'changed' ? [outcome.document.fresh.buffer] : [];
}

function stopped(detail: string, cause?: unknown): FeedError {
  return new FeedError('worker-stopped', 'The part of Freshet that stores things has stopped. What was acknowledged is safe.', {
    detail,
    cause,
  });
}

function fromWireError({ code, message, detail, field }: WireError): FeedError {
  return new FeedError(code, message, { detail, ...(field === undefined ? {} : { field }) });
}

function writeStore(call: (method: WriteCall['method'], args: readonly unknown[]) => Promise<unknown>): WriteStore {
  const method =
    <M extends WriteCall['method']>(name: M) =>
    (...args: Parameters<WriteStore[M]>) =>
      call(name, args) as ReturnType<WriteStore[M]>;
  return {
    saveCheck: method('saveCheck'),
    addSubscription: method('addSubscription'),
    changeAddress: method('changeAddress'),
    removeSubscriptions: method('removeSubscriptions'),
    settleFeeds: method('settleFeeds'),
    moveFolderUp: method('moveFolderUp'),
    changeSubscriptions: method('changeSubscriptions'),
    changeFolder: method('changeFolder'),
    moveInTree: method('moveInTree'),
    importOutlines: method('importOutlines'),
    setRead: method('setRead'),
    setStarred: method('setStarred'),
    removeEntries: method('removeEntries'),
    setLater: method('setLater'),
    setLabel: method('setLabel'),
    addLabel: method('addLabel'),
    changeLabel: method('changeLabel'),
    mergeLabel: method('mergeLabel'),
    removeLabel: method('removeLabel'),
    changeMany: method('changeMany'),
    markAllRead: method('markAllRead'),
    undo: method('undo'),
    redo: method('redo'),
    addArchive: method('addArchive'),
    compact: method('compact'),
    setPlayed: method('setPlayed'),
    saveFullText: method('saveFullText'),
    showFullText: method('showFullText'),
    saveSearch: method('saveSearch'),
    removeSearch: method('removeSearch'),
    setSettings: method('setSettings'),
    setWindowNotes: method('setWindowNotes'),
    confirmLocalHost: method('confirmLocalHost'),
    setFeedAccess: method('setFeedAccess'),
    setPlainAddress: method('setPlainAddress'),
    setSecret: method('setSecret'),
    removeOld: method('removeOld'),
    saveIcon: method('saveIcon'),
    scheduleChecks: method('scheduleChecks'),
    noteAsked: method('noteAsked'),
    forgiveFailures: method('forgiveFailures'),
    resumePutOff: method('resumePutOff'),
  };
}
