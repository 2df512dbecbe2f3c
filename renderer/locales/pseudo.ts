import type { LocaleWords } from '../words.ts';
import en from './en.json' with { type: 'json' };

const accents: Readonly<Record<string, string>> = {
  ...{ a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ', n: 'ñ', o: 'ö', p: 'þ' },
  ...{ q: 'ǫ', r: 'ŕ', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž' },
  ...{ A: 'Á', B: 'Ɓ', C: 'Ç', D: 'Ð', E: 'É', F: 'Ƒ', G: 'Ĝ', H: 'Ĥ', I: 'Î', J: 'Ĵ', K: 'Ķ', L: 'Ļ', M: 'Ṁ', N: 'Ñ', O: 'Ö', P: 'Þ' },
  ...{ Q: 'Ǫ', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', V: 'Ṽ', W: 'Ŵ', X: 'Ẋ', Y: 'Ý', Z: 'Ž' },
};

/** English as it would look in a language with longer words: what has no accents was never looked up, what does not fit will not fit there. */
export function pseudoWords(): LocaleWords {
  return pseudo(en) as LocaleWords;
}

function pseudo(words: LocaleWords | string): LocaleWords | string {
  if (typeof words === 'string') return pseudoText(words);
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, pseudo(value)]));
}

/** Accents, 40 % longer, in brackets; `{{parts}}` stay. */
export function pseudoText(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\})/);
  const letters = parts.filter((_part, index) => index % 2 === 0).join('').length;
  const accented = parts.map((part, index) => (index % 2 === 0 ? part.replace(/[A-Za-z]/g, letter => accents[letter] ?? letter) : part));
  return `⟦${accented.join('')}${padding(Math.ceil(letters * 0.4))}⟧`;
}

/** Words of a common length, so that lines can break. */
function padding(length: number): string {
  return ' łöñĝ'.repeat(Math.ceil(length / 5)).slice(0, length);
}
