import i18next from 'i18next';
import { isolate } from './format/isolate.ts';
import en from './locales/en.json' with { type: 'json' };

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'translation';
    readonly resources: { readonly translation: typeof en };
  }
}

export interface LocaleWords {
  readonly [key: string]: string | LocaleWords;
}

const rightToLeft: ReadonlySet<string> = new Set(['ar']);

const words = i18next.createInstance();
words.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  // React escapes what it renders, and these words go nowhere else. What is put into a sentence must not turn its direction.
  interpolation: {
    escape: value => (typeof value === 'number' ? digits(value, false) : isolate(value, direction())),
    useRawValueToEscape: true,
  },
  initAsync: false,
});
// Digits as in the user's country, not only in their language.
words.services.formatter?.add('number', (value: number) => digits(value, true));

/** The window's words by their key in `locales/`; a key that is not there does not compile. Plurals: `_one`, `_other` with `count`. */
export const t = say as typeof words.t;

/** Sentences without anything put into them, in the language of now: the most are asked for again with each row that is drawn. */
const plain = new Map<string, string>();

function say(key: string, put?: object): string {
  const ask = words.t as (key: string, put?: object) => string;
  if (put !== undefined) return ask(key, put);
  const known = plain.get(key);
  if (known !== undefined) return known;
  const sentence = ask(key);
  plain.set(key, sentence);
  return sentence;
}

/** BCP 47 tag of the words in use. */
export function language(): string {
  return words.language;
}

/** Whether the language in use has these words itself. */
export function hasOwnWords(key: string): boolean {
  return words.exists(key, { lng: words.language, fallbackLng: [] });
}

export function direction(): 'ltr' | 'rtl' {
  return rightToLeft.has(words.language ?? 'en') ? 'rtl' : 'ltr';
}

/** Dates and numbers are written as in the user's country, in the language of the words. */
export function locale(): string {
  return navigator.languages.find(tag => tag === words.language || tag.split('-')[0] === words.language) ?? words.language;
}

/** From now on `t` answers in this language; what the locale does not have is said in English. */
export async function speakIn(tag: string, own: LocaleWords | null): Promise<void> {
  if (own !== null) words.addResourceBundle(tag, 'translation', own);
  await words.changeLanguage(tag);
  plain.clear();
}

let made: { readonly locale: string; readonly grouped: Intl.NumberFormat; readonly plain: Intl.NumberFormat } | null = null;

function digits(value: number, isGrouped: boolean): string {
  const tag = locale();
  if (made?.locale !== tag) {
    made = { locale: tag, grouped: new Intl.NumberFormat(tag), plain: new Intl.NumberFormat(tag, { useGrouping: false }) };
  }
  return (isGrouped ? made.grouped : made.plain).format(value);
}
