import { Worker } from 'node:worker_threads';
import { FeedError } from '../errors.ts';
import type { FeedId } from '../protocol/ids.ts';
import { type ReadDocument, wholeFeed } from '../read-document.ts';
import { createInWorkNote } from './in-work-note.ts';
import type { ThreadData, ThreadMessage, ThreadRequest } from './parse-thread.ts';
import type { FeedParser, ParseRequest, ReadRequest } from './parser.ts';

export interface ParsePoolOptions {
  /** Threads at most, but for those that stand in for slow ones; each is started when first needed. */
  readonly size: number;
  /** The version of the program: entries that another one has read are read anew. */
  readonly reader?: string;
  /** How long a thread may work on one document; one that others keep from working gets more of the clock. */
  readonly timeoutMs?: number;
  /** How much a thread has worked since it began, ms; another one only in tests. */
  readonly workedMs?: (thread: Worker) => Promise<number>;
  /** The thread's program; another one only in tests. */
  readonly threadUrl?: URL | undefined;
  /** Hears what the threads are about to read, before they begin: should this process die, that is to blame. 0 stands for a document of no feed. */
  readonly onInWork?: (feedIds: readonly FeedId[]) => void;
}

/** Beside this file as source, beside the bundle when bundled. */
const ownThreadUrl = new URL(import.meta.url.endsWith('.ts') ? './parse-thread.ts' : './parse-thread.js', import.meta.url);
const threadLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 24, stackSizeMb: 4 };
/** A thread that works on one document for so long gets a stand-in, so that the documents behind it do not wait until it is given up (R9). */
const slowMs = 400;
const mostStandIns = 3;
/** A thread with less of the clock than this share was kept from working. */
const leastShare = 0.5;
const mostExtensions = 5;
/** A thread that says nothing for so long hangs where nothing can ask it. */
const silentMs = 1_000;

interface Job {
  readonly request: ReadRequest;
  readonly serial: number;
  /** It was given to a thread that died before it had begun with it. */
  wasReturned: boolean;
  readonly resolve: (document: ReadDocument) => void;
  readonly reject: (error: FeedError) => void;
}

interface Thread {
  readonly worker: Worker;
  /** The serial of the document that it began last. */
  readonly begun: Int32Array;
  isReady: boolean;
  isSlow: boolean;
  job: Job | null;
  timers: readonly NodeJS.Timeout[];
  /** What it had worked when it turned out to be slow. */
  workedWhenSlow: Promise<number | null>;
}

/** Parses in threads, first come first served. A thread that hangs or dies costs its own document only. */
export function createParsePool(options: ParsePoolOptions): FeedParser {
  const { size, reader = '', timeoutMs = 2_000, threadUrl = ownThreadUrl, workedMs = cpuMs, onInWork = () => undefined } = options;
  const queue: Job[] = [];
  const threads = new Set<Thread>();
  const inWork = createInWorkNote(onInWork);
  const slowAfter = Math.min(slowMs, timeoutMs / 2);
  let lastSerial = 0;
  let isClosed = false;

  function assign(): void {
    for (const thread of threads) {
      if (!thread.isReady || thread.job !== null) continue;
      const job = takeNext();
      if (job === null) break;
      begin(thread, job);
    }
    inWork.write(jobsInWork());
    startThreads();
  }

  function jobsInWork(): readonly ParseRequest[] {
    return [...threads].flatMap(({ job }) => (job === null ? [] : [job.request]));
  }

  function takeNext(): Job | null {
    const hasSuspect = jobsInWork().some(({ isSuspect }) => isSuspect === true);
    const index = queue.findIndex(({ request }) => !(hasSuspect && request.isSuspect === true));
    return index < 0 ? null : (queue.splice(index, 1)[0] ?? null);
  }

  function startThreads(): void {
    const all = [...threads];
    const starting = all.filter(thread => !thread.isReady).length;
    const standIns = Math.min(mostStandIns, all.filter(thread => thread.isSlow).length);
    if (queue.length > starting && threads.size < size + standIns) startThread();
  }

  function begin(thread: Thread, job: Job): void {
    thread.job = job;
    thread.worker.ref();
    inWork.write(jobsInWork());
    const { bytes, contentType, url, known } = job.request;
    // A copy of its own: what arrived may be a view of a larger buffer, all of which would be cloned (and a Buffer's `slice` is a view too).
    const own = new Uint8Array(bytes);
    thread.worker.postMessage({ bytes: own, contentType, url, known, serial: job.serial } satisfies ThreadRequest, [own.buffer]);
  }

  function startThread(): void {
    const memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const workerData: ThreadData = { begun: memory, reader };
    const thread: Thread = {
      worker: new Worker(threadUrl, { name: 'freshet-parse', resourceLimits: threadLimits, workerData }),
      begun: new Int32Array(memory),
      isReady: false,
      isSlow: false,
      job: null,
      timers: [],
      workedWhenSlow: Promise.resolve(null),
    };
    threads.add(thread);
    thread.worker.on('message', (message: ThreadMessage) => hear(thread, message));
    thread.worker.on('error', error => lose(thread, String(error)));
    thread.worker.on('exit', code => lose(thread, `exit ${code}`));
  }

  function hear(thread: Thread, message: ThreadMessage): void {
    if (!threads.has(thread)) return;
    switch (message.kind) {
      case 'ready':
        thread.isReady = true;
        thread.worker.unref();
        break;
      case 'started':
        thread.timers = [setTimeout(() => slowDown(thread), slowAfter), setTimeout(() => giveUp(thread), timeoutMs)];
        return;
      case 'parsed':
        settle(thread)?.resolve(message.document);
        break;
      case 'failed': {
        const { code, message: words, detail } = message.error;
        settle(thread)?.reject(new FeedError(code, words, { detail }));
        break;
      }
    }
    endSpare(thread);
    assign();
  }

  function settle(thread: Thread): Job | null {
    const { job } = thread;
    for (const timer of thread.timers) clearTimeout(timer);
    thread.timers = [];
    thread.isSlow = false;
    thread.job = null;
    if (job !== null) thread.worker.unref();
    return job;
  }

  function slowDown(thread: Thread): void {
    thread.isSlow = true;
    thread.workedWhenSlow = answerOf(thread);
    startThreads();
  }

  function answerOf({ worker }: Thread): Promise<number | null> {
    const silence = new Promise<null>(resolve => setTimeout(resolve, silentMs, null).unref());
    return Promise.race([workedMs(worker).catch(() => null), silence]);
  }

  /** Once the slow thread is well again, or gone and replaced by its stand-in, there is one too many. */
  function endSpare(thread: Thread): void {
    const standIns = [...threads].filter(({ isSlow }) => isSlow).length;
    if (thread.job !== null || threads.size <= size + Math.min(mostStandIns, standIns)) return;
    threads.delete(thread);
    void thread.worker.terminate();
  }

  /** The answer may already wait in this thread's queue when this thread itself was busy: it gets one more turn. */
  function giveUp(thread: Thread, extensions = 0): void {
    const { job } = thread;
    setImmediate(async () => {
      if (job === null || thread.job !== job) return;
      const [before, now] = await Promise.all([thread.workedWhenSlow, answerOf(thread)]);
      if (thread.job !== job) return;
      const watched = timeoutMs - slowAfter + (extensions * timeoutMs) / 2;
      if (before !== null && now !== null && now - before < watched * leastShare && extensions < mostExtensions) {
        thread.timers = [setTimeout(() => giveUp(thread, extensions + 1), timeoutMs / 2)];
        return;
      }
      lose(thread, `no answer within ${timeoutMs} ms`);
      void thread.worker.terminate();
    });
  }

  function lose(thread: Thread, detail: string): void {
    if (!threads.delete(thread)) return;
    const job = settle(thread);
    // A document that it had not begun with has done nothing to it; once may be chance.
    if (job !== null && !job.wasReturned && Atomics.load(thread.begun, 0) !== job.serial) {
      job.wasReturned = true;
      queue.unshift(job);
    } else job?.reject(quarantined(detail));
    if (!thread.isReady) failQueue(detail);
    if (!isClosed) assign();
  }

  /** A thread that cannot even start would be started for ever. */
  function failQueue(detail: string): void {
    for (const job of queue.splice(0))
      job.reject(new FeedError('internal', 'Feeds cannot be read: the part of Freshet that reads them does not start.', { detail }));
  }

  function enqueue(job: Job): void {
    if (job.request.feedId !== undefined) queue.push(job);
    else queue.splice(queue.findLastIndex(({ request }) => request.feedId === undefined) + 1, 0, job);
  }

  function read(request: ReadRequest): Promise<ReadDocument> {
    if (isClosed) return Promise.reject(stopped());
    return new Promise((resolve, reject) => {
      lastSerial += 1;
      enqueue({ request, serial: lastSerial, wasReturned: false, resolve, reject });
      assign();
    });
  }

  return {
    read,
    parse: async request => wholeFeed(await read({ ...request, known: null })),
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

/** CPU time of the whole life of a thread. Rejects where Node cannot tell (before 24.6). */
async function cpuMs(worker: Worker): Promise<number> {
  const { user, system } = await worker.cpuUsage();
  return (user + system) / 1_000;
}

function quarantined(detail: string): FeedError {
  return new FeedError(
    'quarantined',
    'Reading what this feed sent took too long or failed badly, so the feed is set aside for a day. Its articles are kept. Refresh this feed to try it now.',
    { detail },
  );
}

function stopped(): FeedError {
  return new FeedError('worker-stopped', 'Freshet is closing.');
}
