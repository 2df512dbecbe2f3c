import type { Enclosure } from '../protocol/model.ts';
import { httpUrl } from '../text/absolute-urls.ts';
import { firstPicture } from '../text/first-picture.ts';
import { isPicture, mediaContents } from './enclosures.ts';
import { attribute, childrenNamed, childText } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

/** The picture of an entry in the list: what the feed names for it, else the first one in its content. */
export function leadPicture(entry: XmlElement, enclosures: readonly Enclosure[], html: string, base: string | null): string | null {
  return namedPicture(entry, base) ?? pictureEnclosure(enclosures) ?? firstPicture(html, base);
}

export function pictureEnclosure(enclosures: readonly Enclosure[]): string | null {
  return enclosures.find(enclosure => enclosure.type?.toLowerCase().startsWith('image/'))?.url ?? null;
}

function namedPicture(entry: XmlElement, base: string | null): string | null {
  const holders = [entry, ...childrenNamed(entry, 'media:group'), ...mediaContents(entry)];
  const thumbnails = holders.flatMap(holder => childrenNamed(holder, 'media:thumbnail'));
  const pictures = mediaContents(entry).filter(isPicture);
  const named = [
    ...[...widestFirst(pictures), ...widestFirst(thumbnails)].map(element => attribute(element, 'url')),
    ...childrenNamed(entry, 'itunes:image').map(element => attribute(element, 'href') ?? attribute(element, 'url')),
    ...childrenNamed(entry, 'image').map(element => childText(element, 'url') ?? attribute(element, 'href')),
  ];
  for (const candidate of named) {
    const url = httpUrl(candidate, entry.base ?? base);
    if (url !== null) return url;
  }
  return null;
}

/** Feeds offer one picture in several sizes, in no fixed order. */
function widestFirst(elements: readonly XmlElement[]): XmlElement[] {
  const width = (element: XmlElement) => Number(attribute(element, 'width') ?? 0) || 0;
  return elements.toSorted((one, other) => width(other) - width(one));
}
