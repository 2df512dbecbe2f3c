import { decodeHTMLStrict } from 'entities/decode';
import { windows1252Character } from './windows-1252.ts';

/**
 * XML and HTML names and numbers, once. Anything else that begins with `&` stays as it is, so a bare one is
 * kept and a name that only the document's own DTD knows is never expanded (X1).
 */
export function decodeReferences(text: string): string {
  return text.includes('&') ? withoutControls(decodeHTMLStrict(text)) : text;
}

/** Drops what XML cannot hold: control characters, noncharacters, halves of characters. */
export function withoutControls(text: string): string {
  const whole = text.isWellFormed() ? text : text.replace(/\p{Cs}/gu, '');
  return control.test(whole) ? whole.replace(controls, '') : whole;
}

/** Windows-1252 that was taken for Latin-1 on its way into Unicode leaves its quotes and dashes in the C1 range. */
export function withoutMisread(text: string): string {
  return /[\x80-\x9f]/.test(text) ? text.replace(/[\x80-\x9f]/g, character => windows1252Character(character.charCodeAt(0))) : text;
}

const control = /[^\P{Cc}\t\n\r\x7f-\x9f]|[\ufffe\uffff]/u;
const controls = new RegExp(control, 'gu');

export function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, character => references[character] ?? '') : text;
}

export function escapeAttribute(value: string): string {
  return /[&<>"]/.test(value) ? value.replace(/[&<>"]/g, character => references[character] ?? '') : value;
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
