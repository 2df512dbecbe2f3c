import { isPicture } from './enclosures.ts';
import { attribute, childrenNamed, childText, textOf } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

/** Address of the feed's own picture as written, from the first of `holders` that names one. */
export function feedPicture(holders: readonly XmlElement[]): string | null {
  for (const holder of holders) {
    for (const image of childrenNamed(holder, 'image')) {
      const url = childText(image, 'url', 'rdf:url') ?? attribute(image, 'href') ?? attribute(image, 'rdf:resource');
      if (url !== null) return url;
    }
    for (const image of childrenNamed(holder, 'itunes:image', 'media:thumbnail', 'media:content')) {
      if (image.name === 'media:content' && !isPicture(image)) continue;
      const url = attribute(image, 'href') ?? attribute(image, 'url') ?? (textOf(image).trim() || null);
      if (url !== null) return url;
    }
    const named = childText(holder, 'logo', 'icon', 'atom:logo', 'atom:icon');
    if (named !== null) return named;
  }
  return null;
}
