import { domainToUnicode } from 'node:url';

/** Scripts that people really write together (Unicode TR 39, "highly restrictive"). */
const together: readonly ReadonlySet<string>[] = [
  new Set(['Latin', 'Han', 'Hiragana', 'Katakana']),
  new Set(['Latin', 'Han', 'Bopomofo']),
  new Set(['Latin', 'Han', 'Hangul']),
];

const scripts: readonly (readonly [string, RegExp])[] = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Bopomofo',
  'Thai',
  'Devanagari',
  'Georgian',
  'Cherokee',
].map(name => [name, new RegExp(`\\p{Script=${name}}`, 'u')]);

const letter = /\p{L}/u;
/** Cyrillic and Greek words made of nothing but these read as Latin ones. */
const onlyLookalikes = /^[асԁеһіјӏорԛѕԝхуъьѵγνοαρτυικ\d-]+$/u;

/** Whether a host name could pass for another by mixing alphabets, or by using one that looks like another. */
export function isDeceptiveHost(hostname: string): boolean {
  if (!hostname.includes('xn--')) return false;
  const unicode = domainToUnicode(hostname);
  // What cannot be shown in letters cannot be judged by the reader either.
  if (unicode === '') return true;
  const labels = unicode.split('.');
  const isLatinZone = /^[a-z]+$/u.test(labels.at(-1) ?? '');
  return labels.some(label => mixesScripts(label) || (isLatinZone && letter.test(label) && onlyLookalikes.test(label)));
}

function mixesScripts(label: string): boolean {
  const used = new Set<string>();
  for (const character of label) {
    if (letter.test(character)) used.add(scripts.find(([, pattern]) => pattern.test(character))?.[0] ?? 'other');
  }
  if (used.size < 2) return false;
  return !together.some(set => [...used].every(script => set.has(script)));
}
