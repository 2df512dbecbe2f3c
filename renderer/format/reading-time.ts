const wordsAMinute = 230;
/** Scripts without spaces are counted by letters. */
const lettersAMinute = 480;
const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** Minutes to read a text, at least 1; 0 for no text. */
export function readingMinutes(text: string): number {
  const letters = text.match(withoutSpaces)?.length ?? 0;
  const words = text.replace(withoutSpaces, ' ').match(/\S+/g)?.length ?? 0;
  return letters + words === 0 ? 0 : Math.max(1, Math.round(words / wordsAMinute + letters / lettersAMinute));
}
