import i18next from 'i18next';
import en from './locales/en.json' with { type: 'json' };

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'translation';
    readonly resources: { readonly translation: typeof en };
  }
}

const words = i18next.createInstance();
// React escapes what it renders, and these words go nowhere else.
words.init({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false }, initAsync: false });

/** The window's words by their key in `locales/`; a key that is not there does not compile. Plurals: `_one`, `_other` with `count`. */
export const t = words.t;

/** BCP 47 tag of the words in use: dates and numbers are written in the same language. */
export const language = words.language;
