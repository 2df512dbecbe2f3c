/** The text of a list: by its byte order mark, the zeros of UTF-16, or its XML declaration; else UTF-8, and windows-1252 where it is not valid. */
export function decodeXml(bytes: ArrayBuffer): string {
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(new TextDecoder('latin1').decode(bytes.slice(0, 200)))?.[1];
  // What can be read as single bytes is not UTF-16, whatever it says.
  const label = declared === undefined || /^utf-?16/i.test(declared) ? 'utf-8' : declared;
  for (const each of [utf16Of(bytes) ?? label, 'utf-8']) {
    try {
      return new TextDecoder(each, { fatal: each === 'utf-8' }).decode(bytes);
    } catch {
      // A name that nobody knows, or bytes that are not UTF-8: the next guess.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

function utf16Of(bytes: ArrayBuffer): string | null {
  const [first, second] = new Uint8Array(bytes);
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : null;
}
