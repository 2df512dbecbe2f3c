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
    case 'base64':
      return base64Html(textOf(element), isHtmlType(typeOf(element)));
    case 'other':
      return '';
  }
}

/** Plain text of an Atom text construct. */
export function atomText(element: XmlElement): string {
  const kind = kindOf(element);
  if (kind === 'text') return collapsed(textOf(element));
  const html = atomHtml(element);
  // "<a" as all there is: no markup, whatever the type says.
  return html.includes('>') ? htmlToText(html) : titleText(html);
}

type Kind = 'text' | 'html' | 'xhtml' | 'base64' | 'other';

function kindOf(element: XmlElement): Kind {
  const type = typeOf(element);
  const mode = attribute(element, 'mode')?.toLowerCase();
  if (mode === 'base64') return 'base64';
  if (hasElements(element)) return 'xhtml';
  if (isHtmlType(type)) return type.includes('xhtml') && mode !== 'escaped' ? 'xhtml' : 'html';
  if (mode !== undefined || /^text|[/+]xml$/.test(type)) return 'text';
  // Any other media type is base64 by rule; an unknown word is no media type.
  if (type.startsWith('application/')) return 'base64';
  return type.includes('/') ? 'other' : 'text';
}

function typeOf(element: XmlElement): string {
  const [type = ''] = (attribute(element, 'type') ?? 'text').slice(0, 1_000).toLowerCase().split(';');
  return type.trim();
}

const isHtmlType = (type: string) => /^(?:html|text\/html|xhtml|application\/xhtml\+xml)$/.test(type);

/** XHTML comes in one `div` that is not part of the content. */
function inlineMarkup(element: XmlElement): string {
  const wrapper = child(element, 'xhtml:div', 'div');
  const isAlone = wrapper !== null && element.children.every(node => node === wrapper || (typeof node === 'string' && node.trim() === ''));
  const isXhtml = (attribute(element, 'type') ?? '').toLowerCase() === 'xhtml';
  return markupOf(isAlone && isXhtml ? wrapper.children : element.children, element.base).trim();
}

/** What was encoded, when it is text; escaped unless it is said to be HTML or looks like it. */
function base64Html(text: string, isHtml: boolean): string {
  const bytes = base64Bytes(text);
  if (bytes === null || bytes.subarray(0, 512).some(byte => byte === 0)) return '';
  const decoded = decodeDocument(bytes, null).trim();
  return isHtml || /<\/?[a-z]|&#?\w{1,10};/i.test(decoded) ? decoded : escapeText(decoded);
}

/** Null for what is no base64. */
function base64Bytes(text: string): Uint8Array | null {
  try {
    const decoded = atob(text);
    const bytes = new Uint8Array(decoded.length);
    for (let at = 0; at < decoded.length; at += 1) bytes[at] = decoded.charCodeAt(at);
    return bytes;
  } catch {
    return null;
  }
}
