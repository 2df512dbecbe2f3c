import type { Enclosure } from '../protocol/entries.ts';
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
  for (const candidate of namedPictures(entry)) {
    const url = httpUrl(candidate, entry.base ?? base);
    if (url !== null) return url;
  }
  return null;
}

function* namedPictures(entry: XmlElement): Generator<string | null> {
  const contents = mediaContents(entry);
  for (const picture of widestFirst(contents.filter(isPicture))) yield attribute(picture, 'url');
  const holders = [entry, ...childrenNamed(entry, 'media:group'), ...contents];
  for (const thumbnail of widestFirst(holders.flatMap(holder => childrenNamed(holder, 'media:thumbnail'))))
    yield attribute(thumbnail, 'url');
  for (const image of childrenNamed(entry, 'itunes:image')) yield attribute(image, 'href') ?? attribute(image, 'url');
  for (const image of childrenNamed(entry, 'image')) yield childText(image, 'url') ?? attribute(image, 'href');
}

/** Feeds offer one picture in several sizes, in no fixed order. */
function widestFirst(elements: readonly XmlElement[]): readonly XmlElement[] {
  if (elements.length < 2) return elements;
  const width = (element: XmlElement) => Number(attribute(element, 'width') ?? 0) || 0;
  return elements.toSorted((one, other) => width(other) - width(one));
}
