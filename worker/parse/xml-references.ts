import { decodeHTMLStrict } from 'entities/decode';

/**
 * XML and HTML names and numbers, once. Anything else that begins with `&` stays as it is, so a bare one is
 * kept and a name that only the document's own DTD knows is never expanded (X1).
 */
export function decodeReferences(text: string): string {
  return text.includes('&') ? withoutControls(decodeHTMLStrict(text)) : text;
}

/** Drops what XML cannot hold: control characters, noncharacters. */
export function withoutControls(text: string): string {
  return CONTROL.test(text) ? text.replace(CONTROLS, '') : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const CONTROLS = new RegExp(CONTROL, 'g');

export function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (character) => ESCAPED[character] ?? '') : text;
}

export function escapeAttribute(value: string): string {
  return /[&<>"]/.test(value) ? value.replace(/[&<>"]/g, (character) => ESCAPED[character] ?? '') : value;
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
