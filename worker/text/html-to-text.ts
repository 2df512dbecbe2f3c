import { Tokenizer } from 'htmlparser2';

/** What they hold is not for reading. */
const silentElements: ReadonlySet<string> = new Set(
  'head iframe noembed noframes noscript object script style svg template title'.split(' '),
);
/** No space is read where they begin or end. */
const inlineElements: ReadonlySet<string> = new Set(
  'a abbr acronym b bdi bdo big cite code data dfn em font i ins del kbd mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
const chunkLength = 4_096;
/** When a few words are enough: what is read beyond them is wasted. */
const shortChunkLength = 512;
/** Text that `collapsed` would change, its ends apart. */
const needsSqueezing = /[^\S ]| {2}/;

/**
 * What a reader would see of untrusted HTML: no markup, no scripts, references resolved once, white space collapsed,
 * a space where a block begins or ends. Linear; stops once there are `enough` characters.
 */
export function htmlToText(html: string, enough = Number.POSITIVE_INFINITY): string {
  if (html.length <= chunkLength && !html.includes('<') && !html.includes('&')) return collapsed(html);
  const reader = createTextReader(html);
  const step = enough < shortChunkLength ? shortChunkLength : chunkLength;
  for (let at = 0; at < html.length && reader.length() <= enough; at += step) reader.read(html.slice(at, at + step));
  return reader.end();
}

function createTextReader(html: string) {
  const pieces: string[] = [];
  let length = 0;
  let endsInSpace = true;
  let silent: string | null = null;

  function add(text: string): void {
    const squeezed = squeeze(text);
    const piece = endsInSpace && squeezed.startsWith(' ') ? squeezed.slice(1) : squeezed;
    if (piece === '') return;
    pieces.push(piece);
    length += piece.length;
    endsInSpace = piece.endsWith(' ');
  }

  function tag(from: number, to: number): string {
    const name = html.slice(from, Math.min(to, from + 32)).toLowerCase();
    if (!inlineElements.has(name) && !silentElements.has(name)) add(' ');
    return name;
  }

  const ignore = () => {};
  const tokenizer = new Tokenizer(
    { recognizeSelfClosing: true },
    {
      ontext(from, to) {
        if (silent === null) add(html.slice(from, to));
      },
      ontextentity(codepoint) {
        if (silent === null) add(String.fromCodePoint(codepoint));
      },
      onopentagname(from, to) {
        const name = tag(from, to);
        if (silent === null && silentElements.has(name)) silent = name;
      },
      onselfclosingtag() {
        silent = null;
      },
      onclosetag(from, to) {
        const name = tag(from, to);
        if (silent === name) silent = null;
      },
      onattribdata: ignore,
      onattribend: ignore,
      onattribentity: ignore,
      onattribname: ignore,
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onprocessinginstruction: ignore,
    },
  );
  return {
    read: (chunk: string) => tokenizer.write(chunk),
    length: () => length,
    end(): string {
      tokenizer.end();
      return pieces.join('').trim();
    },
  };
}

/** One space for any run of white space, no-break space included; none at the ends. */
export function collapsed(text: string): string {
  return squeeze(text).trim();
}

/** Most text needs nothing: a look is far cheaper than to replace every space by itself. */
function squeeze(text: string): string {
  return needsSqueezing.test(text) ? text.replace(/\s+/g, ' ') : text;
}
