import { describe, expect, test } from 'vitest';
import { decodeDocument } from '../../../worker/parse/charset.ts';
import { parseFeed } from '../../../worker/parse/parse-feed.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return bytes;
}

function utf32(text: string, littleEndian: boolean): Uint8Array {
  const points = [...text].map(character => character.codePointAt(0) ?? 0);
  const bytes = new Uint8Array(points.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [at, point] of points.entries()) view.setUint32(at * 4, point, littleEndian);
  return bytes;
}

describe('the charset of a document', () => {
  test('is told by its byte order mark before anything else', () => {
    expect(decodeDocument(utf8('\ufeff<é/>'), 'text/xml; charset=iso-8859-1')).toBe('<é/>');
    expect(decodeDocument(utf16('\ufeff<é😀/>', true), 'text/xml; charset=utf-8')).toBe('<é😀/>');
    expect(decodeDocument(utf16('\ufeff<é/>', false), null)).toBe('<é/>');
    expect(decodeDocument(utf32('\ufeff<😀/>', true), null)).toBe('<😀/>');
    expect(decodeDocument(utf32('\ufeff<😀/>', false), null)).toBe('<😀/>');
  });

  test('is told by its zero bytes when there is no mark', () => {
    expect(decodeDocument(utf16('<rss é/>', true), 'text/xml; charset=utf-8')).toBe('<rss é/>');
    expect(decodeDocument(utf16('<rss é/>', false), null)).toBe('<rss é/>');
    expect(decodeDocument(utf32('<rss é/>', false), null)).toBe('<rss é/>');
  });

  test('is what the server says, then what the document says', () => {
    const bytes = latin('<?xml version="1.0" encoding="koi8-r"?><a>\xd2</a>');
    expect(decodeDocument(bytes, 'text/xml; charset="windows-1251"')).toContain('<a>Т</a>');
    expect(decodeDocument(bytes, 'text/xml')).toContain('<a>р</a>');
    expect(decodeDocument(bytes, 'text/xml; charset=nonsense')).toContain('<a>р</a>');
  });

  test('is UTF-8 when it can be nothing else, although the server says Latin', () => {
    expect(decodeDocument(utf8('<a>naïve</a>'), 'text/xml; charset=ISO-8859-1')).toBe('<a>naïve</a>');
  });

  test('is windows-1252 when all else fails, with the quotes and the euro sign that Node loses', () => {
    expect(decodeDocument(latin('<a>\x80 \x93x\x94 \x96 \x9f caf\xe9</a>'), null)).toBe('<a>€ “x” – Ÿ café</a>');
    expect(decodeDocument(latin('\x93'), 'text/xml; charset=iso-8859-1')).toBe('“');
  });

  test('may be mixed: a stray Latin byte costs nothing but itself', () => {
    const bytes = new Uint8Array([...utf8('日本 '), 0xe9, ...utf8(' 語'), 0x93]);
    expect(decodeDocument(bytes, 'text/xml; charset=utf-8')).toBe('日本 é 語“');
  });

  test('never throws, whatever the bytes', () => {
    for (let first = 0; first < 256; first += 1) {
      for (const rest of [[], [0], [0xff, 0xfe], [0, 0, 0], [0x80, 0xbf, 0xf4, 0x90]]) {
        expect(typeof decodeDocument(Uint8Array.from([first, ...rest]), null)).toBe('string');
      }
    }
  });

  test('that was misread on the way is put right in titles', () => {
    const feed = parseFeed(utf8('<rss><channel><title>don\u0092t &#150; \u0007stop</title></channel></rss>'), null, 'https://a.example/');
    expect(feed.title).toBe('don’t – stop');
  });

  test('that cannot be read is said to be unreadable', () => {
    const noise = Uint8Array.from({ length: 400 }, (_, at) => (at * 7) % 32);
    expect(() => parseFeed(noise, null, 'https://a.example/')).toThrow(expect.objectContaining({ code: 'bad-encoding' }));
  });
});
