/** A document that is meant to hurt whoever reads it. */
export interface HostileDocument {
  readonly kind: HostileKind;
  readonly name: string;
  readonly make: () => string | Uint8Array;
  /** What must come out: so many entries at least, or a refusal with one of these codes. */
  readonly expected: { readonly entries: number } | { readonly codes: readonly string[] };
  /** Of the first entry, where a particular text must be found. */
  readonly title?: string;
}

export type HostileKind =
  | 'entity bomb'
  | 'external entity'
  | '5 MB of "<"'
  | '200,000 levels'
  | '100,000 entries'
  | '100,000 attributes'
  | '20 MB text node'
  | 'prototype name'
  | 'control characters'
  | 'junk before and after'
  | 'mismatched and unquoted tags'
  | 'slow pattern';

const rss = (items: string, channel = '') => `<rss version="2.0"><channel><title>T</title>${channel}${items}</channel></rss>`;
const atom = (entries: string) => `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${entries}</feed>`;
const rdf = (items: string) =>
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>T</title></channel>${items}</rdf:RDF>`;
const json = (items: string, head = '') => `{"version":"https://jsonfeed.org/version/1.1","title":"T",${head}"items":[${items}]}`;
const item = (title: string, rest = '') => `<item><title>${title}</title><guid>1</guid>${rest}</item>`;
const entry = (title: string, rest = '') => `<entry><title>${title}</title><id>1</id>${rest}</entry>`;
const one = { entries: 1 };
const refused = { codes: ['not-a-feed', 'broken-feed', 'too-large', 'bad-encoding'] };
const tooMany = { codes: ['too-large'] };
const mega = 1_000_000;

function lol(levels: number, width: number): string {
  const entities = Array.from(
    { length: levels },
    (_, level) => `<!ENTITY l${level + 1} "${level === 0 ? 'lol'.repeat(width) : `&l${level};`.repeat(width)}">`,
  );
  return `<!DOCTYPE rss [${entities.join('')}]>`;
}

type Row = readonly [name: string, make: () => string | Uint8Array, expected?: HostileDocument['expected'], title?: string];

const rows: Readonly<Record<HostileKind, readonly Row[]>> = {
  'entity bomb': [
    ['a billion laughs in a title', () => lol(10, 10) + rss(item('&l10;')), one, '&l10;'],
    ['quadratic blow-up', () => `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(500_000)}">]>${rss(item('&a;'.repeat(50_000)))}`, one],
    [
      'parameter entities',
      () => `<!DOCTYPE rss [<!ENTITY % a "b"><!ENTITY % c "%a;%a;"><!ENTITY d "%c;">%c;]>${rss(item('&d;'))}`,
      one,
      '&d;',
    ],
    ['entities that name each other', () => `<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>${rss(item('&a;'))}`, one, '&a;'],
    ['in Atom, in an attribute', () => lol(8, 20) + atom(entry('T', '<link href="http://a.example/&l8;"/>')), one],
    ['a document type that never ends', () => `<!DOCTYPE rss [${'<!ENTITY a "b">'.repeat(200_000)}${rss(item('T'))}`, one, 'T'],
    ['honest references, 111,206 of them', () => rss(item('T', `<description>${'&amp;'.repeat(111_206)}</description>`)), one, 'T'],
  ],
  'external entity': [
    ['a file', () => `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${rss(item('&x;'))}`, one, '&x;'],
    ['an address', () => `<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>${rss(item('&x;'))}`, one, '&x;'],
    ['a document type elsewhere', () => `<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">${rss(item('&x;'))}`, one, '&x;'],
    ['a parameter entity', () => `<!DOCTYPE rss [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]>${rss(item('T'))}`, one, 'T'],
    ['an inclusion', () => rss(item('T', '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')), one, 'T'],
    ['a style sheet', () => `<?xml version="1.0"?><?xml-stylesheet href="file:///etc/passwd"?>${atom(entry('T'))}`, one, 'T'],
  ],
  '5 MB of "<"': [
    ['and nothing else', () => '<'.repeat(5 * mega), refused],
    ['in a title', () => rss(item('<'.repeat(5 * mega))), one],
    ['in a body', () => rss(item('T', `<description><![CDATA[${'<'.repeat(5 * mega)}]]></description>`)), one, 'T'],
    [
      'in an Atom title of HTML',
      () => atom(`<entry><id>1</id><title type="html"><![CDATA[${'<'.repeat(5 * mega)}]]></title></entry>`),
      one,
    ],
    ['in a JSON body', () => json(`{"id":"1","title":"T","content_html":"${'<'.repeat(5 * mega)}"}`), one, 'T'],
    ['with a letter each', () => rss(item('T', '<a'.repeat(2.5 * mega))), refused],
    ['as open comments', () => rss(item('T', '<!--'.repeat(1.25 * mega))), one, 'T'],
    ['as open CDATA', () => rss(item('T', '<![CDATA['.repeat(600_000))), one, 'T'],
    ['as open instructions', () => rss(item('T', '<?a '.repeat(1.25 * mega))), one, 'T'],
    ['as declarations', () => rss(item('T', '<!a'.repeat(1.6 * mega))), one, 'T'],
    ['as document types', () => `${'<!DOCTYPE a ['.repeat(400_000)}${rss(item('T'))}`, one, 'T'],
    ['as end tags', () => rss(item('T', '</a'.repeat(1.6 * mega))), one, 'T'],
  ],
  '200,000 levels': [
    ['in a body', () => rss(item('T', `<description>${'<div>'.repeat(200_000)}x${'</div>'.repeat(200_000)}</description>`)), one, 'T'],
    ['never closed', () => rss(item('T', '<a>'.repeat(200_000))), one, 'T'],
    ['of items', () => rss(`${'<item>'.repeat(200_000)}<title>T</title>`), { codes: ['too-large'] }],
    ['of XHTML', () => atom(entry('T', `<content type="xhtml">${'<b>'.repeat(200_000)}x${'</b>'.repeat(200_000)}</content>`)), one, 'T'],
    ['of markup in CDATA', () => rss(item('T', `<description><![CDATA[${'<div>'.repeat(200_000)}]]></description>`)), one, 'T'],
    ['of JSON', () => json(`{"id":"1","title":"T","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`), one, 'T'],
    ['of JSON, never closed', () => json(`{"id":"1","title":"T"},{"x":${'['.repeat(200_000)}`), one, 'T'],
    ['of feeds', () => `${'<rss><channel>'.repeat(100_000)}${item('T')}`, { entries: 0 }],
  ],
  '100,000 entries': [
    ['of RSS', () => rss(item('T', '<link>http://a.example/1</link><description>x</description>').repeat(100_000)), tooMany],
    ['of Atom', () => atom(entry('T', '<link href="http://a.example/1"/><summary>x</summary>').repeat(100_000)), tooMany],
    ['of RDF', () => rdf(item('T', '<link>http://a.example/1</link>').repeat(100_000)), tooMany],
    ['of JSON', () => json(Array.from({ length: 100_000 }, (_, at) => `{"id":"${at}","title":"T","content_text":"x"}`).join()), tooMany],
    ['of 50,000, which is not too many', () => rss(item('T', '<link>http://a.example/1</link>').repeat(50_000)), { entries: 50_000 }],
    ['that are empty', () => rss('<item/>'.repeat(100_000)), tooMany],
    ['never closed', () => rss('<item><title>T</title>'.repeat(100_000)), tooMany],
  ],
  '100,000 attributes': [
    ['of an item', () => rss(`<item ${attributes('a')}><title>T</title></item>`), one, 'T'],
    ['of the root', () => `<rss ${attributes('a')}><channel>${item('T')}</channel></rss>`, one, 'T'],
    ['of one name', () => rss(`<item ${'a="1" '.repeat(100_000)}><title>T</title></item>`), one, 'T'],
    ['that declare namespaces', () => rss(`<item ${attributes('xmlns:a')}><title>T</title></item>`), one, 'T'],
    [
      'that declare namespaces, ten on each of 10,000 elements',
      () => rss(item('T', Array.from({ length: 10_000 }, (_, at) => `<x ${attributes(`xmlns:a${at}b`, 10)}>`).join(''))),
      one,
      'T',
    ],
    ['without values', () => rss(`<item ${'a '.repeat(100_000)}><title>T</title></item>`), one, 'T'],
    ['of markup in a body', () => rss(item('T', `<description><![CDATA[<img ${attributes('src')}>]]></description>`)), one, 'T'],
    ['that begin with a quote', () => rss(`<item ${'a=" '.repeat(100_000)}><title>T</title></item>`), one, 'T'],
    ['of JSON', () => json(`{"id":"1","title":"T",${Array.from({ length: 100_000 }, (_, at) => `"k${at}":1`).join()}}`), one, 'T'],
  ],
  '20 MB text node': [
    ['as a title', () => rss(item('x'.repeat(20 * mega))), one],
    ['as a body', () => rss(item('T', `<description>${'x '.repeat(10 * mega)}</description>`)), one, 'T'],
    ['as an id', () => atom(`<entry><title>T</title><id>${'x'.repeat(20 * mega)}</id></entry>`), one, 'T'],
    ['as a date', () => rss(item('T', `<pubDate>${'1'.repeat(20 * mega)}</pubDate>`)), one, 'T'],
    ['as a link', () => rss(item('T', `<link>http://a.example/${'x'.repeat(20 * mega)}</link>`)), one, 'T'],
    ['as 500,000 authors', () => rss(item('T', '<dc:creator>A B</dc:creator>'.repeat(500_000))), one, 'T'],
    ['as 300,000 enclosures', () => rss(item('T', '<enclosure url="http://a.example/1"/>'.repeat(300_000))), one, 'T'],
    ['as an author', () => rss(item('T', `<author>${'x '.repeat(10 * mega)}</author>`)), one, 'T'],
    ['as a category', () => rss(item('T', `<category>${'x&#160;'.repeat(3 * mega)}</category>`)), one, 'T'],
    ['as base64', () => atom(entry('T', `<content type="application/octet-stream">${'QUFB'.repeat(5 * mega)}</content>`)), one, 'T'],
    ['of references', () => rss(item('T', `<description>${'&#65;'.repeat(4 * mega)}</description>`)), one, 'T'],
    ['of bare ampersands', () => rss(item('T', `<description>${'&'.repeat(20 * mega)}</description>`)), one, 'T'],
    ['in pieces of CDATA', () => rss(item('T', `<description>${'<![CDATA[x]]>'.repeat(1.5 * mega)}</description>`)), one, 'T'],
    ['as an attribute', () => rss(`<item x="${'x'.repeat(20 * mega)}"><title>T</title></item>`), one, 'T'],
    ['of JSON', () => json(`{"id":"1","title":"T","content_text":"${'x '.repeat(10 * mega)}"}`), one, 'T'],
    ['of white space', () => rss(item('T', `<description>${' '.repeat(20 * mega)}</description>`)), one, 'T'],
    ['before the feed', () => 'x'.repeat(20 * mega) + rss(item('T')), one, 'T'],
  ],
  'prototype name': [
    [
      'as elements',
      () => rss(item('T', '<__proto__><polluted>1</polluted></__proto__><constructor><prototype>1</prototype></constructor>')),
      one,
      'T',
    ],
    ['as attributes', () => rss('<item __proto__="1" constructor="2" hasOwnProperty="3" toString="4"><title>T</title></item>'), one, 'T'],
    [
      'as prefixes',
      () =>
        `<rss xmlns:__proto__="http://purl.org/dc/elements/1.1/"><channel>${item('T', '<__proto__:creator>A</__proto__:creator>')}</channel></rss>`,
      one,
      'T',
    ],
    [
      'in JSON',
      () =>
        json('{"id":"1","title":"T","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', '"__proto__":{"items":[]},'),
      one,
      'T',
    ],
    ['as guid, category and author', () => rss(item('T', '<category>__proto__</category><author>constructor</author>')), one, 'T'],
    ['as the root of a channel', () => rss(`<toString/><valueOf/><hasOwnProperty/>${item('T')}`), one, 'T'],
  ],
  'control characters': [
    ['NUL between all letters', () => [...rss(item('T'))].join('\0\0\0'), one, 'T'],
    [
      'all of them in a title',
      () => rss(item(`T${Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('')}`)),
      one,
      'T',
    ],
    ['as references', () => rss(item('T&#0;&#1;&#x1F;&#xFFFE;&#xD800;&#x110000;&#99999999999;')), one],
    ['a megabyte of them', () => rss(item(`T${'\x01\x02\x0b'.repeat(mega)}`)), one, 'T'],
    ['halves of characters', () => utf16(rss(item('T\ud800\udc00\ud800'))), one],
    ['that turn the reading direction', () => rss(item('T\u202e\u2066', '<description>\u202e</description>')), one],
    ['in names', () => rss('<it\x01em><ti\x02tle>T</title></item>'), one, 'T'],
  ],
  'junk before and after': [
    [
      'of warnings',
      () => `<br />\n<b>Warning</b>:  include(): failed in <b>/x.php</b> on line <b>2</b><br />\n${rss(item('T'))}\n<!-- 0.3 s -->`,
      one,
      'T',
    ],
    ['of another page', () => `<div><p>Hello</p>${'<p>'.repeat(100_000)}${rss(item('T'))}<script>x()</script></html>`, one, 'T'],
    ['of marks and blank lines', () => `\ufeff\ufeff\n\n\n   <?xml version="1.0"?>${atom(entry('T'))}\0\0\0`, one, 'T'],
    ['of a megabyte each', () => `${'junk > & '.repeat(100_000)}${rss(item('T'))}${'more <x> & '.repeat(100_000)}`, one, 'T'],
    ['of a second feed', () => rss(item('T')) + rss(item('U')), one, 'T'],
    ['of two declarations', () => `<?xml version="1.0"?><?xml version="1.0" encoding="latin1"?><?x ?>${rdf(item('T'))}`, one, 'T'],
    ['after JSON', () => `${json('{"id":"1","title":"T"}')}<script>x()</script>`, one, 'T'],
  ],
  'mismatched and unquoted tags': [
    ['that cross', () => rss('<item><title><b>T</title></b><guid>1</item></guid>' + item('U')), { entries: 2 }],
    ['that never end', () => `<rss version=2.0><channel><title>F<item><title>T</title><guid>1<item><title>U</title>`, { entries: 1 }],
    [
      'without quotes',
      () => atom('<entry><title type=html>T</title><id>1</id><link rel=alternate href=http://a.example/1></entry>'),
      one,
      'T',
    ],
    [
      'with one quote',
      () => rss('<item><title>T</title><enclosure url="http://a.example/1.mp3 length=1 type=audio/mpeg/></item>' + item('U')),
      { entries: 2 },
    ],
    ['in capitals', () => '<RSS VERSION="2.0"><CHANNEL><ITEM><TITLE>T</TITLE></ITEM></CHANNEL></RSS>', one, 'T'],
    ['500,000 stray end tags', () => rss(item('T', '</x></y></b>'.repeat(170_000))), one, 'T'],
    ['100,000 that are never closed, each closed a level up', () => rss(item('T', '<a><b></a>'.repeat(100_000))), one, 'T'],
    ['200 open ones and 500,000 end tags of none', () => rss(item('T', '<a>'.repeat(190) + '</z>'.repeat(500_000))), one, 'T'],
  ],
  'slow pattern': [
    ['in dates', () => rss(item('T', `<pubDate>${'1:'.repeat(mega)}</pubDate><dc:date>${'+1 '.repeat(mega)}</dc:date>`)), one, 'T'],
    ['in authors', () => rss(item('T', `<author>${'a@'.repeat(mega)}</author><dc:creator>${'<'.repeat(mega)}</dc:creator>`)), one, 'T'],
    [
      'in durations and numbers',
      () =>
        rss(item('T', `<itunes:duration>${'1 h '.repeat(mega)}</itunes:duration><itunes:episode>${'a'.repeat(mega)}1x</itunes:episode>`)),
      one,
      'T',
    ],
    ['in declarations', () => `<?xml ${' encoding'.repeat(200_000)}?>${rss(item('T'))}`, one, 'T'],
    ['in titles', () => rss(item(`T${'<b '.repeat(300_000)}`.replaceAll('<', '&lt;'))), one],
    ['in titles with spaces', () => rss(item(`T${' \n'.repeat(2 * mega)}x`)), one, 'T x'],
    ['in Atom titles', () => atom(`<entry><id>1</id><title type="html">${'&lt;!--'.repeat(300_000)}</title></entry>`), one],
    ['in addresses', () => rss(item('T', `<description><![CDATA[${'<a href= '.repeat(300_000)}]]></description>`)), one, 'T'],
    ['in picture sets', () => rss(item('T', `<description><![CDATA[<img srcset="${'a, '.repeat(mega)}">]]></description>`)), one, 'T'],
    [
      'in picture sets without commas',
      () => rss(item('T', `<description><![CDATA[<img srcset="${' '.repeat(3 * mega)}a">]]></description>`)),
      one,
      'T',
    ],
    ['in pictures', () => rss(item('T', `<description><![CDATA[${'<img '.repeat(mega)}]]></description>`)), one, 'T'],
    ['in attributes of pictures', () => rss(item('T', `<description><![CDATA[<img ${'a:'.repeat(mega)}>]]></description>`)), one, 'T'],
    [
      'in attributes of pictures of many entries',
      () => rss(item('T', `<description><![CDATA[<img ${'a'.repeat(4_096)}>]]></description>`).repeat(2_000)),
      { entries: 2_000 },
      'T',
    ],
    [
      'in a million relative addresses',
      () => rss(item('T', `<description><![CDATA[${'<a href=x>'.repeat(mega)}]]></description>`)),
      one,
      'T',
    ],
    ['in words before tags', () => rss(item('T', `<description><![CDATA[${'src '.repeat(mega)}]]></description>`)), one, 'T'],
    ['in languages', () => rss(item('T'), `<language>${'a-'.repeat(mega)}</language>`), one, 'T'],
    [
      'in relative bases of many elements',
      () =>
        `<rss xml:base="http://a.example/${'x'.repeat(mega)}"><channel>${item('T', '<a xml:base="b"/>'.repeat(20_000))}</channel></rss>`,
      one,
      'T',
    ],
    ['in media types', () => atom(entry('T', `<content type="${'a/'.repeat(mega)}">x</content>`)), one, 'T'],
    ['in media types with parameters', () => atom(entry('T', `<content type="text/html${' '.repeat(2 * mega)};x">x</content>`)), one, 'T'],
    ['in namespaces', () => `<rss xmlns:a="${'/'.repeat(2 * mega)}"><channel>${item('T', '<a:b/>')}</channel></rss>`, one, 'T'],
    ['in plain text of JSON', () => json(`{"id":"1","title":"T","content_text":"${'\\n '.repeat(mega)}x"}`), one, 'T'],
    ['in sizes', () => rss(item('T', `<enclosure url="http://a.example/1" length="${','.repeat(2 * mega)}1x"/>`)), one, 'T'],
    ['in snippets', () => rss(item('T', `<description><![CDATA[${'<p '.repeat(mega)}]]></description>`)), one, 'T'],
  ],
};

export const hostileDocuments: readonly HostileDocument[] = Object.entries(rows).flatMap(([kind, list]) =>
  list.map(([name, make, expected = one, title]) => ({
    kind: kind as HostileKind,
    name,
    make,
    expected,
    ...(title === undefined ? {} : { title }),
  })),
);

function attributes(prefix: string, count = 100_000): string {
  return Array.from({ length: count }, (_, at) => `${prefix}${at}="v${at}"`).join(' ');
}

/** With halves of characters, which UTF-8 cannot carry. */
function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), true);
  return bytes;
}
