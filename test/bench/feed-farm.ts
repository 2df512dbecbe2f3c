import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** The feeds of the bench, in a process of their own: `feed-farm.ts FEEDS ENTRIES`. Tells its parent their addresses, and ends with it. */
const [feeds = 200, entries = 50] = process.argv.slice(2).map(Number);

const lorem =
  'The river keeps its own time, and whoever walks beside it learns to keep it too; stones are turned, banks are worn, and what was left here in spring is found again in autumn a mile below.';

function articleHtml(feed: number, entry: number): string {
  const paragraph = (index: number) => `<p>${lorem} <a href="/notes/${feed}/${entry}/${index}">Note ${index}</a> &amp; <em>more</em>.</p>`;
  return `<h2>Part ${entry}</h2><img src="/pictures/${feed}-${entry}.png" alt="The bank">${[1, 2, 3, 4].map(paragraph).join('')}`;
}

/** About 60 KB, of which 50 entries a little over 1 KB each. */
function feedDocument(feed: number): Buffer {
  const now = Date.now();
  const items = Array.from(
    { length: entries },
    (_, entry) =>
      `<item><title>Walk ${entry} along river ${feed}</title><link>http://rivers.test/${feed}/${entry}</link><guid isPermaLink="false">${feed}-${entry}</guid><pubDate>${new Date(now - entry * 3_600_000).toUTCString()}</pubDate><description><![CDATA[${articleHtml(feed, entry)}]]></description></item>`,
  );
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>River ${feed}</title><description>Walks</description>${items.join('')}</channel></rss>`,
  );
}

const documents = Array.from({ length: feeds }, (_, feed) => {
  const body = gzipSync(feedDocument(feed));
  return { body, etag: `"${createHash('sha1').update(body).digest('hex')}"` };
});

function answer(feed: number, request: IncomingMessage, response: ServerResponse): void {
  const document = documents[feed];
  if (document === undefined || request.url !== '/feed.xml') return void response.writeHead(404).end();
  const { body, etag } = document;
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { ETag: etag }).end();
  response.writeHead(200, { 'Content-Type': 'application/rss+xml', 'Content-Encoding': 'gzip', 'Content-Length': body.length, ETag: etag });
  response.end(body);
}

/** One loopback address for each feed, so that nothing is held back by what is allowed per host. */
function listen(feed: number, port: number): Promise<number> {
  const address = `127.0.${1 + Math.floor(feed / 250)}.${1 + (feed % 250)}`;
  const server = createServer((request, response) => answer(feed, request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port));
  });
}

const port = await listen(0, 0);
for (let feed = 1; feed < feeds; feed += 1) await listen(feed, port);
const urls = Array.from({ length: feeds }, (_, feed) => `http://127.0.${1 + Math.floor(feed / 250)}.${1 + (feed % 250)}:${port}/feed.xml`);
process.on('disconnect', () => process.exit(0));
process.send?.(urls);
