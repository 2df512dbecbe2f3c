import { create } from 'zustand';
import type { Settings } from '../../worker/protocol/settings.ts';
import { direction, type LocaleWords, language, speakIn } from '../words.ts';
import { useSettings } from './settings.ts';

/** `en-XA` is the pseudo-locale, for whoever asks their browser for it. */
export type Language = 'en' | 'ar' | 'en-XA';

/** The language that is spoken: what shows words is drawn anew when it is another. */
export const useLanguage = create<{ readonly language: string }>()(() => ({ language: language() }));

const remembered = 'freshet-language';
let wanted: Language = 'en';

/** English comes with the program, others are read when they are asked for. */
const locales: { readonly [Tag in Language]: () => Promise<LocaleWords | null> } = {
  en: async () => null,
  ar: async () => (await import('../locales/ar.json')).default,
  'en-XA': async () => (await import('../locales/pseudo.ts')).pseudoWords(),
};

/** Resolves when the first words can be shown: in the language of last time, before the settings have come. */
export async function trackLanguage(): Promise<void> {
  useSettings.subscribe(({ settings }) => {
    if (settings === null) return;
    const next = languageOf(settings.language, navigator.languages);
    remember(next);
    void speak(next);
  });
  const last = lastLanguage();
  await speak(last ?? languageOf('system', navigator.languages));
}

export function languageOf(choice: Settings['language'], preferred: readonly string[]): Language {
  if (choice !== 'system') return choice;
  for (const tag of preferred) {
    if (tag === 'en-XA') return tag;
    const [base] = tag.split('-');
    if (base === 'en' || base === 'ar') return base;
  }
  return 'en';
}

async function speak(tag: Language): Promise<void> {
  wanted = tag;
  const words = await locales[tag]().catch(() => null);
  if (wanted !== tag) return;
  if (language() !== tag) await speakIn(tag, words);
  document.documentElement.lang = tag;
  document.documentElement.dir = direction();
  useLanguage.setState({ language: tag });
}

/** A browser may have no room for it, or none for us. */
function remember(tag: Language): void {
  try {
    localStorage.setItem(remembered, tag);
  } catch {
    // It is only about the moment before the settings come.
  }
}

function lastLanguage(): Language | null {
  try {
    const tag = localStorage.getItem(remembered);
    return tag === 'en' || tag === 'ar' || tag === 'en-XA' ? tag : null;
  } catch {
    return null;
  }
}
