import { announcedKind, cleanFeedUrl, type FeedLink, plainTitle } from './feed-links.ts';

const mostLinks = 20;
/** One link-value: `<address>` and its parameters, quoted or not (RFC 8288, 3). */
const linkValue = /<([^<>]{0,8192})>((?:\s*;\s*[!#$%&'*+.^_`|~\w-]{1,40}(?:\s*=\s*(?:"(?:[^"\\]|\\.){0,1000}"|[^\s",;<>]{0,1000}))?)*)/g;
const parameter = /;\s*([!#$%&'*+.^_`|~\w-]{1,40})(?:\s*=\s*(?:"((?:[^"\\]|\\.){0,1000})"|([^\s",;<>]{0,1000})))?/g;

/** The feeds that an answer's Link header announces, in its order. */
export function headerFeedLinks(header: string | null, pageUrl: string): readonly FeedLink[] {
  if (header === null) return [];
  const found = new Map<string, FeedLink>();
  for (const [, href = '', parameters = ''] of header.slice(0, 16_384).matchAll(linkValue)) {
    const values = readParameters(parameters);
    const announced = announcedKind(values.get('rel') ?? '', values.get('type'), href);
    const feedUrl = announced === null ? null : cleanFeedUrl(href, pageUrl);
    // An anchor makes it a link of another page.
    if (announced === null || feedUrl === null || values.has('anchor') || found.has(feedUrl)) continue;
    found.set(feedUrl, { feedUrl, title: plainTitle(values.get('title')), kind: announced.kind, why: 'announced' });
    if (found.size === mostLinks) break;
  }
  return [...found.values()];
}

/** Of a repeated parameter the first counts. */
function readParameters(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, name = '', quoted, bare = ''] of text.matchAll(parameter)) {
    const key = name.toLowerCase();
    if (!values.has(key)) values.set(key, quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1'));
  }
  return values;
}
