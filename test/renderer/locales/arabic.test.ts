import { describe, expect, it } from 'vitest';
import mainAr from '../../../electron/locales/ar.json' with { type: 'json' };
import mainEn from '../../../electron/locales/en.json' with { type: 'json' };
import ar from '../../../renderer/locales/ar.json' with { type: 'json' };
import en from '../../../renderer/locales/en.json' with { type: 'json' };
import { keysIn, withoutPlural, wordsIn } from './word-keys.ts';

describe.each([
  ['the window', en, ar],
  ['the main process', mainEn, mainAr],
])('Arabic words of %s', (_of, english, arabic) => {
  const inEnglish = new Map(wordsIn(english));
  const inArabic = new Map(wordsIn(arabic));
  const keys = new Set(keysIn(english).map(withoutPlural));

  it('stand for English ones', () => {
    expect([...inArabic.keys()].filter(key => !keys.has(withoutPlural(key)))).toEqual([]);
  });

  it('are there for nearly everything: what is not is said in English', () => {
    const there = new Set([...inArabic.keys()].map(withoutPlural));
    const missing = [...keys].filter(key => !there.has(key));
    expect(missing.length / keys.size, `missing: ${missing.join(', ')}`).toBeLessThan(0.05);
  });

  it.each(['failure', 'search.fault', 'import.skip'])('are there for all that the worker says by a code: %s', group => {
    expect([...keys].filter(key => key.startsWith(`${group}.`) && !inArabic.has(key))).toEqual([]);
  });

  it('have all six numbers of the language where they count', () => {
    const forms = new Intl.PluralRules('ar').resolvedOptions().pluralCategories;
    const counted = [...inArabic.keys()].filter(key => withoutPlural(key) !== key).map(withoutPlural);
    expect([...new Set(counted)].flatMap(key => forms.map(form => `${key}_${form}`)).filter(key => !inArabic.has(key))).toEqual([]);
  });

  it('leave room for the same parts', () => {
    const wrong = [...inArabic].filter(([key, words]) => {
      const model = inEnglish.get(key) ?? inEnglish.get(`${withoutPlural(key)}_other`) ?? '';
      const [own, asked] = [partsOf(words), partsOf(model)];
      const isCount = (part: string) => part === 'count' || part === 'number';
      return (
        own.some(part => !asked.includes(part) && !(part === 'count' && key !== withoutPlural(key))) ||
        asked.some(part => !isCount(part) && !own.includes(part))
      );
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });
});

function partsOf(words: string): readonly string[] {
  return [...words.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => String(name));
}
