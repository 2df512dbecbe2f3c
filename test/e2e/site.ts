import { crc32, deflateSync } from 'node:zlib';
import { type FeedServer, type FeedServerOptions, startFeedServer } from '../helpers/feed-server.ts';

/** An article of the site that the end-to-end tests read. All words are ours. */
export interface SiteArticle {
  readonly title: string;
  readonly html: string;
  /** Before the site was started. */
  readonly minutesAgo: number;
  readonly author?: string;
  /** The path of a recording that comes with it. */
  readonly recording?: string;
}

/** A small site on loopback: a page that names its feed, the feed, a picture and an icon. */
export interface Site {
  readonly server: FeedServer;
  /** Of the page; the feed is at `feedUrl`. */
  readonly url: string;
  readonly feedUrl: string;
  /** Newest first. Changing it changes the next answer. */
  articles: SiteArticle[];
  /** Lets the feed's address answer with the articles, as it does from the start. */
  answer(): void;
  /** The feed is at another path from now on: nothing is left at the old one, and the page names the new one. */
  moveFeed(path: string): void;
  close(): Promise<void>;
}

export async function startSite(title: string, articles: readonly SiteArticle[], options: FeedServerOptions = {}): Promise<Site> {
  const server = await startFeedServer(options);
  const startedAt = Date.now();
  const feed = { type: 'application/rss+xml', body: () => rss(title, server.origin, site.articles, startedAt) };
  const site: Site = {
    server,
    url: `${server.origin}/`,
    feedUrl: `${server.origin}/feed.xml`,
    articles: [...articles],
    answer: () => server.on('/feed.xml', feed),
    moveFeed(path) {
      server.on('/feed.xml', { status: 404 });
      server.on(path, feed);
      server.on('/', page(title, path));
    },
    close: () => server.close(),
  };
  site.answer();
  server.on('/', page(title, '/feed.xml'));
  server.on('/river.png', { type: 'image/png', body: png(640, 240, [70, 150, 170]) });
  server.on('/icon.png', { type: 'image/png', body: png(32, 32, [10, 110, 130]) });
  return site;
}

function page(title: string, feedPath: string) {
  return {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><title>${title}</title><link rel="alternate" type="application/rss+xml" title="${title}" href="${feedPath}"><link rel="icon" href="/icon.png"><h1>${title}</h1>`,
  };
}

function rss(title: string, origin: string, articles: readonly SiteArticle[], now: number): string {
  const items = articles.map(
    ({ title: name, html, minutesAgo, author, recording }) => `<item>
<title>${escapeXml(name)}</title><link>${origin}/${encodeURIComponent(name)}</link><guid isPermaLink="false">${escapeXml(name)}</guid>
<pubDate>${new Date(now - minutesAgo * 60_000).toUTCString()}</pubDate>${author === undefined ? '' : `<dc:creator>${escapeXml(author)}</dc:creator>`}
${recording === undefined ? '' : `<enclosure url="${origin}${recording}" type="audio/wav" length="1000"/>`}<content:encoded>${escapeXml(html)}</content:encoded></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>${escapeXml(title)}</title><link>${origin}/</link><description>Notes from the river</description>
${items.join('\n')}
</channel></rss>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A picture of one colour, as a real PNG file. */
export function png(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Uint8Array {
  const row = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x += 1) row.set([red, green, blue], 1 + x * 3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
