import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** Feeds on many loopback addresses, in a process of their own: `feed-farm.ts FEEDS ADDRESSES ENTRIES`. It is told what to be like by messages. */
const [feeds = 1_000, addresses = 200, entries = 50] = process.argv.slice(2).map(Number);

/** How the farm answers from now on. */
export interface FarmMood {
  /** Before each answer. */
  readonly latencyMs: number;
  /** How many new entries each feed has had since the start. */
  readonly news: number;
  /** One in so many feeds fails; 0: none. */
  readonly failing: number;
}

export type FarmMessage = { readonly kind: 'ready'; readonly urls: readonly string[] } | { readonly kind: 'calm' };

interface Document {
  readonly body: Buffer;
  readonly etag: string;
}

const startedAt = Date.now();
let mood: FarmMood = { latencyMs: 0, news: 0, failing: 0 };
let documents: readonly Document[] = [];

/** A repeatable source of words: gzip must not find the same sentence in every entry. */
function createRandom(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) % 2_147_483_648;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const vocabulary = (() => {
  const next = createRandom(7);
  const letters = 'etaoinshrdlucmfwypvbgkqjxz';
  const word = () => Array.from({ length: 2 + Math.floor(next() * 8) }, () => letters.charAt(Math.floor(next() * next() * 26))).join('');
  return Array.from({ length: 1_200 }, word);
})();

function createWords(seed: number): () => string {
  const next = createRandom(seed);
  return () => vocabulary[Math.floor(next() * next() * vocabulary.length)] ?? 'river';
}

function itemXml(feed: number, entry: number): string {
  const word = createWords(feed * 1_000 + entry + 1);
  const words = (count: number) => Array.from({ length: count }, word).join(' ');
  const paragraph = (index: number) =>
    `<p>${words(35)} <a href="/notes/${feed}/${entry}/${index}">${words(2)}</a> &amp; <em>${word()}</em>.</p>`;
  const html = `<h2>${words(3)}</h2><img src="/pictures/${feed}-${entry}.png" alt="${word()}">${[1, 2, 3].map(paragraph).join('')}`;
  const date = new Date(startedAt - (entries - entry) * 3_600_000).toUTCString();
  return `<item><title>${words(6)}</title><link>http://rivers.test/${feed}/${entry}</link><guid isPermaLink="false">${feed}-${entry}</guid><pubDate>${date}</pubDate><description><![CDATA[${html}]]></description></item>`;
}

/** About 61 KB, 16 KB packed. The newest entry first; each new one pushes the oldest out. */
function feedDocument(feed: number, news: number): Document {
  const items = Array.from({ length: entries }, (_, index) => itemXml(feed, entries + news - 1 - index));
  const body = gzipSync(
    `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>River ${feed}</title><link>http://rivers.test/${feed}</link><description>Walks</description>${items.join('')}</channel></rss>`,
  );
  return { body, etag: `"${createHash('sha1').update(body).digest('hex')}"` };
}

const growDocuments = () => Array.from({ length: feeds }, (_, feed) => feedDocument(feed, mood.news));
const faults = ['refused', '500', 'reset', 'silent', 'drip'] as const;

function faultOf(feed: number): (typeof faults)[number] | null {
  if (mood.failing === 0 || feed % mood.failing !== 0) return null;
  return faults[(feed / mood.failing) % faults.length] ?? null;
}

function fail(fault: (typeof faults)[number], { body }: Document, request: IncomingMessage, response: ServerResponse): void {
  switch (fault) {
    case 'refused':
    case 'reset':
      return void request.socket.resetAndDestroy();
    case '500':
      return void response.writeHead(500).end('oops');
    case 'silent':
      return;
    case 'drip': {
      response.writeHead(200, { 'Content-Type': 'application/rss+xml', 'Content-Encoding': 'gzip', 'Content-Length': body.length });
      let at = 0;
      const timer = setInterval(() => {
        response.write(body.subarray(at, at + 1));
        at += 1;
      }, 500);
      response.on('close', () => clearInterval(timer));
    }
  }
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const feed = Number(/^\/feed\/(\d+)\.xml$/.exec(request.url ?? '')?.[1] ?? Number.NaN);
  const document = documents[feed];
  if (document === undefined) return void response.writeHead(404).end();
  const fault = faultOf(feed);
  if (fault !== null) {
    fail(fault, document, request, response);
    return;
  }
  const { body, etag } = document;
  const validators = { ETag: etag, 'Last-Modified': new Date(startedAt + mood.news * 1_000).toUTCString() };
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, validators).end();
  response.writeHead(200, {
    'Content-Type': 'application/rss+xml',
    'Content-Encoding': 'gzip',
    'Content-Length': body.length,
    ...validators,
  });
  response.end(body);
}

const addressOf = (index: number) => `127.0.${1 + Math.floor(index / 250)}.${1 + (index % 250)}`;

function listen(index: number, port: number): Promise<number> {
  const server = createServer((request, response) => {
    if (mood.latencyMs > 0) setTimeout(answer, mood.latencyMs, request, response);
    else answer(request, response);
  });
  server.keepAliveTimeout = 30_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, addressOf(index), () => resolve((server.address() as AddressInfo).port));
  });
}

const tell = (message: FarmMessage) => process.send?.(message);
const port = await listen(0, 0);
for (let index = 1; index < addresses; index += 1) await listen(index, port);
documents = growDocuments();
process.on('message', (next: FarmMood) => {
  const isGrown = next.news !== mood.news;
  mood = next;
  if (isGrown) documents = growDocuments();
  tell({ kind: 'calm' });
});
process.on('disconnect', () => process.exit(0));
tell({
  kind: 'ready',
  urls: Array.from({ length: feeds }, (_, feed) => `http://${addressOf(feed % addresses)}:${port}/feed/${feed}.xml`),
});
