/** Text for comparing: without case, accents and the forms of one letter. */
export function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * How well a name fits what was typed; 0: not at all. All of it, its beginning, beginnings of its words, something within it, and at last the
 * letters one after another from the beginning of a word: no more than that, so that what stands on top never surprises.
 * @param typed as `plain` gives it, without space at its ends
 */
export function rankName(name: string, typed: string): number {
  const text = plain(name);
  if (text === typed) return 6;
  if (text.startsWith(typed)) return 5;
  const words = wordsOf(text);
  const begun = typed.split(/\s+/);
  if (begun.every(part => words.some(word => word.startsWith(part)))) return begunInOrder(words, begun) ? 4 : 3;
  if (begun.every(part => text.includes(part))) return 2;
  return typed.length > 1 && !typed.includes(' ') && isSpelledIn(words, typed) ? 1 : 0;
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}+#]+/u).filter(word => word !== '');
}

function begunInOrder(words: readonly string[], begun: readonly string[]): boolean {
  let at = 0;
  for (const part of begun) {
    const found = words.findIndex((word, index) => index >= at && word.startsWith(part));
    if (found === -1) return false;
    at = found + 1;
  }
  return true;
}

/** "gtu" in "go to unread": each letter begins a word or follows the letter before it. */
function isSpelledIn(words: readonly string[], typed: string): boolean {
  // How many letters can have been spelled so far, by whichever words.
  const reached = new Set([0]);
  for (const word of words) {
    for (const from of [...reached]) {
      for (let length = shared(word, typed.slice(from)); length > 0; length -= 1) reached.add(from + length);
    }
  }
  return reached.has(typed.length);
}

function shared(word: string, letters: string): number {
  let length = 0;
  while (length < word.length && length < letters.length && word[length] === letters[length]) length += 1;
  return length;
}
