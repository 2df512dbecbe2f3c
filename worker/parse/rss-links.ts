import { attribute, childrenNamed, hasElements, textOf } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

/** Addresses as written of the page of a channel or item, best first: RSS's own link, Atom's, CDF's. */
export function linksOf(element: XmlElement): string[] {
  // Of several links the last one counts, as in most readers.
  const own = childrenNamed(element, 'link').filter(link => !hasElements(link) && isAlternate(link));
  const linked = childrenNamed(element, 'atom:link').filter(isAlternate);
  const named = [...own.reverse(), ...linked].map(link => textOf(link).trim() || (attribute(link, 'href') ?? ''));
  return [...named, attribute(element, 'href') ?? ''].filter(link => link !== '');
}

function isAlternate(link: XmlElement): boolean {
  return (attribute(link, 'rel') ?? 'alternate').toLowerCase() === 'alternate';
}
