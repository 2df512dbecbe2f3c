import { language } from '../words.ts';

const names = new Intl.DisplayNames(language, { type: 'language' });

/** "German" for "de"; a tag that is none stays as it is. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
