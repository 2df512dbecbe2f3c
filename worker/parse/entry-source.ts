import type { EntrySource } from '../protocol/entries.ts';
import { httpUrl } from '../text/absolute-urls.ts';
import { cutAuthor } from './limits.ts';
import { atomText, rssTitle } from './text-construct.ts';
import { attribute, child, childrenNamed, hasElements, textOf } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

/** The feed that the entry was taken from: RSS's `source` with the address of the feed, Atom's with the feed's own head. */
export function sourceOf(entry: XmlElement, documentUrl: string): EntrySource | null {
  const element = child(entry, 'source', 'atom:source');
  if (element === null) return null;
  const base = element.base ?? documentUrl;
  const source = hasElements(element) ? atomSource(element, base) : rssSource(element, base);
  return source.title === '' && source.url === null && source.feedUrl === null ? null : source;
}

function rssSource(element: XmlElement, base: string): EntrySource {
  return { title: cutAuthor(rssTitle(element)), url: null, feedUrl: httpUrl(attribute(element, 'url'), base) };
}

function atomSource(element: XmlElement, base: string): EntrySource {
  const title = child(element, 'title', 'atom:title');
  return {
    title: title === null ? '' : cutAuthor(atomText(title)),
    url: linked(element, 'alternate', base),
    feedUrl: linked(element, 'self', base),
  };
}

function linked(element: XmlElement, relation: string, base: string): string | null {
  for (const link of childrenNamed(element, 'link', 'atom:link')) {
    if ((attribute(link, 'rel') ?? 'alternate').toLowerCase() !== relation) continue;
    const url = httpUrl(attribute(link, 'href') ?? textOf(link), link.base ?? base);
    if (url !== null) return url;
  }
  return null;
}
