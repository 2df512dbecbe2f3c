import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { toWireError } from '../errors.ts';
import { createCheckpoints } from './checkpoint.ts';
import { countUnindexed, indexSome } from './search-index.ts';
import { explainSqliteError } from './sqlite-errors.ts';
import { createTransactions } from './transaction.ts';
import { createWriteQueue } from './write-queue.ts';
import { openWriterDatabase } from './writer-database.ts';
import type { FromWriter, ToWriter, WriterOptions } from './writer-messages.ts';
import { pruneChanges } from './writes/prune-changes.ts';

const startedAt = performance.now();

/** Long enough that folding the WAL does not meet the next click. */
const idleMs = 300;
/** A transaction of the full-text index ends after this time, and at once when there is something else to write. */
const indexingMs = 40;
const tellLeftEveryMs = 250;
/** New articles wait no longer than this to be found, also while a refresh writes for minutes: then its pauses are used, however short. */
const longestBehindMs = 5000;
/** What a refresh without pauses gives to the index in that time. */
const betweenMs = 250;

function serve(options: WriterOptions, port: NonNullable<typeof parentPort>): void {
  const post = (message: FromWriter) => port.postMessage(message);
  let connection: ReturnType<typeof openWriterDatabase>;
  try {
    connection = openWriterDatabase(options);
  } catch (error) {
    post({ kind: 'start-failed', error: toWireError(explainSqliteError(error, options.profileDir)) });
    port.close();
    return;
  }

  const transactions = createTransactions(connection);
  const checkpoints = createCheckpoints(connection, `${options.database}-wal`);
  const queue = createWriteQueue({
    connection,
    transactions,
    profileDir: options.profileDir,
    receive,
    reply: (id, outcome) => post({ kind: 'reply', id, outcome }),
    tellProgress: progress => post({ kind: 'progress', progress }),
  });
  const now = () => options.now + Math.trunc(performance.now() - startedAt);
  let isClosing = false;
  let isTurning = false;
  let idleTimer: NodeJS.Timeout | undefined;
  let toldLeftAt = Number.NEGATIVE_INFINITY;
  let isIndexed = false;
  /** Since when something may not be in the index; null: all is. */
  let behindSince: number | null = null;
  let indexedAt = Number.NEGATIVE_INFINITY;

  function take(message: ToWriter): void {
    if (message.kind === 'call') queue.add(message.id, message.call);
    else isClosing = true;
  }

  function receive(): void {
    for (let received = receiveMessageOnPort(port); received; received = receiveMessageOnPort(port)) take(received.message as ToWriter);
  }

  function turn(): void {
    if (queue.turn()) {
      behindSince ??= performance.now();
      checkpoints.afterCommit();
      if (isOverdue() && performance.now() - indexedAt >= longestBehindMs) indexBetween();
      setImmediate(turn);
      return;
    }
    isTurning = false;
    if (isClosing) close();
    else if (isOverdue()) idleTimer = setTimeout(index, 0);
    else idleTimer = setTimeout(idle, idleMs);
  }

  function isOverdue(): boolean {
    return behindSince !== null && performance.now() - behindSince >= longestBehindMs;
  }

  function idle(): void {
    checkpoints.whenIdle();
    try {
      if (transactions.run('normal', () => pruneChanges(connection, now()))) idleTimer = setTimeout(idle, idleMs);
      else idleTimer = setTimeout(index, 0);
    } catch {
      // A full disk: there is time to forget later.
    }
  }

  /** Between two writes of a refresh; what the user does goes first. */
  function indexBetween(): void {
    const until = performance.now() + betweenMs;
    indexUntil(() => {
      receive();
      return !queue.hasActions() && !isClosing && performance.now() < until;
    });
  }

  /** When nothing is to be written. */
  function index(): void {
    const until = performance.now() + indexingMs;
    const isMore = indexUntil(() => {
      receive();
      return !queue.isWaiting() && !isClosing && performance.now() < until;
    });
    if (isMore) idleTimer = setTimeout(index, 0);
    if (!queue.isWaiting() && !isClosing) return;
    clearTimeout(idleTimer);
    isTurning = true;
    setImmediate(turn);
  }

  function indexUntil(mayGoOn: () => boolean): boolean {
    try {
      const isMore = countUnindexed(connection) > 0 && transactions.run('normal', () => indexSome(connection, mayGoOn));
      checkpoints.afterCommit();
      tellLeft(isMore);
      if (!isMore) behindSince = null;
      return isMore;
    } catch {
      // A full disk: it is tried again after the next write.
      return false;
    } finally {
      indexedAt = performance.now();
    }
  }

  function tellLeft(isMore: boolean): void {
    if (!isMore && isIndexed) return;
    if (isMore && performance.now() - toldLeftAt < tellLeftEveryMs) return;
    isIndexed = !isMore;
    toldLeftAt = performance.now();
    post({ kind: 'indexed', left: isMore ? countUnindexed(connection) : 0 });
  }

  function close(): void {
    connection.close();
    post({ kind: 'closed' });
    port.close();
  }

  port.on('message', (message: ToWriter) => {
    take(message);
    clearTimeout(idleTimer);
    if (isTurning) return;
    isIndexed = false;
    isTurning = true;
    setImmediate(turn);
  });
  post({ kind: 'ready' });
  idleTimer = setTimeout(idle, idleMs);
}

if (!parentPort) throw new Error('writer-thread.ts is started as a thread by open-store.ts');
serve(workerData as WriterOptions, parentPort);
