import { language } from '../words.ts';

let made: { readonly language: string; readonly names: Intl.DisplayNames } | null = null;

/** "German" for "de"; a tag that is none stays as it is. */
export function languageName(tag: string): string {
  if (made?.language !== language()) made = { language: language(), names: new Intl.DisplayNames(language(), { type: 'language' }) };
  try {
    return made.names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
