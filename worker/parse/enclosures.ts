import type { Enclosure } from '../protocol/entries.ts';
import { httpUrl } from '../text/absolute-urls.ts';
import { maxEnclosures } from './limits.ts';
import { attribute, childrenNamed } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

/** `<enclosure>` and Media RSS contents of an item or entry, in order, each address once. */
export function enclosuresOf(entry: XmlElement, base: string | null): readonly Enclosure[] {
  const plain = childrenNamed(entry, 'enclosure');
  const linked = childrenNamed(entry, 'link', 'atom:link').filter(link => attribute(link, 'rel')?.toLowerCase() === 'enclosure');
  const media = mediaContents(entry).filter(content => !isPicture(content));
  if (plain.length + linked.length + media.length === 0) return none;
  const byUrl = new Map<string, Enclosure>();
  for (const element of [...plain, ...linked, ...media].slice(0, maxTried)) {
    const enclosure = enclosureOf(element, base);
    if (enclosure !== null && !byUrl.has(enclosure.url)) byUrl.set(enclosure.url, enclosure);
    if (byUrl.size >= maxEnclosures) break;
  }
  return [...byUrl.values()];
}

const none: readonly Enclosure[] = [];
/** Repeated and unusable ones cost time, too. */
const maxTried = 10 * maxEnclosures;

/** `media:content` of the entry itself and of its groups. */
export function mediaContents(entry: XmlElement): readonly XmlElement[] {
  const groups = childrenNamed(entry, 'media:group');
  const own = childrenNamed(entry, 'media:content');
  return groups.length === 0 ? own : [...own, ...groups.flatMap(group => childrenNamed(group, 'media:content'))];
}

export function isPicture(content: XmlElement): boolean {
  const medium = attribute(content, 'medium')?.toLowerCase();
  if (medium !== undefined) return medium === 'image';
  const type = attribute(content, 'type')?.toLowerCase();
  if (type !== undefined) return type.startsWith('image');
  return /\.(?:avif|gif|jpe?g|png|webp)$/i.test((attribute(content, 'url') ?? '').replace(/[?#].*$/s, ''));
}

function enclosureOf(element: XmlElement, base: string | null): Enclosure | null {
  const url = httpUrl(attribute(element, 'url') ?? attribute(element, 'href'), element.base ?? base);
  if (url === null) return null;
  return { url, type: attribute(element, 'type'), length: lengthOf(attribute(element, 'length') ?? attribute(element, 'filesize')) };
}

/** Bytes; zero and nonsense mean that the feed does not know. */
function lengthOf(text: string | null): number | null {
  const digits = text?.replace(/[,\s]/g, '') ?? '';
  if (!/^\d{1,15}$/.test(digits)) return null;
  return Number(digits) > 0 ? Number(digits) : null;
}
