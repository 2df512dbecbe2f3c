import { Worker } from 'node:worker_threads';
import { FeedError } from '../errors.ts';
import type { ExtractedArticle, PageToRead } from './extract-article.ts';
import type { ExtractMessage } from './extract-thread.ts';

/** Pages to articles, off this thread, one after the other. */
export interface PageReader {
  /** Rejects with FeedError 'too-large' or 'nothing-to-read'; also for a page on which the thread hangs or dies. */
  read(page: PageToRead, isUrgent: boolean): Promise<ExtractedArticle>;
  close(): Promise<void>;
}

interface Job {
  readonly page: PageToRead;
  readonly isUrgent: boolean;
  readonly resolve: (article: ExtractedArticle) => void;
  readonly reject: (error: FeedError) => void;
}

interface Thread {
  readonly worker: Worker;
  timer: NodeJS.Timeout | null;
}

/** Beside this file as source, beside the bundle when bundled. */
const ownThreadUrl = new URL(import.meta.url.endsWith('.ts') ? './extract-thread.ts' : './extract-thread.js', import.meta.url);
const threadLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 24, stackSizeMb: 4 };
/** A thread that was kept from working gets more of the clock, up to this many times. */
const mostExtensions = 4;
const idleMs = 60_000;
const silentMs = 500;

/** A thread is started with the first page, kept while there are more, and given up (X5) when it has worked `timeoutMs` on one. */
export function createPageReader({ timeoutMs = 2_000, threadUrl = ownThreadUrl } = {}): PageReader {
  const queue: Job[] = [];
  let thread: Thread | null = null;
  let job: Job | null = null;
  let isReady = false;
  let idle: NodeJS.Timeout | null = null;
  let isClosed = false;

  function next(): void {
    if (job !== null || isClosed) return;
    if (queue.length === 0) {
      idle ??= setTimeout(end, idleMs).unref();
      return;
    }
    if (idle !== null) clearTimeout(idle);
    idle = null;
    if (thread === null) start();
    if (thread === null || !isReady) return;
    job = queue.shift() ?? null;
    if (job === null) return;
    thread.worker.ref();
    const { bytes, contentType, url } = job.page;
    const own = new Uint8Array(bytes);
    thread.worker.postMessage({ bytes: own, contentType, url } satisfies PageToRead, [own.buffer]);
  }

  function start(): void {
    const worker = new Worker(threadUrl, { name: 'freshet-extract', resourceLimits: threadLimits });
    const mine: Thread = { worker, timer: null };
    thread = mine;
    isReady = false;
    worker.on('message', (message: ExtractMessage) => mine === thread && hear(mine, message));
    worker.on('error', error => lose(mine, String(error)));
    worker.on('exit', code => lose(mine, `exit ${code}`));
  }

  function hear(mine: Thread, message: ExtractMessage): void {
    switch (message.kind) {
      case 'ready':
        isReady = true;
        break;
      case 'started':
        mine.timer = setTimeout(() => void giveUp(mine, 0), timeoutMs);
        return;
      case 'extracted':
        settle(mine)?.resolve(message.article);
        break;
      case 'failed': {
        const { code, message: words, detail } = message.error;
        settle(mine)?.reject(new FeedError(code, words, { detail }));
        break;
      }
    }
    next();
  }

  function settle(mine: Thread): Job | null {
    if (mine.timer !== null) clearTimeout(mine.timer);
    mine.timer = null;
    mine.worker.unref();
    const done = job;
    job = null;
    return done;
  }

  async function giveUp(mine: Thread, extensions: number): Promise<void> {
    const inWork = job;
    const workedMs = await cpuMs(mine.worker);
    if (thread !== mine || job !== inWork) return;
    if (workedMs !== null && workedMs < timeoutMs / 2 && extensions < mostExtensions) {
      mine.timer = setTimeout(() => void giveUp(mine, extensions + 1), timeoutMs);
      return;
    }
    lose(mine, `no answer within ${timeoutMs} ms`);
    void mine.worker.terminate();
  }

  function lose(mine: Thread, detail: string): void {
    if (thread !== mine) return;
    thread = null;
    const inWork = settle(mine);
    inWork?.reject(new FeedError('too-large', 'This page is too large or too tangled to be read safely.', { detail }));
    // A thread that cannot even start would be started for ever.
    if (!isReady)
      for (const waiting of queue.splice(0))
        waiting.reject(new FeedError('internal', 'Pages cannot be read: the part of Freshet that reads them does not start.', { detail }));
    next();
  }

  function end(): void {
    idle = null;
    const ending = thread;
    thread = null;
    void ending?.worker.terminate();
  }

  return {
    read: (page, isUrgent) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(stopped());
        const place = isUrgent ? queue.findLastIndex(other => other.isUrgent) + 1 : queue.length;
        queue.splice(place, 0, { page, isUrgent, resolve, reject });
        next();
      }),
    async close() {
      isClosed = true;
      if (idle !== null) clearTimeout(idle);
      for (const waiting of queue.splice(0)) waiting.reject(stopped());
      const closing = thread;
      thread = null;
      if (closing === null) return;
      settle(closing)?.reject(stopped());
      await closing.worker.terminate();
    },
  };
}

/** What the thread has worked in its whole life; null where nobody can tell. */
async function cpuMs(worker: Worker): Promise<number | null> {
  const silence = new Promise<null>(resolve => setTimeout(resolve, silentMs, null).unref());
  const used = worker.cpuUsage().then(({ user, system }) => (user + system) / 1_000);
  return Promise.race([used.catch(() => null), silence]);
}

function stopped(): FeedError {
  return new FeedError('worker-stopped', 'Freshet is closing.');
}
