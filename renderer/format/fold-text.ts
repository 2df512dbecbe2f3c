export interface Folded {
  readonly text: string;
  /** Place in the original text of a character of the folded one. */
  origin(at: number): number;
}

/** A text as it is looked for: without case and accents, and with one blank for any number of them. */
export function foldText(original: string): Folded {
  const origins: number[] = [];
  // Joined at the end: a string that is looked at while it grows is written out anew each time.
  const parts: string[] = [];
  let isAfterBlank = true;
  let at = 0;
  for (const character of original) {
    const folded = foldCharacter(character);
    if (folded !== ' ' || !isAfterBlank) {
      for (let index = 0; index < folded.length; index++) origins.push(at);
      parts.push(folded);
      if (folded !== '') isAfterBlank = folded === ' ';
    }
    at += character.length;
  }
  return { text: parts.join(''), origin: index => origins[index] ?? original.length };
}

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x80) return code > 32 || code === 0 ? character.toLowerCase() : ' ';
  if (/\s/u.test(character)) return ' ';
  return character === '\u00ad' ? '' : character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
