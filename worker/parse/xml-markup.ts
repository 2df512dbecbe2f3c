import { absoluteUrl, urlAttributes } from '../text/absolute-urls.ts';
import { escapeAttribute, escapeText } from './xml-references.ts';
import type { XmlElement, XmlNode } from './xml-tree.ts';

/** Elements that HTML writes without an end tag; all others need one, whatever XML allows. */
const voidElements = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** Inline XML as HTML, prefixes dropped; addresses under an xml:base of its own are made absolute. */
export function markupOf(nodes: readonly XmlNode[], outerBase: string | null): string {
  return nodes.map(node => (typeof node === 'string' ? escapeText(node) : elementMarkup(node, outerBase))).join('');
}

function elementMarkup(element: XmlElement, outerBase: string | null): string {
  const name = element.name.slice(element.name.indexOf(':') + 1);
  const hasOwnBase = element.base !== outerBase && element.base !== null;
  let tag = `<${name}`;
  for (const [key, value] of element.attributes) {
    if (key.startsWith('xml:')) continue;
    const shown = hasOwnBase && urlAttributes.has(key) ? (absoluteUrl(value, element.base) ?? value) : value;
    tag += ` ${key}="${escapeAttribute(shown)}"`;
  }
  if (voidElements.has(name) && element.children.length === 0) return `${tag}>`;
  return `${tag}>${markupOf(element.children, outerBase)}</${name}>`;
}
