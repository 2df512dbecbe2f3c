/** Vocabularies whose elements are read under one prefix, whatever the document calls them. Keys: see `normalised`. */
const prefixByUri: ReadonlyMap<string, string> = new Map([
  ['www.w3.org/2005/atom', 'atom'],
  ['purl.org/atom/ns', 'atom'],
  ['purl.org/pie', 'atom'],
  ['purl.org/net/rss1.1', 'rss'],
  ['purl.org/rss/1.0', 'rss'],
  ['channel.netscape.com/rdf/simple/0.9', 'rss'],
  ['my.netscape.com/rdf/simple/0.9', 'rss'],
  ['my.netscape.com/publish/formats/rss-0.91.dtd', 'rss'],
  ['backend.userland.com/rss', 'rss'],
  ['backend.userland.com/rss2', 'rss'],
  ['blogs.law.harvard.edu/tech/rss', 'rss'],
  ['cyber.law.harvard.edu/rss', 'rss'],
  ['www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['www.w3.org/1999/xhtml', 'xhtml'],
  ['www.w3.org/1999/xlink', 'xlink'],
  ['www.w3.org/xml/1998/namespace', 'xml'],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['purl.org/rss/1.0/modules/slash', 'slash'],
  ['www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['search.yahoo.com/mrss', 'media'],
  ['tools.search.yahoo.com/mrss', 'media'],
  ['video.search.yahoo.com/mrss', 'media'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['purl.org/syndication/thread/1.0', 'thr'],
  ['wellformedweb.org/commentapi', 'wfw'],
  ['podcastindex.org/namespace/1.0', 'podcast'],
  ['podlove.org/simple-chapters', 'psc'],
  ['a9.com/-/spec/opensearch/1.1', 'opensearch'],
]);

/** The prefix under which elements of this namespace are read; null for one that is not ours to know. */
export function canonicalPrefix(uri: string): string | null {
  return prefixByUri.get(normalised(uri)) ?? null;
}

/** Feeds vary scheme, case and the last character of these names; the words between are what they mean. */
export function normalised(uri: string): string {
  return uri
    .trim()
    .slice(0, 200)
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]$/, '')
    .replace(/[/#]$/, '');
}
