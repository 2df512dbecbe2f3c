import { guessCharset } from './guess-charset.ts';
import { decodeWindows1252, windows1252Character } from './windows-1252.ts';

type Unicode = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** Labels that the web takes for windows-1252, and that servers send for documents of any charset. */
const western = /^(?:windows-1252|cp-?1252|x-cp1252|iso-?8859-?1|iso_8859-1|latin-?1|l1|us-ascii|ascii)$/;
const unicode = /^(?:utf_?-?8(?:mb4)?|utf-?16(?:le|be)?|utf-?32(?:le|be)?|ucs-?[24]|iso-10646.*|unicode)$/;
const xmlEncoding = /<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']?\s*([\w.:+-]+)/;
const httpCharset = /;\s*charset\s*=\s*["']?\s*([\w.:+-]+)/i;

/**
 * Document text in the order of trust: byte order mark, zero bytes that give UTF-16 or UTF-32 away, HTTP header,
 * XML declaration, valid UTF-8, what its letters say, windows-1252. Never throws: an unknown label counts as none.
 */
export function decodeDocument(bytes: Uint8Array, contentType: string | null): string {
  const marked = unicodeByMark(bytes) ?? unicodeByZeros(bytes);
  if (marked !== null) return decodeUnicode(bytes, marked);
  const labels = labelsOf(bytes, contentType);
  const [label] = labels;
  const named = label === undefined ? null : decoderOf(label);
  // Its escape sequences are ASCII, and so valid UTF-8 as well.
  if (label === undefined && hasJapaneseEscapes(bytes)) return new TextDecoder('iso-2022-jp').decode(bytes);
  const utf8 = validUtf8(bytes);
  if (utf8 !== null && (named === null || isSurelyUtf8(bytes))) return utf8;
  if (named !== null) return named.decode(bytes);
  const guess = isMostlyUtf8(bytes) ? null : guessCharset(bytes);
  if (guess === null) return decodeMixed(bytes);
  // What the server says was a default, then; the document's own word counts.
  const own = labels.map(decoderOf).find(decoder => decoder !== null);
  return (own ?? new TextDecoder(guess)).decode(bytes);
}

/** The charsets that HTTP and XML name, lower case, as far as they are any. */
function labelsOf(bytes: Uint8Array, contentType: string | null): string[] {
  const http = httpCharset.exec(contentType ?? '')?.[1];
  const xml = xmlEncoding.exec(decodeWindows1252(bytes.subarray(0, 1024)))?.[1];
  return [http, xml].flatMap(label => label?.toLowerCase() ?? []).filter(label => isVague(label) || decoderOf(label) !== null);
}

/** Unicode shows itself, and Latin is said of anything. */
const isVague = (label: string) => unicode.test(label) || western.test(label);

const sureSequences = 8;

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
  if (encoding === 'utf-8') return validUtf8(bytes.subarray(3)) ?? decodeMixed(bytes.subarray(3));
  return new TextDecoder(encoding).decode(bytes);
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = new Uint16Array(Math.floor(bytes.length / 4) * 2);
  let length = 0;
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) units[length++] = 0xfffd;
    else if (code < 0x10000) units[length++] = code;
    else {
      units[length++] = 0xd800 + ((code - 0x10000) >> 10);
      units[length++] = 0xdc00 + (code & 0x3ff);
    }
  }
  return new TextDecoder('utf-16le').decode(units.subarray(0, length));
}

/** Null for a label that nobody knows, and for one that says little. */
function decoderOf(label: string): InstanceType<typeof TextDecoder> | null {
  if (isVague(label)) return null;
  const windows = /^(?:x-|ms|win|windows|cp)[-_]?(125\d|874)$/.exec(label)?.[1];
  try {
    return new TextDecoder(windows === undefined ? label : `windows-${windows}`);
  } catch {
    return null;
  }
}

function hasJapaneseEscapes(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40)) return true;
  }
  return false;
}

function validUtf8(bytes: Uint8Array): string | null {
  // A lenient decoder is several times as fast as a strict one, and replaces what is wrong by a character that few documents hold.
  const text = new TextDecoder().decode(bytes);
  if (!text.includes('\ufffd')) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 with a stray byte here and there. In other charsets the half of the bytes may look like UTF-8 by chance (82 in Shift_JIS). */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const start = bytes.findIndex(byte => byte >= 0x80);
  const sample = bytes.subarray(start, start + 16_384);
  let [valid, high] = [0, 0];
  for (let at = 0; at < sample.length; ) {
    const length = utf8SequenceLength(sample, at);
    if ((sample[at] ?? 0) >= 0x80) high += Math.max(length, 1);
    if (length > 1) valid += length;
    at += Math.max(length, 1);
  }
  return valid * 10 > high * 9;
}

/** What is valid UTF-8 beyond a few characters is nothing else by chance, whatever it is called. */
function isSurelyUtf8(bytes: Uint8Array): boolean {
  let count = 0;
  for (const byte of bytes) {
    if (byte >= 0xc0) count += 1;
    if (count >= sureSequences) return true;
  }
  return false;
}

/** UTF-8, in which every byte that does not fit is read as windows-1252: whole documents and single strays alike. */
function decodeMixed(bytes: Uint8Array): string {
  let strays = 0;
  eachStray(bytes, () => {
    strays += 1;
  });
  const mended = new Uint8Array(bytes.length + 2 * strays);
  let [copied, length] = [0, 0];
  eachStray(bytes, at => {
    mended.set(bytes.subarray(copied, at), length);
    length += at - copied;
    const character = encoder.encode(windows1252Character(bytes[at] ?? 0));
    mended.set(character, length);
    length += character.length;
    copied = at + 1;
  });
  mended.set(bytes.subarray(copied), length);
  return new TextDecoder().decode(mended.subarray(0, length + bytes.length - copied));
}

const encoder = new TextEncoder();

function eachStray(bytes: Uint8Array, tell: (at: number) => void): void {
  for (let at = 0; at < bytes.length; ) {
    const length = utf8SequenceLength(bytes, at);
    if (length === 0) tell(at);
    at += Math.max(length, 1);
  }
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
