const name = 'found';
/** More marks help nobody. */
const mostMarks = 1000;
/** Of scripts without spaces between words any part may have been looked for. */
const isUnspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const letter = '[\\p{L}\\p{N}\\p{M}]';

/** Marks where these words stand in the title and the text of the page, as a highlight: nothing in the document changes (H3). */
export function markFound(page: Document, words: readonly string[]): void {
  // The page's own: a highlight of the window does not show in it.
  const { CSS, Highlight } = page.defaultView as unknown as typeof globalThis;
  CSS.highlights.delete(name);
  const ranges = words.length === 0 ? [] : rangesOf(page, words);
  if (ranges.length > 0) CSS.highlights.set(name, new Highlight(...ranges));
}

function rangesOf(page: Document, words: readonly string[]): readonly Range[] {
  const pattern = new RegExp(
    words
      .toSorted((one, other) => other.length - one.length)
      .map(patternOf)
      .join('|'),
    'gu',
  );
  const ranges: Range[] = [];
  for (const place of page.querySelectorAll('.head h1, .text')) {
    const texts = page.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      for (const match of (node.nodeValue ?? '').matchAll(pattern)) {
        if (ranges.length === mostMarks) return ranges;
        const range = page.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        ranges.push(range);
      }
    }
  }
  return ranges;
}

function patternOf(word: string): string {
  const text = word
    .trim()
    .split(/\s+/u)
    .map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('\\s+');
  return isUnspaced.test(word) ? text : `(?<!${letter})${text}(?!${letter})`;
}
