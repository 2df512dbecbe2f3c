import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

/** What stays where it is in every language, and why. */
const allowed: readonly string[] = [
  // Code is written from left to right in every language.
  'renderer/styles/article-text.css: text-align: left;',
  // A tip is placed by measured coordinates.
  'renderer/ui/tooltip.module.css: inset: 0 auto auto 0;',
];

const sides = [
  /(?:^|[\s;{])(?:left|right)\s*:/,
  /(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b/,
  /border-(?:top|bottom)-(?:left|right)-radius\s*:/,
  /(?:text-align|float|clear)\s*:\s*(?:left|right)\b/,
  /\bto (?:left|right)\b/,
];
const fourValues = /(?:^|[\s;{])(?:margin|padding|inset|border-width)\s*:\s*([^;]+);/;

it('styles say start and end, never left and right: the window is mirrored with its language', () => {
  const found = globSync('renderer/**/*.css', { cwd: root })
    .sort()
    .flatMap(file => sidedLines(readFileSync(join(root, file), 'utf8')).map(line => `${file}: ${line}`));
  expect(found).toEqual(allowed);
});

it('the search finds what names a side', () => {
  expect(sidedLines('a {\n  margin-left: 2px;\n  left: 0;\n  text-align: right;\n  border-top-left-radius: 1px;\n}')).toHaveLength(4);
  expect(sidedLines('a {\n  padding: 1px 2px 3px 4px;\n}')).toHaveLength(1);
  expect(sidedLines('a {\n  padding: 1px 2px 3px 2px;\n  margin: calc(1px + 2px) var(--a) 0;\n  inset-inline-start: 0;\n}')).toEqual([]);
});

function sidedLines(css: string): readonly string[] {
  const code = css.replace(/\/\*[\s\S]*?\*\//g, '');
  return code
    .split('\n')
    .map(line => line.trim())
    .filter(line => sides.some(side => side.test(line)) || hasTwoSides(line));
}

/** Four values of which left and right are not the same. */
function hasTwoSides(line: string): boolean {
  const values = fourValues.exec(line)?.[1]?.match(/(?:[^\s(]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];
  return values.length === 4 && values[1] !== values[3];
}
