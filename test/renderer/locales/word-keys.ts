export interface Words {
  readonly [key: string]: string | Words;
}

/** Every word of a locale by its key with dots. */
export function wordsIn(words: Words, before = ''): readonly (readonly [key: string, words: string])[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${before}${key}`, value] as const] : wordsIn(value, `${before}${key}.`),
  );
}

export function keysIn(words: Words): readonly string[] {
  return wordsIn(words).map(([key]) => key);
}

const pluralForm = /_(?:zero|one|two|few|many|other)$/;

export function withoutPlural(key: string): string {
  return key.replace(pluralForm, '');
}
