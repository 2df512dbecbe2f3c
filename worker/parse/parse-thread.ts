import { parentPort } from 'node:worker_threads';
import { toWireError } from '../errors.ts';
import type { ParsedFeed } from '../feed.ts';
import type { WireError } from '../protocol/errors.ts';
import { parseFeed } from './parse-feed.ts';
import type { ParseRequest } from './parser.ts';

/** To the pool: ready for the first document; begun with the one that was sent; done with it. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'started' }
  | { readonly kind: 'parsed'; readonly feed: ParsedFeed }
  | { readonly kind: 'failed'; readonly error: WireError };

function answer(request: ParseRequest): ThreadMessage {
  try {
    return { kind: 'parsed', feed: parseFeed(request.bytes, request.contentType, request.url) };
  } catch (error) {
    return { kind: 'failed', error: toWireError(error) };
  }
}

const post = (message: ThreadMessage) => parentPort?.postMessage(message);

parentPort?.on('message', (request: ParseRequest) => {
  post({ kind: 'started' });
  post(answer(request));
});
post({ kind: 'ready' });
