import { Worker } from 'node:worker_threads';
import { FeedError } from '../errors.ts';
import type { ParsedFeed } from '../feed.ts';
import type { ThreadMessage } from './parse-thread.ts';
import type { FeedParser, ParseRequest } from './parser.ts';

export interface ParsePoolOptions {
  /** Threads at most; each is started when first needed. */
  readonly size: number;
  /** How long a thread may work on one document. */
  readonly timeoutMs?: number;
  /** The thread's program; another one only in tests. */
  readonly threadUrl?: URL;
}

/** Beside this file as source, beside the bundle when bundled. */
const ownThreadUrl = new URL(import.meta.url.endsWith('.ts') ? './parse-thread.ts' : './parse-thread.js', import.meta.url);
const threadLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };

interface Job {
  readonly request: ParseRequest;
  readonly resolve: (feed: ParsedFeed) => void;
  readonly reject: (error: FeedError) => void;
}

interface Thread {
  readonly worker: Worker;
  isReady: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

/** Parses in threads, first come first served. A thread that hangs or dies costs its own document only. */
export function createParsePool({ size, timeoutMs = 2_000, threadUrl = ownThreadUrl }: ParsePoolOptions): FeedParser {
  const queue: Job[] = [];
  const threads = new Set<Thread>();
  let isClosed = false;

  function assign(): void {
    for (const thread of threads) {
      if (!thread.isReady || thread.job !== null) continue;
      const job = queue.shift();
      if (job === undefined) return;
      begin(thread, job);
    }
    const starting = [...threads].filter(thread => !thread.isReady).length;
    if (queue.length > starting && threads.size < size) startThread();
  }

  function begin(thread: Thread, job: Job): void {
    thread.job = job;
    thread.worker.ref();
    // A copy of its own: what arrived may be a view of a larger buffer, all of which would be cloned (and a Buffer's `slice` is a view too).
    const bytes = new Uint8Array(job.request.bytes);
    thread.worker.postMessage({ ...job.request, bytes }, [bytes.buffer]);
  }

  function startThread(): void {
    const thread: Thread = {
      worker: new Worker(threadUrl, { name: 'freshet-parse', resourceLimits: threadLimits }),
      isReady: false,
      job: null,
      timer: null,
    };
    threads.add(thread);
    thread.worker.on('message', (message: ThreadMessage) => hear(thread, message));
    thread.worker.on('error', error => lose(thread, String(error)));
    thread.worker.on('exit', code => lose(thread, `exit ${code}`));
  }

  function hear(thread: Thread, message: ThreadMessage): void {
    switch (message.kind) {
      case 'ready':
        thread.isReady = true;
        thread.worker.unref();
        break;
      case 'started':
        thread.timer = setTimeout(() => giveUp(thread), timeoutMs);
        return;
      case 'parsed':
        settle(thread)?.resolve(message.feed);
        break;
      case 'failed': {
        const { code, message: words, detail } = message.error;
        settle(thread)?.reject(new FeedError(code, words, { detail }));
        break;
      }
    }
    assign();
  }

  function settle(thread: Thread): Job | null {
    const { job } = thread;
    if (thread.timer !== null) clearTimeout(thread.timer);
    thread.timer = null;
    thread.job = null;
    if (job !== null) thread.worker.unref();
    return job;
  }

  /** The answer may already wait in this thread's queue when this thread itself was busy: it gets one more turn. */
  function giveUp(thread: Thread): void {
    const { job } = thread;
    setImmediate(() => {
      if (job === null || thread.job !== job) return;
      lose(thread, `no answer within ${timeoutMs} ms`);
      void thread.worker.terminate();
    });
  }

  function lose(thread: Thread, detail: string): void {
    if (!threads.delete(thread)) return;
    settle(thread)?.reject(quarantined(detail));
    if (!thread.isReady) failQueue(detail);
    if (!isClosed) assign();
  }

  /** A thread that cannot even start would be started for ever. */
  function failQueue(detail: string): void {
    for (const job of queue.splice(0))
      job.reject(new FeedError('internal', 'Feeds cannot be read: the part of Freshet that reads them does not start.', { detail }));
  }

  return {
    parse(request) {
      if (isClosed) return Promise.reject(stopped());
      return new Promise((resolve, reject) => {
        queue.push({ request, resolve, reject });
        assign();
      });
    },
    async close() {
      isClosed = true;
      for (const job of queue.splice(0)) job.reject(stopped());
      const closing = [...threads];
      threads.clear();
      for (const thread of closing) settle(thread)?.reject(stopped());
      await Promise.all(closing.map(thread => thread.worker.terminate()));
    },
  };
}

function quarantined(detail: string): FeedError {
  return new FeedError(
    'quarantined',
    'Reading this feed took too long or failed badly, so it was set aside. Its other articles are kept.',
    { detail },
  );
}

function stopped(): FeedError {
  return new FeedError('worker-stopped', 'Freshet is closing.');
}
