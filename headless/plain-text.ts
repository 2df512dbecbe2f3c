/** Elements whose content is not text for people. */
const silent = new Set(['script', 'style', 'template', 'head', 'title', 'svg', 'math', 'iframe', 'object', 'noscript']);
const blocks = /^(?:p|div|h[1-6]|ul|ol|table|tr|blockquote|pre|figure|figcaption|section|article|header|footer|hr|dl|dd)$/u;

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  copy: '©',
  eacute: 'é',
  euro: '€',
};

/** A reading copy of an article for a terminal: no layout, no pictures. Linear in time for any input; nothing of it is ever shown as HTML. */
export function plainText(html: string): string {
  let text = '';
  let silentUntil: string | null = null;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    const end = open === -1 ? html.length : open;
    if (silentUntil === null) text += html.slice(at, end).replace(/\s+/gu, ' ');
    if (open === -1) break;
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4);
      continue;
    }
    const tag = /^<(\/?)([a-z][a-z0-9]*)/iu.exec(html.slice(open, open + 20));
    if (tag === null && !/^<[!?/]/u.test(html.slice(open, open + 2))) {
      if (silentUntil === null) text += '<';
      at = open + 1;
      continue;
    }
    const name = (tag?.[2] ?? '').toLowerCase();
    const isEnd = tag?.[1] === '/';
    if (silentUntil === null) text += markOf(name, isEnd);
    if (!isEnd && silentUntil === null && silent.has(name)) silentUntil = name;
    else if (isEnd && name === silentUntil) silentUntil = null;
    at = after(html, '>', open);
  }
  return decode(text)
    .replace(/[ \t]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

function markOf(name: string, isEnd: boolean): string {
  if (name === 'br') return '\n';
  if (name === 'li') return isEnd ? '' : '\n• ';
  if (name === 'td' || name === 'th') return ' ';
  return blocks.test(name) ? '\n\n' : '';
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at === -1 ? html.length : at + mark.length;
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/gu, (whole, decimal, hex, name: string | undefined) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  });
}
