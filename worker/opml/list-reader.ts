import { Worker } from 'node:worker_threads';
import { FeedError } from '../errors.ts';
import type { WireError } from '../protocol/errors.ts';
import type { ListJob, ListResult } from './list-job.ts';

type Done<K extends ListJob['kind']> = Extract<ListResult, { readonly kind: K }>;

/** Reads a list in a thread of its own, so that 200,000 feeds hold nobody up. Rejects with a FeedError, 'bad-opml' when the text is no list. */
export type ListReader = <K extends ListJob['kind']>(job: Extract<ListJob, { readonly kind: K }>, signal: AbortSignal) => Promise<Done<K>>;

/** Beside this file as source, beside the bundle when bundled. */
const ownThreadUrl = new URL(import.meta.url.endsWith('.ts') ? './list-thread.ts' : './list-thread.js', import.meta.url);
const longestMs = 60_000;

export function createListReader({
  timeoutMs = longestMs,
  threadUrl = ownThreadUrl,
}: {
  readonly timeoutMs?: number;
  /** The thread's program; another one only in tests. */
  readonly threadUrl?: URL;
} = {}): ListReader {
  return (job, signal) => {
    const thread = new Worker(threadUrl, { workerData: job, name: 'freshet-list' });
    const { promise, resolve, reject } = Promise.withResolvers<Done<typeof job.kind>>();
    const timer = setTimeout(() => reject(tooLong()), timeoutMs);
    const onAbort = () => reject(new FeedError('cancelled', 'The import was cancelled.'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    thread.on('message', (result: ListResult) => {
      if (result.kind === 'failed') reject(asThrown(result.error));
      else resolve(result as Done<typeof job.kind>);
    });
    thread.on('error', error => reject(unreadable(String(error))));
    thread.on('exit', code => reject(unreadable(`the thread ended with code ${code}`)));
    return promise.finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      void thread.terminate();
    });
  };
}

function asThrown({ code, message, detail, why, of }: WireError): FeedError {
  return new FeedError(code, message, { detail, ...(why === undefined ? {} : { why }), ...(of === undefined ? {} : { of }) });
}

function tooLong(): FeedError {
  return new FeedError('bad-opml', 'Reading this list took too long, so it was given up. Nothing was imported.', { why: 'list-too-long' });
}

function unreadable(detail: string): FeedError {
  return new FeedError('bad-opml', 'This list could not be read. Nothing was imported.', { why: 'list-unreadable', detail });
}
