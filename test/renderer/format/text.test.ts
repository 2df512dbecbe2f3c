import { expect, it } from 'vitest';
import { feedLetter, letterHue } from '../../../renderer/format/feed-letter.ts';
import { textDirection } from '../../../renderer/format/text-direction.ts';
import { decodeXml } from '../../../renderer/format/xml-text.ts';

it.each([
  ['كيف تحفظ المدن ذاكرتها', 'rtl'],
  ['«שלום» 2', 'rtl'],
  ['42: العدد', 'rtl'],
  ['Release 4.2 العربية', 'ltr'],
  ['長い読み物', 'ltr'],
  ['…', 'ltr'],
])('finds the direction of %s by its first letter', (text, direction) => {
  expect(textDirection(text)).toBe(direction);
});

it('takes the first letter or digit for a feed without an icon', () => {
  expect(feedLetter('“the quiet compiler”')).toBe('T');
  expect(feedLetter('99% invisible')).toBe('9');
  expect(feedLetter('صحيفة')).toBe('ص');
  expect(feedLetter('***')).toBe('•');
});

it('gives a feed always the same colour', () => {
  expect(letterHue(12)).toBe(letterHue(12));
});

it('reads an OPML file in the encoding that it declares', () => {
  const text = '<?xml version="1.0" encoding="ISO-8859-1"?><opml><outline text="Caf\u00e9"/></opml>';
  const latin1 = Uint8Array.from(text, letter => letter.charCodeAt(0));
  expect(decodeXml(latin1.buffer)).toContain('Café');
  expect(decodeXml(new TextEncoder().encode('<opml text="Café"/>').buffer)).toContain('Café');
  expect(decodeXml(new TextEncoder().encode('<?xml version="1.0" encoding="klingon"?><opml text="Café"/>').buffer)).toContain('Café');
  expect(decodeXml(Uint8Array.of(0xff, 0xfe, 0x3c, 0, 0x61, 0).buffer)).toBe('<a');
  expect(decodeXml(Uint8Array.of(0, 0x3c, 0, 0x61).buffer)).toBe('<a');
  expect(decodeXml(Uint8Array.of(0x3c, 0xfc, 0x80).buffer)).toBe('<ü€');
});
