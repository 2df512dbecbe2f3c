import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Colour, contrast, over, parseOklch } from './contrast.ts';

type Theme = 'light' | 'dark';

const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');

/** Value of a colour token in a theme. The first definition counts: that is the one outside every media query. */
function token(name: string, theme: Theme): Colour {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1]?.trim();
  if (value === undefined) throw new Error(`no token --${name}`);
  const alias = /^var\(--([\w-]+)\)$/.exec(value);
  if (alias?.[1] !== undefined) return token(alias[1], theme);
  const pair = /^light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)$/.exec(value);
  return parseOklch((theme === 'light' ? pair?.[1] : pair?.[2]) ?? value);
}

const panes = ['side', 'list', 'paper', 'float', 'soft', 'softer', 'code', 'warn-ground'];
/** What stands on what: everything else in the style sheets is a mistake. */
const inkTokens: readonly (readonly [string, readonly string[]])[] = [
  ['ink', [...panes, 'found']],
  ['ink-2', [...panes, 'found']],
  ['ink-3', panes],
  ['accent', ['side', 'list', 'paper', 'float', 'soft', 'softer', 'warn-ground']],
  ['accent-strong', ['side', 'list', 'paper', 'float', 'soft', 'softer', 'warn-ground']],
  ['on-accent', ['accent', 'accent-strong', 'danger']],
  ['danger', ['list', 'paper', 'float', 'side']],
  ['on-toast', ['toast']],
  ['toast-accent', ['toast']],
  ['on-found-now', ['found-now']],
  ...['keyword', 'string', 'number', 'name'].map(kind => [`code-${kind}`, ['code']] as const),
];
const marks: readonly (readonly [string, readonly string[]])[] = [
  ['star', ['list', 'paper', 'soft', 'softer', 'side']],
  ['warn', ['side', 'list', 'paper', 'softer', 'soft', 'warn-ground', 'float']],
  ...['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'grey'].map(
    color => [`label-${color}`, ['side', 'list', 'paper', 'float', 'soft', 'softer']] as const,
  ),
  ['edge', ['side', 'list', 'paper', 'float', 'softer']],
  ['focus', ['side', 'list', 'paper', 'float', 'soft', 'softer']],
];
/** Grounds that the pointer can rest on: the hover tint lies over them. */
const hovered = ['side', 'list', 'paper', 'float', 'soft', 'softer'];

describe.each(['light', 'dark'] as const)('in the %s theme', theme => {
  const cases = [
    ...inkTokens.flatMap(([ink, grounds]) => grounds.map(ground => ({ ink, ground, least: 4.5 }))),
    ...marks.flatMap(([ink, grounds]) => grounds.map(ground => ({ ink, ground, least: 3 }))),
  ];
  it.each(cases)('$ink on $ground reaches $least : 1', ({ ink, ground, least }) => {
    const under = token(ground, theme);
    expect(contrast(token(ink, theme), under)).toBeGreaterThanOrEqual(least);
    if (hovered.includes(ground)) expect(contrast(token(ink, theme), over(token('hover', theme), under))).toBeGreaterThanOrEqual(least);
  });
});

const lookCss = readFileSync(new URL('../../../renderer/styles/article-look.css', import.meta.url), 'utf8');

/** Of a page that the user chose for articles; what it leaves alone is the window's. */
function pageToken(page: string, name: string, theme: Theme): Colour {
  const rule = new RegExp(`^\\[data-page='${page}'\\] \\{([^}]*)\\}`, 'm').exec(lookCss)?.[1];
  if (rule === undefined) throw new Error(`no page ${page}`);
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(rule)?.[1]?.trim();
  if (value === undefined) return token(name, theme);
  if (value === 'var(--accent)') return pageToken(page, 'accent', theme);
  const pair = /^light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)$/.exec(value);
  return parseOklch((theme === 'light' ? pair?.[1] : pair?.[2]) ?? value);
}

const articleInks: typeof inkTokens = [
  ['ink', ['paper', 'list', 'code', 'softer', 'soft', 'found']],
  ['ink-2', ['paper', 'list', 'code', 'softer', 'soft', 'found']],
  ['ink-3', ['paper', 'list', 'code', 'softer', 'soft']],
  ['accent', ['paper', 'list', 'code', 'softer', 'soft']],
  ...['keyword', 'string', 'number', 'name'].map(kind => [`code-${kind}`, ['code']] as const),
];
const articleMarks: typeof marks = [
  ['star', ['paper', 'softer']],
  ['edge', ['paper', 'list', 'softer']],
  ['focus', ['paper', 'list', 'code', 'softer', 'soft']],
  ...['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'grey'].map(color => [`label-${color}`, ['softer']] as const),
];

describe.each([
  ['sepia', 'light'],
  ['sepia', 'dark'],
  // It is dark in every theme.
  ['black', 'dark'],
] as const)('on the page %s, %s', (page, theme) => {
  const cases = [
    ...articleInks.flatMap(([ink, grounds]) => grounds.map(ground => ({ ink, ground, least: 4.5 }))),
    ...articleMarks.flatMap(([ink, grounds]) => grounds.map(ground => ({ ink, ground, least: 3 }))),
  ];
  it.each(cases)('$ink on $ground reaches $least : 1', ({ ink, ground, least }) => {
    const under = pageToken(page, ground, theme);
    expect(contrast(pageToken(page, ink, theme), under)).toBeGreaterThanOrEqual(least);
    const isHovered = ground === 'paper' || ground === 'softer';
    if (isHovered) expect(contrast(pageToken(page, ink, theme), over(token('hover', theme), under))).toBeGreaterThanOrEqual(least);
  });
});
