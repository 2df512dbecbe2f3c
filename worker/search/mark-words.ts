import type { FoundText, TextRange } from '../protocol/search.ts';
import type { QueryNode, TextNode } from './query-node.ts';
import { piecesOf } from './script-runs.ts';

const word = /[\p{L}\p{N}\p{M}]+/gu;
const snippetLength = 240;
/** How much of the text stands before what was found. */
const leadLength = 24;
/** More marks help nobody, and a text of one word a thousand times would have a thousand. */
const mostMarks = 50;

/** Something to mark: words that stand side by side, or a run of a script without spaces. */
type Needle =
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly isPrefix: boolean; readonly field: TextNode['field'] }
  | { readonly kind: 'run'; readonly text: string; readonly field: TextNode['field'] };

/** What a query looks for, without what it excludes. */
export function needlesOf(node: QueryNode): readonly Needle[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.nodes.flatMap(needlesOf);
    case 'text':
      return textNeedles(node);
    default:
      return [];
  }
}

function textNeedles({ text, field, isPrefix }: TextNode): readonly Needle[] {
  const pieces = piecesOf(text);
  return pieces.map((piece, index): Needle => {
    if (piece.kind === 'run') return { kind: 'run', text: piece.text, field };
    const words = [...piece.text.matchAll(word)].map(match => folded(match[0]));
    return { kind: 'words', words, isPrefix: isPrefix && index === pieces.length - 1, field };
  });
}

/** Marks what was found in title and text, and chooses the part of the text that is shown. */
export function foundText(title: string, text: string, needles: readonly Needle[]): FoundText {
  const inTitle = rangesIn(
    title,
    needles.filter(each => each.field !== 'author'),
  );
  const inText = rangesIn(
    text,
    needles.filter(each => each.field === 'any'),
  );
  const words = [...new Set([...textsOf(title, inTitle), ...textsOf(text, inText)])];
  const [first] = inText;
  if (first === undefined) return { title: inTitle, snippet: '', marks: [], words };
  const from = startBefore(text, first[0]);
  const to = Math.min(text.length, from + snippetLength);
  const head = from > 0 ? '…' : '';
  const shown = text.slice(from, to).toWellFormed();
  const shift = head.length - from;
  const marks = inText.flatMap(([start, end]): TextRange[] => (end <= to ? [[start + shift, end + shift]] : []));
  return { title: inTitle, snippet: `${head}${shown}${to < text.length ? '…' : ''}`, marks, words };
}

function textsOf(text: string, ranges: readonly TextRange[]): readonly string[] {
  return ranges.map(([from, to]) => text.slice(from, to));
}

function startBefore(text: string, at: number): number {
  if (at <= leadLength) return 0;
  const start = at - leadLength;
  const space = text.indexOf(' ', start);
  if (space !== -1 && space < at) return space + 1;
  // Not in the middle of a surrogate pair.
  const unit = text.charCodeAt(start);
  return unit >= 0xdc00 && unit <= 0xdfff ? start + 1 : start;
}

function rangesIn(text: string, needles: readonly Needle[]): readonly TextRange[] {
  if (needles.length === 0) return [];
  const found: TextRange[] = [];
  const phrases = needles.flatMap(each => (each.kind === 'words' && each.words.length > 0 ? [each] : []));
  if (phrases.length > 0) found.push(...phraseRanges(text, phrases));
  for (const needle of needles) if (needle.kind === 'run') found.push(...runRanges(text, needle.text));
  return merged(found).slice(0, mostMarks);
}

function phraseRanges(text: string, phrases: readonly Extract<Needle, { kind: 'words' }>[]): readonly TextRange[] {
  const found: TextRange[] = [];
  const last: { readonly word: string; readonly from: number; readonly to: number }[] = [];
  const most = Math.max(...phrases.map(phrase => phrase.words.length));
  for (const match of text.matchAll(word)) {
    last.push({ word: folded(match[0]), from: match.index, to: match.index + match[0].length });
    if (last.length > most) last.shift();
    for (const { words, isPrefix } of phrases) {
      const stretch = last.slice(-words.length);
      const fits =
        stretch.length === words.length &&
        stretch.every((each, index) => isSame(each.word, words[index] ?? '', isPrefix && index === words.length - 1));
      const [first] = stretch;
      if (fits && first !== undefined) found.push([first.from, match.index + match[0].length]);
    }
    if (found.length >= mostMarks) break;
  }
  return found;
}

function isSame(found: string, wanted: string, isPrefix: boolean): boolean {
  return isPrefix ? found.startsWith(wanted) : found === wanted;
}

function runRanges(text: string, run: string): readonly TextRange[] {
  const found: TextRange[] = [];
  for (let at = text.indexOf(run); at !== -1 && found.length < mostMarks; at = text.indexOf(run, at + run.length))
    found.push([at, at + run.length]);
  return found;
}

function merged(ranges: readonly TextRange[]): readonly TextRange[] {
  const all: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((one, other) => one[0] - other[0])) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

/** As the index compares: without accents, in small letters. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
