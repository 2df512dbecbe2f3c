export interface RssItem {
  readonly guid: string;
  readonly title?: string;
  readonly publishedAt?: number;
}

/** Where the icon of the feed is looked for: an address that nobody has confirmed, so that no test sends anything there. */
export const siteUrl = 'http://127.0.0.1/';

/** A plain RSS 2.0 document. */
export function rssDocument(title: string, items: readonly RssItem[]): string {
  const body = items.map(({ guid, title: words = `Entry ${guid}`, publishedAt }) => {
    const date = publishedAt === undefined ? '' : `<pubDate>${new Date(publishedAt).toUTCString()}</pubDate>`;
    return `<item><guid isPermaLink="false">${guid}</guid><title>${words}</title><description>About ${guid}</description>${date}</item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title><link>${siteUrl}</link>${body.join('')}</channel></rss>`;
}

/** Items `prefix-1` … `prefix-count`, the last the newest, an hour apart, all of today or a little before. */
export function rssItems(count: number, prefix = 'item'): RssItem[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => ({ guid: `${prefix}-${index + 1}`, publishedAt: now - (count - index) * 3_600_000 }));
}
