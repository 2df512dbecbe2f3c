export interface HtmlPart {
  readonly html: string;
  /** Start tags in it, about as many elements as it becomes. */
  readonly tags: number;
}

interface PartLimits {
  readonly maxChars: number;
  readonly maxTags: number;
}

/** Elements after or before which an article may be cut. */
const blocks = new Set(
  'address article aside blockquote br center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p section table tr ul'.split(
    ' ',
  ),
);
/** Containers without which what follows would lose its meaning: they are opened again in the next part. */
const containers = new Set('table pre ul ol dl blockquote'.split(' '));
/** What is written in these is no markup of the article. */
const opaque = new Set('script style svg template textarea title xmp iframe noembed noframes object video audio select math'.split(' '));

/** More than any page needs; markup that only opens does not make each part longer than the one before. */
const maxReopened = 40;

/**
 * Cuts long HTML between blocks into parts that can be sanitised one after the other (H9). It reads markup only roughly:
 * a wrong cut costs looks, never safety, as every part goes through the sanitiser by itself.
 */
export function* splitHtml(html: string, { maxChars, maxTags }: PartLimits): Generator<HtmlPart, void> {
  const tag = /<(?:(!--)|(\/?)([a-z][a-z0-9]*))/gi;
  const open: string[] = [];
  let start = 0;
  let tags = 0;
  let textStart = 0;
  let tagEnd = 0;
  let reopened = '';
  let boundary = { at: 0, tags: 0, open: [] as readonly string[] };

  function cut(): HtmlPart {
    const part = { html: reopened + html.slice(start, boundary.at), tags: boundary.tags };
    start = boundary.at;
    reopened = boundary.open.map(name => `<${name}>`).join('');
    tags -= boundary.tags;
    return part;
  }
  function markBoundary(at: number): void {
    boundary = { at, tags, open: [...open] };
  }
  /** Text without any markup is cut between words. */
  function* cutText(end: number): Generator<HtmlPart, void> {
    for (let from = Math.max(start, textStart); end - from > maxChars; from = start) {
      const space = html.lastIndexOf(' ', from + maxChars);
      markBoundary(space > from ? space : from + maxChars);
      yield cut();
    }
  }

  for (let match = tag.exec(html); match !== null; match = tag.exec(html)) {
    yield* cutText(match.index);
    if (match.index - start >= maxChars || tags >= maxTags) {
      if (boundary.at <= start) markBoundary(match.index);
      yield cut();
    }
    const name = match[3]?.toLowerCase() ?? '';
    const isEnd = match[2] === '/';
    if (tagEnd <= match.index) tagEnd = endOf(html, />/g, match.index);
    const after = match[1] === undefined ? tagEnd : endOf(html, /-->/g, match.index);
    // Inside a table only a row is whole, inside preformatted text nothing is.
    const mayCut = open.includes('table') ? name === 'tr' : blocks.has(name) && !open.includes('pre');
    if (mayCut && !isEnd) markBoundary(match.index);
    if (containers.has(name)) follow(open, name, isEnd);
    if (name !== '' && !isEnd) tags += 1;
    if (isEnd && (mayCut || containers.has(name))) markBoundary(after);
    // Markup inside an attribute is taken for markup too: only comments and what is opaque are stepped over.
    if (name === '') tag.lastIndex = after;
    else if (!isEnd && opaque.has(name)) tag.lastIndex = endOf(html, new RegExp(`</${name}`, 'gi'), match.index);
    textStart = Math.max(after, tag.lastIndex);
  }
  yield* cutText(html.length);
  boundary = { at: html.length, tags, open: [] };
  if (start < html.length) yield cut();
}

function follow(open: string[], name: string, isEnd: boolean): void {
  if (!isEnd) {
    if (open.length < maxReopened) open.push(name);
  } else if (open.includes(name)) {
    open.length = open.lastIndexOf(name);
  }
}

function endOf(html: string, mark: RegExp, from: number): number {
  mark.lastIndex = from;
  return mark.exec(html) === null ? html.length : mark.lastIndex;
}
