import { absoluteUrl, urlAttributes } from '../text/absolute-urls.ts';
import { escapeAttribute, escapeText } from './xml-references.ts';
import type { XmlElement, XmlNode } from './xml-tree.ts';

/** Elements that HTML writes without an end tag; all others need one, whatever XML allows. */
const voidElements = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** Inline XML as HTML, prefixes dropped; addresses under an xml:base of its own are made absolute. */
export function markupOf(nodes: readonly XmlNode[], outerBase: string | null): string {
  const pieces: string[] = [];
  write(nodes, outerBase, pieces);
  return pieces.join('');
}

/** Into one list: were each level a text of its own, what is deep inside would be copied once a level. */
function write(nodes: readonly XmlNode[], outerBase: string | null, pieces: string[]): void {
  for (const node of nodes) {
    if (typeof node === 'string') pieces.push(escapeText(node));
    else writeElement(node, outerBase, pieces);
  }
}

function writeElement(element: XmlElement, outerBase: string | null, pieces: string[]): void {
  const name = element.name.slice(element.name.indexOf(':') + 1);
  const hasOwnBase = element.base !== outerBase && element.base !== null;
  pieces.push(`<${name}`);
  for (const [key, value] of element.attributes) {
    if (key.startsWith('xml:')) continue;
    const shown = hasOwnBase && urlAttributes.has(key) ? (absoluteUrl(value, element.base) ?? value) : value;
    pieces.push(` ${key}="${escapeAttribute(shown)}"`);
  }
  pieces.push('>');
  if (voidElements.has(name) && element.children.length === 0) return;
  write(element.children, outerBase, pieces);
  pieces.push(`</${name}>`);
}
