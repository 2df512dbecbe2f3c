/** What the scanner tells. Names and values are raw: prefixes unresolved, references undecoded. */
export interface XmlHandler {
  /** @param attributes name, value, name, value …; `at` is the offset of the `<`. */
  open(name: string, attributes: readonly string[], isSelfClosing: boolean, at: number): void;
  /** `at` is the offset of the `<`. */
  close(name: string, at: number): void;
  text(text: string): void;
  /** CDATA: text without references. */
  cdata(text: string): void;
}

const maxAttributes = 256;

/**
 * Reads XML that need not be well-formed, in time linear in its length, and reports every construct in order.
 * A library parser will not do: the strict ones stop at (or, told to go on, lose everything after) a bare `&`, a stray
 * end tag or a cut-off end. Document types are skipped unread, so nothing they declare exists (X1).
 */
export function scanXml(text: string, handler: XmlHandler): void {
  const scan: Scan = { text, handler, mayHaveDoctype: true, hasCommentEnd: true, hasCdataEnd: true, hasInstructionEnd: true };
  let from = 0;
  let tag = text.indexOf('<');
  while (tag >= 0) {
    if (isMarkup(text, tag)) {
      if (tag > from) handler.text(text.slice(from, tag));
      from = afterMarkup(scan, tag);
      tag = text.indexOf('<', from);
    } else tag = text.indexOf('<', tag + 1);
  }
  if (from < text.length) handler.text(text.slice(from));
}

interface Scan {
  readonly text: string;
  readonly handler: XmlHandler;
  mayHaveDoctype: boolean;
  /** False once a search reached the end in vain: never search again, or time would be quadratic. */
  hasCommentEnd: boolean;
  hasCdataEnd: boolean;
  hasInstructionEnd: boolean;
}

/** False when the `<` there is mere text. */
function isMarkup(text: string, at: number): boolean {
  const code = text.charCodeAt(at + 1);
  if (isNameStart(code) || code === question) return true;
  if (code === slash) return isNameStart(text.charCodeAt(at + 2));
  return code === bang && (isNameStart(text.charCodeAt(at + 2)) || text.startsWith('<!--', at) || text.startsWith('<![CDATA[', at));
}

/** Reports the construct at `at` and returns the offset behind it. */
function afterMarkup(scan: Scan, at: number): number {
  const { text } = scan;
  const code = text.charCodeAt(at + 1);
  if (code === slash) return afterEndTag(scan, at);
  if (code === question) return afterInstruction(scan, at);
  if (code !== bang) return afterStartTag(scan, at);
  if (text.startsWith('<!--', at)) return afterComment(scan, at);
  return text.startsWith('<![CDATA[', at) ? afterCdata(scan, at) : afterDeclaration(scan, at);
}

function afterComment(scan: Scan, at: number): number {
  const end = scan.hasCommentEnd ? scan.text.indexOf('-->', at + 4) : -1;
  if (end >= 0) return end + 3;
  // Never closed: what follows is more likely the feed than a comment.
  scan.hasCommentEnd = false;
  return at + 4;
}

function afterCdata(scan: Scan, at: number): number {
  const start = at + 9;
  const end = scan.hasCdataEnd ? scan.text.indexOf(']]>', start) : -1;
  if (end >= 0) {
    scan.handler.cdata(scan.text.slice(start, end));
    return end + 3;
  }
  // Never closed: what follows is more likely the rest of the feed than text.
  scan.hasCdataEnd = false;
  return start;
}

function afterInstruction(scan: Scan, at: number): number {
  const { text } = scan;
  // In the XML declaration a `<` means that its end is damaged; other instructions may hold anything.
  const end = scan.hasInstructionEnd && !text.startsWith('<?xml', at) ? text.indexOf('?>', at + 2) : -1;
  if (end >= 0) return end + 2;
  if (!text.startsWith('<?xml', at)) scan.hasInstructionEnd = false;
  let position = at + 2;
  while (position < text.length && text.charCodeAt(position) !== less && text.charCodeAt(position) !== greater) position += 1;
  return text.charCodeAt(position) === greater ? position + 1 : position;
}

function afterDeclaration(scan: Scan, at: number): number {
  const { text } = scan;
  if (scan.mayHaveDoctype && /^<!doctype$/i.test(text.slice(at, at + 9))) {
    // Once only: a search that ends in vain must not be repeated for every further declaration.
    scan.mayHaveDoctype = false;
    const end = afterDoctype(text, at);
    if (end >= 0) return end;
  }
  const close = text.indexOf('>', at);
  return close < 0 ? text.length : close + 1;
}

/** End of `<!DOCTYPE …[…]>` with quotes and comments in the internal subset respected, or -1. */
function afterDoctype(text: string, at: number): number {
  const delimiter = /["'[\]>]|<!--/g;
  delimiter.lastIndex = at + 2;
  let depth = 0;
  for (let found = delimiter.exec(text); found !== null; found = delimiter.exec(text)) {
    const [token] = found;
    if (token === '>' && depth <= 0) return found.index + 1;
    if (token === '[') depth += 1;
    else if (token === ']') depth -= 1;
    else if (token !== '>') {
      const end = text.indexOf(token === '<!--' ? '-->' : token, delimiter.lastIndex);
      // An identifier outside the subset holds no tags: its closing quote is missing.
      if (end < 0 || (depth === 0 && text.slice(found.index, end).includes('<'))) break;
      delimiter.lastIndex = end + 1;
    }
  }
  return -1;
}

function afterEndTag({ text, handler }: Scan, at: number): number {
  let end = at + 2;
  while (end < text.length && !isNameEnd(text.charCodeAt(end))) end += 1;
  handler.close(text.slice(at + 2, end), at);
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === greater) return end + 1;
    if (code === less) return end;
    end += 1;
  }
  return end;
}

function afterStartTag({ text, handler }: Scan, at: number): number {
  let position = at + 1;
  while (position < text.length && !isNameEnd(text.charCodeAt(position))) position += 1;
  const name = text.slice(at + 1, position);
  let attributes: string[] | null = null;
  let isSelfClosing = false;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === greater) {
      position += 1;
      break;
    }
    if (code === less) break;
    if (code === slash) isSelfClosing = text.charCodeAt(position + 1) === greater;
    if (isSpace(code) || code === slash || code === equals || code === doubleQuote || code === singleQuote) {
      position += 1;
      continue;
    }
    attributes ??= [];
    position = afterAttribute(text, position, attributes);
  }
  // A tag that the end of the document cut off may hold half an address.
  if (text.charCodeAt(position - 1) === greater || position < text.length)
    handler.open(name, attributes ?? noAttributes, isSelfClosing, at);
  return position;
}

function afterAttribute(text: string, at: number, attributes: string[]): number {
  let end = at;
  while (end < text.length && !isNameEnd(text.charCodeAt(end))) end += 1;
  const name = text.slice(at, end);
  let position = afterSpace(text, end);
  if (text.charCodeAt(position) !== equals) {
    position = end;
    if (attributes.length < maxAttributes * 2) attributes.push(name, '');
    return position;
  }
  const start = afterSpace(text, position + 1);
  position = afterValue(text, start);
  if (attributes.length < maxAttributes * 2) attributes.push(name, withoutQuotes(text.slice(start, position)));
  return position;
}

/** End of the value that begins at `start`. A quote that was never closed (`<a href="x>`) ends at the tag's end. */
function afterValue(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  if (isQuote(quote)) {
    const end = text.indexOf(text.charAt(start), start + 1);
    const after = text.charCodeAt(end + 1);
    const looksClosed = isSpace(after) || after === greater || after === slash || after === question;
    const isClosed = end >= 0 && (looksClosed || !text.slice(start, end).includes('<'));
    if (isClosed) return end + 1;
  }
  let position = start;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (isSpace(code) || code === greater || code === less) break;
    if (code === slash && text.charCodeAt(position + 1) === greater) break;
    position += 1;
  }
  return position;
}

function withoutQuotes(raw: string): string {
  if (!isQuote(raw.charCodeAt(0))) return raw;
  return raw.length > 1 && raw.endsWith(raw.charAt(0)) ? raw.slice(1, -1) : raw.slice(1);
}

function afterSpace(text: string, at: number): number {
  let position = at;
  while (isSpace(text.charCodeAt(position))) position += 1;
  return position;
}

const noAttributes: readonly string[] = [];
const [bang, doubleQuote, singleQuote, slash, less, equals, greater, question] = [0x21, 0x22, 0x27, 0x2f, 0x3c, 0x3d, 0x3e, 0x3f];

const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
const isQuote = (code: number) => code === doubleQuote || code === singleQuote;
const isNameStart = (code: number) =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code === 0x3a || code >= 0xc0;
const isNameEnd = (code: number) =>
  isSpace(code) || code === greater || code === slash || code === equals || code === less || isQuote(code);
