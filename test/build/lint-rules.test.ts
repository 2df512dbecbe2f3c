import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageScript, root } from '../../build/steps.ts';
import { tempFolder } from './temp-folder.ts';

/** One file for each rule that must not go missing from biome.json, also with another version of Biome. */
const planted: Readonly<Record<string, string>> = {
  noFloatingPromises: 'async function a(): Promise<void> {}\nexport function b() {\n  a();\n}\n',
  useExhaustiveSwitchCases: "export function a(b: 'c' | 'd') {\n  switch (b) {\n    case 'c':\n      return 1;\n  }\n  return 2;\n}\n",
  noDefaultExport: 'export default 1;\n',
  noExplicitAny: 'export const a = (b: any) => b;\n',
  noConsole: "console.log('a');\n",
  noTsIgnore: '// @ts-ignore\nexport const a = 1;\n',
  useImportType: "import { Feed } from './feed.ts';\nexport type A = Feed;\n",
  useImportExtensions: "import { a } from './feed';\nexport const b = a;\n",
  noNonNullAssertion: 'export const a = (b: string | null) => b!.length;\n',
  noSkippedTests: "import { it } from 'vitest';\nit.skip('a', () => {});\n",
};

it('finds one planted violation of every lint rule that matters', () => {
  const kebab = (rule: string) => rule.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
  const files = Object.fromEntries(Object.entries(planted).map(([rule, text]) => [`worker/api/${kebab(rule)}.ts`, text]));
  const folder = tempFolder({
    ...files,
    'worker/api/feed.ts': 'export const a = 1;\n',
    'biome.json': readFileSync(join(root, 'biome.json'), 'utf8'),
  });
  const args = [packageScript('@biomejs/biome/bin/biome'), 'lint', '--reporter=json', '--vcs-enabled=false', '--max-diagnostics=none', '.'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const found = new Set([...stdout.matchAll(/"category":\s*"lint\/\w+\/(\w+)"/g)].map(match => match[1]));
  expect(Object.keys(planted).filter(rule => !found.has(rule))).toEqual([]);
  expect(stdout).not.toContain('worker/api/feed.ts');
});
