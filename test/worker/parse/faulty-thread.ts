import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadData, ThreadRequest } from '../../../worker/parse/parse-thread.ts';
import { packDocument } from '../../../worker/read-document.ts';
import { parsedFeed } from '../../helpers/feed-document.ts';

/** A parse thread that does what the document says. */
const begun = new Int32Array((workerData as ThreadData).begun);
parentPort?.on('message', ({ bytes, serial }: ThreadRequest) => {
  const text = new TextDecoder().decode(bytes);
  if (text === 'exit before it begins') process.exit(0);
  Atomics.store(begun, 0, serial);
  parentPort?.postMessage({ kind: 'started' });
  if (text === 'hang') for (;;);
  if (text === 'exit') process.exit(0);
  if (text === 'throw') throw new Error('planted');
  const wait = text.startsWith('slow') ? 150 : text.startsWith('very slow') ? 900 : 0;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
  parentPort?.postMessage({ kind: 'parsed', document: packDocument(parsedFeed([], { title: text })) });
});
parentPort?.postMessage({ kind: 'ready' });
