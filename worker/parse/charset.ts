import { decodeWindows1252, windows1252Character } from './windows-1252.ts';

type Unicode = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** Labels that the web takes for windows-1252, and that servers send for documents of any charset. */
const western = /^(?:windows-1252|cp-?1252|x-cp1252|iso-?8859-?1|iso_8859-1|latin-?1|l1|us-ascii|ascii)$/;
const xmlEncoding = /^\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']?\s*([\w.:+-]+)/;
const httpCharset = /;\s*charset\s*=\s*["']?\s*([\w.:+-]+)/i;

/**
 * Document text in the order of trust: byte order mark, zero bytes that give UTF-16 or UTF-32 away, HTTP header,
 * XML declaration, valid UTF-8, windows-1252. Never throws: an unknown label counts as none.
 */
export function decodeDocument(bytes: Uint8Array, contentType: string | null): string {
  const marked = unicodeByMark(bytes) ?? unicodeByZeros(bytes);
  if (marked !== null) return decodeUnicode(bytes, marked);
  const head = decodeWindows1252(bytes.subarray(0, 1024));
  const labels = [httpCharset.exec(contentType ?? '')?.[1], xmlEncoding.exec(head)?.[1]];
  for (const label of labels) {
    const text = label === undefined ? null : decodeLabelled(bytes, label.toLowerCase());
    if (text !== null) return text;
  }
  return decodeUtf8(bytes);
}

function unicodeByMark(bytes: Uint8Array): Unicode | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : null;
}

/** A feed begins with two ASCII characters, so the place of the zeros tells the width and order of its units. */
function unicodeByZeros(bytes: Uint8Array): Unicode | null {
  if (bytes.length < 4) return null;
  const zeros = [...bytes.subarray(0, 4)].map(byte => (byte === 0 ? '0' : 'x')).join('');
  const byPattern: Readonly<Record<string, Unicode>> = { x0x0: 'utf-16le', '0x0x': 'utf-16be', x000: 'utf-32le', '000x': 'utf-32be' };
  return byPattern[zeros] ?? null;
}

function decodeUnicode(bytes: Uint8Array, encoding: Unicode): string {
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return decodeUtf32(bytes, encoding === 'utf-32le');
  if (encoding === 'utf-8') return decodeUtf8(bytes.subarray(3));
  return new TextDecoder(encoding).decode(bytes);
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    if (code === 0xfeff && at === 0) continue;
    pieces.push(code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code));
  }
  return pieces.join('');
}

function decodeLabelled(bytes: Uint8Array, label: string): string | null {
  // Zero bytes were looked for already: a "utf-16" document without any is a lie of the label.
  if (/^(?:utf-?8|utf-?16(?:le|be)?|utf-?32(?:le|be)?|ucs-?[24]|iso-10646.*|unicode)$/.test(label)) return decodeUtf8(bytes);
  // A document that is valid UTF-8 beyond ASCII is not Latin by chance; the label is a server's default.
  if (western.test(label)) return decodeUtf8(bytes);
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8, in which every byte that does not fit is read as windows-1252: whole documents and single strays alike. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeMixed(bytes);
  }
}

function decodeMixed(bytes: Uint8Array): string {
  const lenient = new TextDecoder('utf-8');
  const pieces: string[] = [];
  let good = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = utf8SequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > good) pieces.push(lenient.decode(bytes.subarray(good, at)));
    pieces.push(windows1252Character(bytes[at] ?? 0));
    at += 1;
    good = at;
  }
  pieces.push(lenient.decode(bytes.subarray(good)));
  return pieces.join('');
}

/** Length of the valid UTF-8 sequence at `at`, 0 when there is none (RFC 3629: no overlong forms, no surrogates). */
function utf8SequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0) return 0;
  const second = bytes[at + 1] ?? 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let next = 2; next < length; next += 1) {
    const byte = bytes[at + next] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}
