import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { productFolders, sourceFiles } from '../../build/source-files.ts';

const root = join(import.meta.dirname, '../..');
const rules = readFileSync(join(root, 'docs/rules.md'), 'utf8');
const defined = new Set([...rules.matchAll(/^\| ([A-Z]\d+) \|/gm)].map(([, code]) => code));

/** Codes of rules in comments: `(P8)`, `(P5, P8)`, `P4: …`. */
function codesIn(text: string): string[] {
  const comments = text.match(/\/\*\*?[\s\S]*?\*\/|\/\/.*/g) ?? [];
  return comments.flatMap(comment =>
    [...comment.matchAll(/(?<=[(\s,–])[BEHLNOPRX]\d{1,2}(?=[),:–]|, [BEHLNOPRX]\d)/g)].map(([code]) => code),
  );
}

describe('rules that comments name', () => {
  it('are all told in docs/rules.md', () => {
    const used = sourceFiles(root, [...productFolders, 'build', 'test']).flatMap(file =>
      codesIn(readFileSync(join(root, file), 'utf8')).map(code => ({ code, file })),
    );
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter(({ code }) => !defined.has(code))).toEqual([]);
  });
});

it('names the tests of every rule about articles and links, and they are there', () => {
  const rows = [...rules.matchAll(/^\| ([HL]\d) \| .* \| (`[^|]*`) \|$/gm)].map(
    ([, code, files = '']) => [code, files.match(/[\w./-]+/g) ?? []] as const,
  );
  expect(rows.map(([code]) => code)).toEqual([...defined].filter(code => /^[HL]/.test(code ?? '')));
  expect(rows.flatMap(([, files]) => files.filter(file => !existsSync(join(root, 'test', file))))).toEqual([]);
});
