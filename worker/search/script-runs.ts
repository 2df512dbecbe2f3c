/** Scripts that put no spaces between words, or (Korean) hang particles on them: found by pairs of neighbouring characters. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々〆〇`;
const unspacedRun = new RegExp(`[${unspaced}]+`, 'gu');
const hasUnspaced = new RegExp(`[${unspaced}]`, 'u');
const isWordLike = /[\p{L}\p{N}]/u;

/** What the index holds of a text: its words, and apart from them the pairs of its runs without spaces. */
export interface IndexedText {
  readonly words: string;
  readonly pairs: string;
}

export function indexedText(text: string): IndexedText {
  const whole = text.normalize('NFKC');
  if (!hasUnspaced.test(whole)) return { words: whole, pairs: '' };
  const pairs: string[] = [];
  const words = whole.replace(unspacedRun, run => {
    pairs.push(...pairsOf(run));
    return ' ';
  });
  return { words, pairs: pairs.join(' ') };
}

/** One piece of what is looked for. */
export type Piece = { readonly kind: 'words'; readonly text: string } | { readonly kind: 'run'; readonly text: string };

/** The pieces of a searched text in their order; without those that have neither letter nor number. */
export function piecesOf(text: string): readonly Piece[] {
  const whole = text.normalize('NFKC');
  if (!hasUnspaced.test(whole)) return isWordLike.test(whole) ? [{ kind: 'words', text: whole }] : [];
  const pieces: Piece[] = [];
  let end = 0;
  const addWords = (words: string) => {
    if (isWordLike.test(words)) pieces.push({ kind: 'words', text: words });
  };
  for (const match of whole.matchAll(unspacedRun)) {
    addWords(whole.slice(end, match.index));
    pieces.push({ kind: 'run', text: match[0] });
    end = match.index + match[0].length;
  }
  addWords(whole.slice(end));
  return pieces;
}

/**
 * The tokens that a run is found by: each pair of characters, and its last character alone, so that a single character is the
 * beginning of some token. Written as numbers, because the tokenizer would cut some scripts at their vowel signs.
 */
function pairsOf(run: string): readonly string[] {
  const characters = [...run].map(tokenOf);
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}

/** A searched run as tokens that stand side by side; `isOpen`: the last is only the beginning of one. */
export function searchedPairs(run: string): { readonly tokens: readonly string[]; readonly isOpen: boolean } {
  const pairs = pairsOf(run);
  return pairs.length === 1 ? { tokens: pairs, isOpen: true } : { tokens: pairs.slice(0, -1), isOpen: false };
}

function tokenOf(character: string): string {
  return `x${(character.codePointAt(0) ?? 0).toString(36).padStart(4, '0')}`;
}
