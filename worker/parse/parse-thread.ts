import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { toWireError } from '../errors.ts';
import type { WireError } from '../protocol/errors.ts';
import type { ReadDocument } from '../read-document.ts';
import { readFeed } from './parse-feed.ts';
import type { ReadRequest } from './parser.ts';

/** What a thread is given: a document, and the number under which it notes that it has begun with it. */
export interface ThreadRequest extends Pick<ReadRequest, 'bytes' | 'contentType' | 'url' | 'known'> {
  readonly serial: number;
}

/** To the pool: ready for the first document; begun with the one that was sent; done with it. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'started' }
  | { readonly kind: 'parsed'; readonly document: ReadDocument }
  | { readonly kind: 'failed'; readonly error: WireError };

export interface ThreadData {
  /** Memory that the pool reads also when this thread has died and its messages with it. */
  readonly begun: SharedArrayBuffer;
  /** The version of the program: what another one has read is not recognised. */
  readonly reader: string;
}

const { begun: begunMemory, reader } = workerData as ThreadData;
const begun = new Int32Array(begunMemory);

function answer(request: ThreadRequest): ThreadMessage {
  try {
    return { kind: 'parsed', document: readFeed(request, reader) };
  } catch (error) {
    return { kind: 'failed', error: toWireError(error) };
  }
}

function post(message: ThreadMessage): void {
  parentPort?.postMessage(message, message.kind === 'parsed' ? [message.document.fresh.buffer] : []);
}

// Whoever waits for a page or a click goes first where processors are few. Only Linux takes 0 for the calling thread; elsewhere it is the whole process.
if (process.platform === 'linux') setPriority(0, 10);

parentPort?.on('message', (request: ThreadRequest) => {
  Atomics.store(begun, 0, request.serial);
  post({ kind: 'started' });
  post(answer(request));
});
post({ kind: 'ready' });
