import { parentPort, workerData } from 'node:worker_threads';
import { toWireError } from '../errors.ts';
import type { ParsedFeed } from '../feed.ts';
import type { WireError } from '../protocol/errors.ts';
import { parseFeed } from './parse-feed.ts';
import type { ParseRequest } from './parser.ts';

/** What a thread is given: a document, and the number under which it notes that it has begun with it. */
export interface ThreadRequest extends Pick<ParseRequest, 'bytes' | 'contentType' | 'url'> {
  readonly serial: number;
}

/** To the pool: ready for the first document; begun with the one that was sent; done with it. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'started' }
  | { readonly kind: 'parsed'; readonly feed: ParsedFeed }
  | { readonly kind: 'failed'; readonly error: WireError };

function answer({ bytes, contentType, url }: ThreadRequest): ThreadMessage {
  try {
    return { kind: 'parsed', feed: parseFeed(bytes, contentType, url) };
  } catch (error) {
    return { kind: 'failed', error: toWireError(error) };
  }
}

const post = (message: ThreadMessage) => parentPort?.postMessage(message);
// Memory that the pool reads also when this thread has died and its messages with it.
const begun = new Int32Array(workerData as SharedArrayBuffer);

parentPort?.on('message', (request: ThreadRequest) => {
  Atomics.store(begun, 0, request.serial);
  post({ kind: 'started' });
  post(answer(request));
});
post({ kind: 'ready' });
