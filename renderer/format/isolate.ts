import { textDirection } from './text-direction.ts';

const letter = /\p{L}/gu;

/** Keeps what is put into a sentence from turning the words around it: a name of the other direction gets marks that no one sees. */
export function isolate(text: string, around: 'ltr' | 'rtl'): string {
  return hasLettersOf(text, around === 'ltr' ? 'rtl' : 'ltr') ? `\u2068${text}\u2069` : text;
}

function hasLettersOf(text: string, direction: 'ltr' | 'rtl'): boolean {
  return typeof text === 'string' && text.match(letter)?.some(one => textDirection(one) === direction) === true;
}
