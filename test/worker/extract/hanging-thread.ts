import { parentPort } from 'node:worker_threads';
import type { PageToRead } from '../../../worker/extract/extract-article.ts';
import type { ExtractMessage } from '../../../worker/extract/extract-thread.ts';

const post = (message: ExtractMessage) => parentPort?.postMessage(message);

parentPort?.on('message', ({ bytes }: PageToRead) => {
  const word = new TextDecoder().decode(bytes);
  post({ kind: 'started' });
  if (word === 'die') process.exit(3);
  while (word === 'hang') Math.random();
  post({ kind: 'extracted', article: { html: word, baseUrl: 'https://news.example/', language: null } });
});
post({ kind: 'ready' });
