import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { isBuilt } from '../../build/source-hash.mjs';
import { root } from '../../build/steps.ts';

const dist = join(root, 'dist');
const read = (path: string) => readFileSync(join(dist, path), 'utf8');
const bundles = globSync('{main,preload,worker,headless}/**/*.{js,cjs}', { cwd: dist });

/** What a module imports or requires by name. */
function importedModules(code: string): string[] {
  return ts.preProcessFile(code, true, true).importedFiles.map(file => file.fileName);
}

it('tests what is built from the sources as they are', () => {
  expect(isBuilt(root), 'dist/ is out of date: run npm run build').toBe(true);
});

it('bundles every process, so that none needs node_modules', () => {
  expect(bundles.sort()).toEqual([
    'headless/command-line.js',
    'main/main.js',
    'preload/preload.cjs',
    'worker/backup-thread.js',
    'worker/extract-thread.js',
    'worker/list-thread.js',
    'worker/main.js',
    'worker/parse-thread.js',
    'worker/search-thread.js',
    'worker/writer-thread.js',
  ]);
  const own = new Set([...builtinModules, ...builtinModules.map(name => `node:${name}`), 'electron', 'node:sqlite']);
  for (const path of bundles) {
    const foreign = importedModules(read(path)).filter(name => !own.has(name));
    expect(foreign, path).toEqual([]);
  }
});

it('keeps feed work out of the hosts', () => {
  for (const path of ['main/main.js', 'preload/preload.cjs', 'headless/command-line.js']) {
    expect(importedModules(read(path)), path).not.toContain('node:sqlite');
    expect(read(path), path).not.toMatch(/node_modules\/(undici|rss-parser|saxes|htmlparser2)\//);
  }
});

it('gives the window a page that its policy allows: files only, nothing inline', () => {
  const page = read('renderer/index.html');
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/i);
  expect(page.match(/<script[^>]*>[^<]/)).toBeNull();
  const addresses = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(match => match[1]);
  expect(addresses.length).toBeGreaterThan(1);
  for (const address of addresses) expect(address).toMatch(/^\.\//);
});

it('loads fonts and pictures of the style sheets from files beside them', () => {
  const sheets = globSync('renderer/**/*.css', { cwd: dist });
  expect(sheets.length).toBeGreaterThan(0);
  const urls = sheets.flatMap(sheet => [...read(sheet).matchAll(/url\(["']?([^"')]+)/g)].map(match => match[1] ?? ''));
  expect(urls.length).toBeGreaterThan(0);
  for (const url of urls) expect(url).not.toMatch(/^(data|https?|\/)/);
});

it('names the licences of all that it contains', () => {
  expect(read('main/licences.txt')).toMatch(/==== undici [\d.]+ \(MIT\) ====/);
  expect(read('main/licences.txt')).toMatch(/==== rss-parser [\d.]+ \(MIT\) ====/);
  expect(read('renderer/licences.md')).toMatch(/react-dom/);
});
