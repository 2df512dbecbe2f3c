import { parentPort } from 'node:worker_threads';
import type { ParseRequest } from '../../../worker/parse/parser.ts';

/** A parse thread that does what the document says. */
parentPort?.on('message', ({ bytes }: ParseRequest) => {
  const text = new TextDecoder().decode(bytes);
  parentPort?.postMessage({ kind: 'started' });
  if (text === 'hang') for (;;);
  if (text === 'exit') process.exit(0);
  if (text === 'throw') throw new Error('planted');
  const wait = text.startsWith('slow') ? 150 : 0;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
  parentPort?.postMessage({ kind: 'parsed', feed: { title: text } });
});
parentPort?.postMessage({ kind: 'ready' });
