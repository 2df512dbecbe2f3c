import { parentPort } from 'node:worker_threads';
import { toWireError } from '../errors.ts';
import type { WireError } from '../protocol/errors.ts';
import { type ExtractedArticle, extractArticle, type PageToRead } from './extract-article.ts';

/** To the reader of pages: ready for the first one; begun with the one that was sent; done with it. */
export type ExtractMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'started' }
  | { readonly kind: 'extracted'; readonly article: ExtractedArticle }
  | { readonly kind: 'failed'; readonly error: WireError };

function answer(page: PageToRead): ExtractMessage {
  try {
    return { kind: 'extracted', article: extractArticle(page) };
  } catch (error) {
    return { kind: 'failed', error: toWireError(error) };
  }
}

const post = (message: ExtractMessage) => parentPort?.postMessage(message);

parentPort?.on('message', (page: PageToRead) => {
  post({ kind: 'started' });
  post(answer(page));
});
post({ kind: 'ready' });
