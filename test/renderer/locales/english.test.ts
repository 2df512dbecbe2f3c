import { describe, expect, it } from 'vitest';
import mainEn from '../../../electron/locales/en.json' with { type: 'json' };
import en from '../../../renderer/locales/en.json' with { type: 'json' };
import { keysIn, withoutPlural } from './word-keys.ts';
import { hardCodedWords, parse, readWords } from './words-in-code.ts';

describe('Words of the window', () => {
  // Names that the worker says (kinds of changes, states) are parts of keys too.
  const code = readWords('renderer', ['worker/protocol']);
  const keys = new Set(keysIn(en).map(withoutPlural));

  it('has every word that the code asks for', () => {
    expect([...code.asked].filter(([key]) => !keys.has(key)).map(([key, place]) => `${place} ${key}`)).toEqual([]);
    expect([...code.patterns].filter(([pattern]) => !matchesSome(pattern, keys)).map(([pattern, place]) => `${place} ${pattern}`)).toEqual(
      [],
    );
  });

  it('has no word that nothing asks for', () => {
    const patterns = [...code.patterns.keys()].map(asExpression);
    const made = [...code.made].filter(pattern => /[a-z]{3}/.test(pattern)).map(asExpression);
    const isSaid = (part: string) => code.strings.has(part) || made.some(pattern => pattern.test(part));
    const isUsed = (key: string) => code.strings.has(key) || patterns.some(pattern => pattern.exec(key)?.slice(1).every(isSaid) === true);
    expect([...keys].filter(key => !isUsed(key))).toEqual([]);
  });

  it('asks when something is shown, not when a file is loaded: the language can change', () => {
    expect(code.early).toEqual([]);
  });

  it('are all in the locale, none in the code', () => {
    expect(code.hardCoded).toEqual([]);
  });
});

describe('Words of the main process', () => {
  const code = readWords('electron');
  const keys = new Set(keysIn(mainEn).map(withoutPlural));

  it('are all in the locale, none in the code', () => {
    expect(code.hardCoded).toEqual(['electron/relay.ts:11 Only Freshet’s own window may ask for this.']);
    expect(code.early).toEqual([]);
  });

  it('are all asked for', () => {
    const patterns = [...code.patterns.keys()].map(asExpression);
    const isUsed = (key: string) => code.strings.has(key) || patterns.some(pattern => code.strings.has(pattern.exec(key)?.[1] ?? ''));
    expect([...keys].filter(key => !isUsed(key))).toEqual([]);
  });
});

describe('The search for words in the code', () => {
  const found = (text: string) => hardCodedWords('renderer/a.tsx', parse('renderer/a.tsx', text)).map(line => line.replace(/^\S+ /, ''));

  it('finds text and what is read aloud', () => {
    expect(found('export const A = () => <p>Save it</p>;')).toEqual(['Save it']);
    expect(found("export const A = () => <p>{isOn ? 'Save' : 'Keep'}{'now'}</p>;")).toEqual(['Save', 'Keep', 'now']);
    expect(found(`export const A = () => <p>{\`\${count} feeds\`}</p>;`)).toEqual(['  feeds']);
    expect(found('export const A = () => <img alt="A heron" title={"Heron"} aria-label="Bird" />;')).toEqual(['A heron', 'Heron', 'Bird']);
    expect(found("export const A = () => <input placeholder={isOn ? 'Name' : t('a.b')} />;")).toEqual(['Name']);
    expect(found("export const A = () => <p>{isOn && 'Saved'}</p>;")).toEqual(['Saved']);
  });

  it('lets marks, names and examples be', () => {
    expect(found('export const A = () => <p title="…" data-kind="word" className="word">· {count} Freshet</p>;')).toEqual([]);
    expect(found('export const A = () => <input placeholder="https://example.org/feed" />;')).toEqual([]);
  });
});

function matchesSome(pattern: string, keys: ReadonlySet<string>): boolean {
  const expression = asExpression(pattern);
  return [...keys].some(key => expression.test(key));
}

function asExpression(pattern: string): RegExp {
  const parts = pattern.split('\0').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+)')}$`);
}
