import { SaxesParser } from 'saxes';
import { parseFeed } from '../../worker/parse/parse-feed.ts';

/** The ways by which a feed can carry an entry's HTML. */
export const deliveries = ['cdata', 'escaped', 'xhtml', 'json'] as const;
export type Delivery = (typeof deliveries)[number];

const feedUrl = 'http://feed.example/feed';

interface Delivered {
  /** The HTML of the entry after it went through the reader's own parser; of a document too damaged for that, what is left: nothing. */
  readonly html: string;
  /** XHTML must be well-formed: what is not may lose its words, and is still no danger. */
  readonly isLegal: boolean;
}

export function deliver(html: string, delivery: Delivery): Delivered {
  const isLegal = delivery !== 'xhtml' || isWellFormed(html);
  const [type, document] = documents[delivery](html);
  const feed = parseFeed(new TextEncoder().encode(document), type, feedUrl);
  const [entry] = feed.entries;
  if (entry === undefined && isLegal) throw new Error(`no entry came out of the ${delivery} feed`);
  return { html: entry?.contentHtml ?? '', isLegal };
}

const documents: Readonly<Record<Delivery, (html: string) => readonly [string, string]>> = {
  cdata: html => ['application/rss+xml', rss(`<![CDATA[${html.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`)],
  escaped: html => ['application/rss+xml', rss(escapeXml(html))],
  xhtml: html => [
    'application/atom+xml',
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title><entry><id>urn:1</id><title>Entry</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${html}</div></content></entry></feed>`,
  ],
  json: html => [
    'application/feed+json',
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Feed',
      items: [{ id: '1', title: 'Entry', content_html: html }],
    }),
  ],
};

function rss(description: string): string {
  return `<rss version="2.0"><channel><title>Feed</title><item><guid>1</guid><title>Entry</title><description>${description}</description></item></channel></rss>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function isWellFormed(html: string): boolean {
  try {
    new SaxesParser({ xmlns: true }).write(`<div xmlns:xlink="http://www.w3.org/1999/xlink">${html}</div>`).close();
    return !html.includes('xlink:');
  } catch {
    return false;
  }
}
