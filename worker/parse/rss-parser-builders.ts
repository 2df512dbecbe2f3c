import Parser from 'rss-parser';

/** Trees in the shape that xml2js gives: every child is an array, attributes are under `$`. */
export interface WireItem {
  title?: [string];
  link?: [string];
  guid?: [string];
  description?: [string];
  summary?: [string];
  'content:encoded'?: [string];
  pubDate?: [string];
  'dc:creator'?: [string];
  category?: string[];
  comments?: [string];
}

export interface WireChannel {
  title?: [string];
  link?: [string];
  description?: [string];
  language?: [string];
  ttl?: [string];
  image?: [{ url: [string] }];
  item: WireItem[];
}

export interface WireAtomEntry {
  id?: [string];
  title?: [string];
  link?: WireLink[];
  published?: [string];
  updated?: [string];
  author?: [{ name: [string] }];
  content?: [string];
  summary?: [string];
}

export interface WireLink {
  readonly $: { readonly rel: string; readonly href: string };
}

export interface WireAtomFeed {
  title?: [string];
  link?: WireLink[];
  entry: WireAtomEntry[];
}

export interface BuiltItem {
  readonly title?: string;
  readonly link?: string;
  readonly guid?: string;
  readonly id?: string;
  readonly content?: string;
  readonly 'content:encoded'?: string;
  readonly summary?: string;
  readonly isoDate?: string;
  readonly creator?: string;
  readonly author?: string;
  readonly categories?: readonly string[];
  readonly comments?: string;
}

export interface BuiltFeed {
  readonly title?: string;
  readonly link?: string;
  readonly description?: string;
  readonly language?: string;
  readonly ttl?: string;
  readonly image?: { readonly url?: string };
  readonly items: readonly BuiltItem[];
}

/** Methods of rss-parser 3.13.0 that its types leave out: what `parseString` does once its XML is read. */
interface Builders {
  buildRSS2(document: { rss: { $: { version: string }; channel: [WireChannel] } }): BuiltFeed;
  buildRSS0_9(document: { rss: { channel: [WireChannel] } }): BuiltFeed;
  buildRSS1(document: { 'rdf:RDF': { channel: [WireChannel]; item: WireItem[] } }): BuiltFeed;
  buildAtomFeed(document: { feed: WireAtomFeed }): BuiltFeed;
}

/** Items come back in the order in which they went in. */
export function buildRss(version: string, channel: WireChannel): BuiltFeed {
  if (/^0\.9/.test(version)) return builders().buildRSS0_9({ rss: { channel: [channel] } });
  return builders().buildRSS2({ rss: { $: { version }, channel: [channel] } });
}

export function buildRdf({ item, ...channel }: WireChannel): BuiltFeed {
  return builders().buildRSS1({ 'rdf:RDF': { channel: [{ ...channel, item: [] }], item } });
}

export function buildAtom(feed: WireAtomFeed): BuiltFeed {
  return builders().buildAtomFeed({ feed });
}

function builders(): Builders {
  return new Parser() as unknown as Builders;
}
