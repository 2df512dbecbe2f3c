const elements = new Set(
  'a abbr address article aside b bdi bdo big blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mstyle merror mphantom mpadded semantics annotation'.split(
    ' ',
  ),
);
const attributes = new Set(
  'href rel id dir lang title src alt width height loading decoding start reversed type value colspan rowspan scope span datetime open display displaystyle mathvariant scriptlevel fence separator stretchy symmetric largeop movablelimits lspace rspace depth linethickness accent accentunder columnspan encoding'.split(
    ' ',
  ),
);

/**
 * Looks through a sanitised text for whatever the reading pane must not hold (H2), and whether it survives being written out
 * and parsed again (H3). Brings its own lists along: what the sanitiser allows is no witness for the sanitiser.
 */
export function findBreaches(text: Element, origin: string, parse: (markup: string) => Element): string[] {
  const breaches: string[] = [];
  let spanned = 0;
  const walker = text.ownerDocument.createTreeWalker(text, NodeFilter.SHOW_ALL);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) continue;
    if (node.nodeType !== Node.ELEMENT_NODE) {
      breaches.push(`a node of type ${node.nodeType}`);
      continue;
    }
    const element = node as Element;
    if (!elements.has(element.localName)) breaches.push(`<${element.localName}>`);
    for (const { name, value } of element.attributes) {
      const where = `<${element.localName} ${name}="${value}">`;
      if (!attributes.has(name)) breaches.push(where);
      if (/span$/.test(name)) spanned += Number(value) - 1;
      if (name === 'id' && !value.startsWith('user-content-')) breaches.push(where);
      if (name === 'href' && !/^(?:https?:\/\/[^/]|mailto:|tel:|#user-content-)/.test(value)) breaches.push(where);
      if (name === 'href' && /^https?:/.test(value) && URL.parse(value)?.href !== value) breaches.push(where);
      if (name === 'src' && (element.localName !== 'img' || !(value.startsWith('/picture/') || value.startsWith(`blob:${origin}/`)))) {
        breaches.push(where);
      }
      if (/^(?:width|height)$/.test(name) && element.localName === 'img' && !/^\d{1,5}$/.test(value)) breaches.push(where);
    }
    if (element.localName === 'a' && element.hasAttribute('href') && !/^noopener noreferrer\b/.test(element.getAttribute('rel') ?? '')) {
      breaches.push('a link without rel');
    }
  }

  // What takes the layout longer than linear time, until it looks like a hang.
  if (spanned > 2000) breaches.push(`cells that span ${spanned} others`);
  if (/[\p{M}\p{Cf}]{30}/u.test(text.textContent)) breaches.push('a heap of marks');
  if (/[\p{sc=Thai}\p{sc=Myanmar}]{2000}/u.test(text.textContent)) breaches.push('no place to break');

  const written = text.getHTML();
  if (parse(written).getHTML() !== written) breaches.push(`not stable: ${written.slice(0, 300)}`);
  return breaches;
}
