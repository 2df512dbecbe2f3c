import i18next from 'i18next';
import type { Settings } from '../worker/protocol/settings.ts';
import ar from './locales/ar.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };

type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'zero' | 'one' | 'other'}` ? Base : Key;
type KeysOf<Words> = {
  [Key in keyof Words & string]: Words[Key] extends string ? WithoutPlural<Key> : `${Key}.${KeysOf<Words[Key]>}`;
}[keyof Words & string];

export type WordKey = KeysOf<typeof en>;

const words = i18next.createInstance();
words.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en }, ar: { translation: ar } },
  // Menus and notifications are plain text.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** What menus, tray, notifications and questions of the main process say; the window has words of its own. */
export function t(key: WordKey, parts: Readonly<Record<string, string | number>> = {}): string {
  return (words.t as unknown as (key: string, parts: object) => string)(key, parts);
}

/** @returns whether it is another language than before, so that what is shown has to be made anew */
export function speak(choice: Settings['language'], preferred: readonly string[]): boolean {
  const spoken = preferred.map(tag => tag.split('-')[0]).find(tag => tag === 'en' || tag === 'ar') ?? 'en';
  const next = choice === 'system' ? spoken : choice;
  if (words.language === next) return false;
  // Everything is loaded: it answers in the new language at once.
  void words.changeLanguage(next);
  return true;
}
