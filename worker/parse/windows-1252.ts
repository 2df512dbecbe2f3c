/** Bytes 0x80–0x9F. Node's own decoder reads them as control characters in several releases (nodejs/node#56542, #60888). The five unassigned ones show as such. */
const highControls =
  '\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd' +
  '\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178';

export function windows1252Character(byte: number): string {
  return byte >= 0x80 && byte <= 0x9f ? (highControls[byte - 0x80] ?? '') : String.fromCharCode(byte);
}

export function decodeWindows1252(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += windows1252Character(byte);
  return text;
}
