import { collapsed, htmlToText } from '../text/html-to-text.ts';
import { titleText } from '../text/title-text.ts';
import { decodeDocument } from './charset.ts';
import { markupOf } from './xml-markup.ts';
import { attribute, child, hasElements, textOf } from './xml-query.ts';
import { escapeText } from './xml-references.ts';
import type { XmlElement } from './xml-tree.ts';

/** HTML of an RSS element: escaped or CDATA markup as it is, inline markup written out. */
export function rssHtml(element: XmlElement): string {
  return hasElements(element) ? markupOf(element.children, element.base).trim() : textOf(element).trim();
}

export function rssTitle(element: XmlElement): string {
  return hasElements(element) ? htmlToText(rssHtml(element)) : titleText(textOf(element));
}

/** HTML of an Atom text construct (RFC 4287 §3.1, §4.1.3.3; `mode` is Atom 0.3's). Text is escaped, so it shows as it is. */
export function atomHtml(element: XmlElement): string {
  switch (kindOf(element)) {
    case 'xhtml':
      return inlineMarkup(element);
    case 'html':
      return textOf(element).trim();
    case 'text':
      return escapeText(textOf(element).trim());
    case 'base64-html':
      return base64Text(textOf(element)).trim();
    case 'base64-text':
      return escapeText(base64Text(textOf(element)).trim());
    case 'other':
      return '';
  }
}

/** Plain text of an Atom text construct. */
export function atomText(element: XmlElement): string {
  const kind = kindOf(element);
  return kind === 'text' ? collapsed(textOf(element)) : htmlToText(atomHtml(element));
}

type Kind = 'text' | 'html' | 'xhtml' | 'base64-html' | 'base64-text' | 'other';

function kindOf(element: XmlElement): Kind {
  const type = (attribute(element, 'type') ?? 'text').toLowerCase().replace(/\s*;.*$/s, '');
  const mode = attribute(element, 'mode')?.toLowerCase();
  const isHtml = type === 'html' || type === 'text/html' || type === 'xhtml' || type === 'application/xhtml+xml';
  if (mode === 'base64') return isHtml ? 'base64-html' : type.startsWith('text') ? 'base64-text' : 'other';
  if (hasElements(element)) return 'xhtml';
  if (isHtml) return type.includes('xhtml') && mode !== 'escaped' ? 'xhtml' : 'html';
  if (type === 'text' || type.startsWith('text/') || mode !== undefined || /[/+]xml$/.test(type)) return 'text';
  // Any other media type is base64 by rule; of those nothing can be shown. An unknown word is no media type.
  return type.includes('/') ? 'other' : 'text';
}

/** XHTML comes in one `div` that is not part of the content. */
function inlineMarkup(element: XmlElement): string {
  const wrapper = child(element, 'xhtml:div', 'div');
  const isAlone = wrapper !== null && element.children.every((node) => node === wrapper || (typeof node === 'string' && node.trim() === ''));
  const isXhtml = (attribute(element, 'type') ?? '').toLowerCase() === 'xhtml';
  return markupOf(isAlone && isXhtml ? wrapper.children : element.children, element.base).trim();
}

function base64Text(text: string): string {
  try {
    return decodeDocument(Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0)), null);
  } catch {
    return '';
  }
}
