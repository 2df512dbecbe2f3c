const WORDS_A_MINUTE = 230;
/** Scripts without spaces are counted by letters. */
const LETTERS_A_MINUTE = 480;
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** Minutes to read a text, at least 1; 0 for no text. */
export function readingMinutes(text: string): number {
  const letters = text.match(WITHOUT_SPACES)?.length ?? 0;
  const words = text.replace(WITHOUT_SPACES, ' ').match(/\S+/g)?.length ?? 0;
  return letters + words === 0 ? 0 : Math.max(1, Math.round(words / WORDS_A_MINUTE + letters / LETTERS_A_MINUTE));
}
