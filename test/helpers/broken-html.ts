import { randomFrom } from './seeded-random.ts';

const tags =
  'p div span a b i em strong table tbody tr td th caption colgroup col ul ol li dl dt dd pre blockquote h1 h2 figure figcaption img br hr code sub sup details summary ruby rt rp math mi mo mtext ms mglyph malignmark annotation-xml semantics mtable svg foreignObject desc title style script template noscript iframe object embed video audio source form input button select option textarea label font center nobr marquee applet frameset plaintext xmp noembed dialog body html head base meta link x-y'.split(
    ' ',
  );
const attributeTexts = [
  'id=x',
  'name="body"',
  'href="javascript:void 0"',
  'href="#x"',
  'href="http://[::"',
  "href='/a?b=1&amp;c=2'",
  'src="pic.png"',
  'src="http://host.example/a b.png"',
  'src="data:image/svg+xml,<svg>"',
  'srcset="a.png 1x, b.png 2x"',
  'style="position:fixed"',
  'onclick=x()',
  'onerror="x()"',
  'title="</style><img src=x onerror=x()>"',
  'title="--><p>"',
  'class=c',
  'dir=rtl',
  'lang="<>"',
  'width=9999999',
  'colspan=3',
  'is=x-y',
  'xmlns="http://www.w3.org/2000/svg"',
  'encoding="text/html"',
  'target=_top',
  'open',
  'hidden',
  'type=a',
  'alt="a &quot; b"',
];
const texts = [
  'word',
  ' ',
  '\n',
  '&lt;script&gt;',
  '&amp;amp;',
  '<',
  '>',
  '&',
  'ü',
  '\u202e',
  '\0',
  '日本',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?x?>',
  '</',
  '"',
  "'",
  '{{x}}',
];

/** Damaged markup as no author writes it: unclosed, crossed, nested where it must not be, with the names that parsers treat apart. */
export function brokenHtml(seed: number): string {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const open: string[] = [];
  let html = '';
  const length = 4 + Math.floor(random() * 60);
  for (let step = 0; step < length; step++) {
    const kind = random();
    if (kind < 0.45) {
      const tag = pick(tags);
      const attributes = Array.from({ length: Math.floor(random() * 3) }, () => pick(attributeTexts));
      html += `<${[random() < 0.1 ? tag.toUpperCase() : tag, ...attributes].join(' ')}${random() < 0.05 ? '/' : ''}${random() < 0.02 ? '' : '>'}`;
      open.push(tag);
    } else if (kind < 0.7) {
      html += pick(texts);
    } else if (kind < 0.92) {
      html += `</${random() < 0.7 ? (open.pop() ?? pick(tags)) : pick(tags)}>`;
    } else {
      html += `<${pick(tags)}>${pick(texts)}</${pick(tags)}>`;
    }
  }
  return html;
}
