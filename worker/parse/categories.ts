import { collapsed } from '../text/html-to-text.ts';
import { cutCategories, maxCategory } from './limits.ts';
import { nameText } from './person.ts';
import { attribute, childrenNamed, textOf } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

/** Before references are resolved: what is cut here would be cut then. */
const maxRaw = 10 * maxCategory;
const maxList = 10 * maxRaw;

/** The feed's own tags of an entry, in order, each once. */
export function categoriesOf(entry: XmlElement): string[] {
  const elements = childrenNamed(entry, 'category', 'atom:category', 'dc:subject', 'media:category', 'itunes:category');
  const listed = childrenNamed(entry, 'tags').flatMap(tags => textOf(tags).slice(0, maxList).split(','));
  return cutCategories([...listed.map(nameText), ...elements.map(categoryName)]);
}

function categoryName(element: XmlElement): string {
  const text = attribute(element, 'label') ?? attribute(element, 'term') ?? attribute(element, 'text');
  return text === null ? nameText(textOf(element).trim().slice(0, maxRaw)) : collapsed(text.slice(0, maxRaw));
}
