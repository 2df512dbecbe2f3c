import { describe, expect, test } from 'vitest';
import { decodeDocument } from '../../../worker/parse/charset.ts';
import { parseFeed } from '../../../worker/parse/parse-feed.ts';
import { cpuTime } from '../../helpers/cpu-time.ts';
import { encodeIn, encodeIso2022Jp } from '../../helpers/legacy-charset.ts';

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

  const samples = [
    ['windows-1250', 'Příliš žluťoučký kůň úpěl ďábelské ódy'],
    ['windows-1251', 'Чайник вскипел, и все замолчали'],
    ['windows-1252', 'Ça coûte 5 € – “déjà vu”…'],
    ['windows-1253', 'Ο βραστήρας σφύριξε και όλοι σώπασαν'],
    ['windows-1254', 'Çaydanlık kaynadı, ığüşöç'],
    ['windows-1255', 'הקומקום רתח וכולם השתתקו'],
    ['windows-1256', 'غلت الغلاية وسكت الجميع'],
    ['windows-1257', 'Virdulys užvirė, ąčęėįšųūž'],
    ['windows-1258', 'Ấm nước đã sôi'.normalize('NFD').replace(/[^\x20-\u01ff]/g, '')],
    ['windows-874', 'กาน้ำเดือดแล้วและทุกคนก็เงียบ'],
    ['iso-8859-2', 'Příliš žluťoučký kůň'],
    ['iso-8859-5', 'Чайник вскипел, и все замолчали'],
    ['iso-8859-15', 'Ça coûte 5 €'],
    ['koi8-r', 'Чайник вскипел, и все замолчали'],
    ['koi8-u', 'Чайник закипів, і всі замовкли'],
    ['macintosh', 'Ça coûte déjà'],
    ['shift_jis', 'やかんが沸いて、みんなが黙った'],
    ['euc-jp', 'やかんが沸いて、みんなが黙った'],
    ['gb18030', '水壶烧开了，大家都不说话了'],
    ['gbk', '水壶烧开了，大家都不说话了'],
    ['big5', '水壺燒開了，大家都不說話了'],
    ['euc-kr', '주전자가 끓고 모두가 조용해졌다'],
  ] as const;

  test.each(samples)('is %s when HTTP or the document says so', (label, text) => {
    const document = (declared: string) => `<?xml version="1.0"${declared}?><rss><channel><title>${text}</title></channel></rss>`;
    expect(parseFeed(encodeIn(label, document('')), `text/xml; charset=${label}`, 'https://a.example/').title).toBe(text);
    expect(parseFeed(encodeIn(label, document(` encoding="${label}"`)), 'text/xml', 'https://a.example/').title).toBe(text);
    expect(parseFeed(encodeIn(label, document(` encoding='${label.toUpperCase()}'`)), null, 'https://a.example/').title).toBe(text);
  });

  test.each(samples.filter(([label]) => !/125[0478]|8859-2|8859-15|macintosh/.test(label)))(
    'is seen to be %s when nobody says so, and when the server says Latin or UTF-8 of everything',
    (label, text) => {
      const bytes = encodeIn(label, `<rss><channel><title>${text}</title></channel></rss>`);
      for (const contentType of [null, 'text/xml; charset=ISO-8859-1', 'text/xml; charset=utf-8', 'text/xml; charset=x-unknown']) {
        expect(parseFeed(bytes, contentType, 'https://a.example/').title).toBe(text);
      }
    },
  );

  test('is the document’s own word, where the server’s Latin is plainly none', () => {
    const bytes = encodeIn('koi8-r', '<?xml version="1.0" encoding="koi8-r"?><rss><channel><title>Чайник вскипел</title></channel></rss>');
    expect(parseFeed(bytes, 'text/xml; charset=ISO-8859-1', 'https://a.example/').title).toBe('Чайник вскипел');
  });

  test('is UTF-8 whatever it is called, once that is no chance', () => {
    const text = 'Чайник вскипел, 水壶烧开了';
    const bytes = utf8(`<?xml version="1.0" encoding="windows-1251"?><rss><channel><title>${text}</title></channel></rss>`);
    for (const contentType of [
      null,
      'text/xml; charset=gbk',
      'text/xml; charset=shift_jis',
      'text/xml; charset=big5',
      'text/xml; charset=koi8-r',
    ])
      expect(parseFeed(bytes, contentType, 'https://a.example/').title).toBe(text);
  });

  test('is ISO-2022-JP when it says so, and when only its escapes do', () => {
    const bytes = encodeIso2022Jp('<rss><channel><title>やかんが沸いて、みんなが黙った</title></channel></rss>');
    for (const contentType of [null, 'text/xml; charset=iso-2022-jp'])
      expect(parseFeed(bytes, contentType, 'https://a.example/').title).toBe('やかんが沸いて、みんなが黙った');
  });

  test.each(['cp1251', 'win-1251', 'windows1251', 'x-cp1251', 'WINDOWS-1251', '"windows-1251"', "'windows-1251'"])(
    'is known by the name %s',
    name => {
      expect(decodeDocument(encodeIn('windows-1251', '<a>Я</a>'), `text/xml; charset=${name}`)).toBe('<a>Я</a>');
    },
  );

  test.each([
    'Ça coûte 5 € – “déjà vu”… «Été»',
    'Größe, Äpfel, Übermut und Straße',
    'El niño comió piñas: ¿cómo? ¡así!',
    'São Paulo, avião, coração, ações',
    'Blåbærsyltetøy og rømmegrøt på Ås',
    '“‘Quoted’” — “twice”',
    '£5 ©2024 ®™ ½ °C',
  ])('is windows-1252 for Western text: %s', text => {
    expect(decodeDocument(encodeIn('windows-1252', `<a>${text}</a>`), null)).toBe(`<a>${text}</a>`);
  });

  test('is UTF-16 or UTF-32 whatever is said, whole or cut in the middle of a character', () => {
    const text = '<rss><channel><title>é 水 😀</title></channel></rss>';
    const encodings = [utf16(text, true), utf16(text, false), utf32(text, true), utf32(text, false)];
    const marked = [
      utf16(`\ufeff${text}`, true),
      utf16(`\ufeff${text}`, false),
      utf32(`\ufeff${text}`, true),
      utf32(`\ufeff${text}`, false),
    ];
    for (const bytes of [...encodings, ...marked]) {
      for (const contentType of [null, 'text/xml; charset=utf-8', 'text/xml; charset=iso-8859-1', 'text/xml; charset=utf-16'])
        expect(parseFeed(bytes, contentType, 'https://a.example/').title).toBe('é 水 😀');
      for (let cut = 1; cut < 8; cut += 1)
        expect(parseFeed(bytes.subarray(0, bytes.length - cut), null, 'https://a.example/').title).toBe('é 水 😀');
    }
    expect(parseFeed(utf8(text), 'text/xml; charset=utf-16', 'https://a.example/').title).toBe('é 水 😀');
    expect(parseFeed(utf8(text), 'text/xml; charset=utf-32', 'https://a.example/').title).toBe('é 水 😀');
  });

  test('has all 32 characters of windows-1252 that releases of Node lose (X6)', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, at) => 0x80 + at);
    expect(decodeDocument(bytes, 'text/xml; charset=windows-1252')).toBe('€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ');
    for (const charset of ['iso-8859-1', 'latin1', 'us-ascii', 'cp1252']) {
      expect(decodeDocument(bytes, `text/xml; charset=${charset}`)).toContain('€');
    }
  });

  test('of 8 MB of strays or of UTF-32 is read in linear time', () => {
    for (const bytes of [new Uint8Array(8_000_000).fill(0xe9), utf32('<a/>'.repeat(500_000), true)])
      expect(cpuTime(() => decodeDocument(bytes, null))).toBeLessThan(2_000);
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
