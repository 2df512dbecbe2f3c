import { parseFeed } from '../../worker/parse/parse-feed.ts';

const home = 'http://127.0.0.1/feed';

/** The parser in the model that public feed test suites are scored with. */
export async function parse(bytes: Uint8Array, contentType?: string | null, url?: string | null) {
  const feed = parseFeed(bytes, contentType ?? null, url ?? home);
  return {
    format: feed.format,
    title: feed.title,
    link: feed.siteUrl,
    description: feed.description,
    language: feed.language,
    image: feed.imageUrl,
    entries: feed.entries.map(entry => ({
      id: entry.guid,
      title: entry.title,
      link: entry.url,
      author: entry.author,
      published: entry.publishedAt,
      updated: entry.updatedAt,
      summaryHtml: entry.summaryHtml,
      contentHtml: entry.contentHtml,
      categories: [...entry.categories],
      enclosures: entry.enclosures.map(enclosure => ({ ...enclosure })),
      image: entry.imageUrl,
    })),
  };
}
