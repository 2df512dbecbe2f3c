/**
 * In which language a text is set: Chinese, Japanese and Korean draw the same characters differently. Kana and hangul tell whose they are where
 * a feed says nothing, or what its software says of every feed.
 */
export function textLanguage(text: string, said: string | null): string | null {
  if (said !== null && /^(?:ja|ko|zh)\b/i.test(said)) return said;
  if (!/[\u3040-\u30ff\uac00-\ud7af]/.test(text)) return said;
  const kana = count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = kana > 0 ? 0 : count(text, /\p{Script=Hangul}/gu);
  // Not of one that only quotes a word.
  if (kana + hangul === 0 || (kana + hangul + count(text, /\p{Script=Han}/gu)) * 3 < count(text, /\p{L}/gu)) return said;
  return kana > 0 ? 'ja' : 'ko';
}

function count(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}
