import { collapsed } from '../text/html-to-text.ts';
import { cutCategories } from './limits.ts';
import { nameText } from './person.ts';
import { attribute, childrenNamed, textOf } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

/** The feed's own tags of an entry, in order, each once. */
export function categoriesOf(entry: XmlElement): string[] {
  const elements = childrenNamed(entry, 'category', 'atom:category', 'dc:subject', 'media:category', 'itunes:category');
  const listed = childrenNamed(entry, 'tags').flatMap(tags => textOf(tags).split(','));
  return cutCategories([...listed.map(nameText), ...elements.map(categoryName)]);
}

function categoryName(element: XmlElement): string {
  const text = attribute(element, 'label') ?? attribute(element, 'term') ?? attribute(element, 'text');
  return text === null ? nameText(textOf(element)) : collapsed(text);
}
