import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { checkImports } from '../../build/check-imports.ts';
import { tempFolder } from './temp-folder.ts';

const imports = (...targets: string[]) => targets.map(target => `import '${target}';\n`).join('');

/** What the planted files point at. */
const innocent = {
  'worker/protocol/model.ts': 'export interface Feed { readonly id: number }\nexport const shape = 1;\n',
  'worker/host/host.ts': 'export const host = 1;\n',
  'worker/store/open.ts': imports('node:sqlite'),
  'worker/fetch/request.ts': imports('undici'),
  'worker/parse/rss.ts': 'export const rss = 1;\n',
  'electron/bridge.ts': 'export interface Bridge { readonly host: string }\nexport const bridge = 1;\n',
  'electron/windows.ts': 'export const windows = 1;\n',
  'renderer/state/entries.ts': 'export const entries = 1;\n',
  'renderer/client/request.ts': 'export const request = 1;\n',
  'renderer/features/sidebar/sidebar.tsx': 'export const sidebar = 1;\n',
  'test/helpers/clock.ts': 'export const clock = 1;\n',
  'build/bundle.ts': 'export const bundle = 1;\n',
  'node_modules/electron/package.json': '{"name":"electron","main":"index.js"}',
  'node_modules/electron/index.js': '',
  'node_modules/undici/package.json': '{"name":"undici","main":"index.js"}',
  'node_modules/undici/index.js': '',
  'node_modules/react/package.json': '{"name":"react","main":"index.js"}',
  'node_modules/react/index.js': '',
};

/** One violation of each rule: the file that breaks it. */
const planted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-cycles': { 'worker/api/a.ts': imports('./b.ts'), 'worker/api/b.ts': imports('./a.ts') },
  'no-unresolved-imports': { 'worker/api/a.ts': imports('./nowhere.ts') },
  'no-product-import-of-tests': { 'worker/api/a.ts': imports('../../test/helpers/clock.ts') },
  'no-product-import-of-build': { 'worker/api/a.ts': imports('../../build/bundle.ts') },
  'protocol-imports-nothing': { 'worker/protocol/a.ts': imports('../parse/rss.ts') },
  'protocol-is-types': { 'worker/api/a.ts': "import { shape } from '../protocol/model.ts';\nexport const a = shape;\n" },
  'host-part-knows-the-protocol-only': { 'worker/host/a.ts': imports('../parse/rss.ts') },
  'electron-sees-the-contract-only': { 'electron/a.ts': imports('../worker/parse/rss.ts') },
  'headless-sees-the-contract-only': { 'headless/a.ts': imports('../worker/parse/rss.ts') },
  'headless-runs-without-electron': { 'headless/a.ts': imports('electron') },
  'renderer-sees-contracts-only': { 'renderer/a.ts': imports('../worker/host/host.ts') },
  'bridge-is-types': { 'renderer/a.ts': "import { bridge } from '../electron/bridge.ts';\nexport const a = bridge;\n" },
  'renderer-is-a-web-page': { 'renderer/a.ts': imports('node:fs') },
  'renderer-has-no-electron': { 'renderer/a.ts': imports('electron') },
  'feed-work-stays-in-the-worker': { 'electron/a.ts': imports('node:sqlite') },
  'feed-work-is-out-of-reach': { 'electron/a.ts': imports('../worker/host/a.ts'), 'worker/host/a.ts': imports('../store/open.ts') },
  'worker-stands-alone': { 'worker/api/a.ts': imports('../../electron/windows.ts') },
  'worker-runs-without-electron': { 'worker/api/a.ts': imports('electron') },
  'pure-steps-do-no-io': { 'worker/text/a.ts': imports('node:fs') },
  'parse-threads-do-only-threads': { 'worker/parse/parse-pool.ts': imports('node:worker_threads', 'node:fs') },
  'pure-steps-know-only-each-other': { 'worker/text/a.ts': imports('../host/host.ts') },
  'sql-lives-in-store': { 'worker/api/a.ts': imports('node:sqlite') },
  'http-lives-in-fetch': { 'worker/host/a.ts': imports('undici') },
  'sockets-live-in-fetch-and-host': { 'worker/api/a.ts': imports('node:https') },
  'steps-do-not-combine': { 'worker/store/a.ts': imports('../fetch/request.ts') },
  'ui-is-dumb': { 'renderer/ui/a.tsx': imports('../state/entries.ts') },
  'state-below-features': { 'renderer/state/a.ts': imports('../features/sidebar/sidebar.tsx') },
  'client-is-the-bottom': { 'renderer/client/a.ts': imports('../state/entries.ts') },
  'features-are-separate': { 'renderer/features/reader/a.tsx': imports('../sidebar/sidebar.tsx') },
};

it('finds nothing in a tree that keeps the rules, and has read all of it', async () => {
  const root = tempFolder({
    ...innocent,
    'worker/api/a.ts': "import type { Feed } from '../protocol/model.ts';\nexport type A = Feed;\n",
    'worker/parse/parse-pool.ts': imports('node:worker_threads', './rss.ts'),
    'electron/a.ts': imports('../worker/host/host.ts', 'electron'),
    'renderer/a.ts': "import type { Bridge } from '../electron/bridge.ts';\nexport type A = Bridge;\n",
  });
  expect(await checkImports(root)).toEqual({ findings: [], read: 16, unread: [] });
});

it.each(Object.entries(planted))('finds what breaks %s', async (rule, files) => {
  const { findings } = await checkImports(tempFolder({ ...innocent, ...files }));
  expect(findings.map(finding => finding.rule)).toContain(rule);
});

it('has a planted violation for every rule there is', () => {
  const { forbidden } = createRequire(import.meta.url)('../../build/dependency-rules.cjs') as { forbidden: { name: string }[] };
  expect(Object.keys(planted).sort()).toEqual(forbidden.map(rule => rule.name).sort());
});
