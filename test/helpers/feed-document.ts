import type { ParsedEntry, ParsedFeed } from '../../worker/feed.ts';
import type { CheckPlan } from '../../worker/protocol/subscriptions.ts';
import { packDocument } from '../../worker/read-document.ts';
import type { CheckOutcome } from '../../worker/store/write-store.ts';

export function parsedEntry(fields: Partial<ParsedEntry> = {}): ParsedEntry {
  return {
    guid: null,
    url: null,
    title: '',
    author: '',
    contentHtml: '',
    summaryHtml: '',
    snippet: '',
    imageUrl: null,
    baseUrl: null,
    language: null,
    publishedAt: null,
    updatedAt: null,
    categories: [],
    commentsUrl: null,
    enclosures: [],
    podcast: null,
    source: null,
    ...fields,
  };
}

/** An entry with guid, link, title and content made of its name. */
export function namedEntry(name: string, fields: Partial<ParsedEntry> = {}): ParsedEntry {
  return parsedEntry({
    guid: `urn:${name}`,
    url: `https://example.org/${name}`,
    title: `Title ${name}`,
    contentHtml: `<p>About ${name}</p>`,
    snippet: `About ${name}`,
    ...fields,
  });
}

export function parsedFeed(entries: readonly ParsedEntry[], fields: Partial<ParsedFeed> = {}): ParsedFeed {
  return {
    kind: 'rss',
    format: 'rss2.0',
    title: 'Example',
    description: '',
    siteUrl: 'https://example.org/',
    language: null,
    imageUrl: null,
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    entries,
    ...fields,
  };
}

type Changed = Extract<CheckOutcome, { kind: 'changed' }>;

export function changed(
  entries: readonly ParsedEntry[],
  { feed = parsedFeed(entries), ...fields }: Partial<Changed> & { readonly feed?: ParsedFeed } = {},
): Changed {
  return {
    kind: 'changed',
    document: packDocument(feed),
    bodyHash: 'hash',
    etag: '"1"',
    lastModified: null,
    movedTo: null,
    ...fields,
  };
}

export function planAt(at: number, reason: CheckPlan['reason'] = 'rhythm'): CheckPlan {
  return { at, reason };
}
