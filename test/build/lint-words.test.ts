import { expect, it } from 'vitest';
import { wordFindings, wordRules } from '../../build/lint-words.ts';

const found = (file: string, text: string) => wordFindings(file, text).map(finding => `${finding.rule}:${finding.line}`);

const planted: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['one-way-into-a-document', 'renderer/ui/a.tsx', 'node.innerHTML = text;'],
  ['one-way-into-a-document', 'renderer/ui/a.tsx', "node['outerHTML'] = text;"],
  ['one-way-into-a-document', 'renderer/ui/a.tsx', 'export const A = () => <p dangerouslySetInnerHTML={{ __html: text }} />;'],
  ['one-way-into-a-document', 'renderer/ui/a.tsx', "node.insertAdjacentHTML('beforeend', text);"],
  ['one-way-into-a-document', 'renderer/ui/a.tsx', 'document.write(text);'],
  ['one-way-into-a-document', 'renderer/features/a.tsx', 'export const A = () => <iframe srcDoc={text} />;'],
  ['no-code-from-text', 'worker/api/a.ts', 'eval(text);'],
  ['no-code-from-text', 'headless/a.ts', 'new Function(text);'],
  ['no-shell', 'electron/a.ts', "import { exec } from 'node:child_process';"],
  ['no-shell', 'electron/a.ts', 'execSync(text);'],
  ['no-shell', 'headless/a.ts', 'spawn(program, { shell: true });'],
  ['no-shell', 'electron/a.ts', 'shell.openPath(path);'],
  ['no-fetching-parser', 'worker/parse/a.ts', 'await new Parser().parseURL(address);'],
  ['safe-web-preferences', 'electron/a.ts', 'const a = { nodeIntegration: true };'],
  ['safe-web-preferences', 'electron/a.ts', 'const a = { contextIsolation: isSafe };'],
  ['safe-web-preferences', 'electron/a.ts', 'const a = { sandbox: false };'],
  ['safe-web-preferences', 'electron/a.ts', "app.commandLine.appendSwitch('no-sandbox');"],
  ['ipc-in-two-files', 'electron/menu.ts', 'electron.ipcMain.handle(channel, handler);'],
  ['no-synchronous-messages', 'electron/preload.ts', "ipcRenderer.sendSync('x');"],
  ['bridge-only-in-client', 'renderer/features/a.tsx', 'window.reader.request(method, params);'],
  ['one-way-to-the-network', 'worker/icon/a.ts', "await fetch('http://example.org/');"],
  ['one-way-to-the-network', 'worker/icon/a.ts', "await globalThis.fetch('http://example.org/');"],
  ['one-way-to-the-network', 'worker/icon/a.ts', "await import('node:http');"],
];

it.each(planted)('finds what breaks %s in %s: %s', (rule, file, text) => {
  expect(found(file, `export {};\n${text}\n`)).toContain(`${rule}:2`);
});

it('has a planted violation for every rule there is', () => {
  expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(wordRules.map(rule => rule.name)));
});

it('reads code only: a comment may name what is banned', () => {
  expect(found('renderer/ui/a.tsx', '// innerHTML is banned\n/** document.write() too */\nexport const a = 1; // srcdoc\n')).toEqual([]);
});

it('allows each word in its own file and what only looks alike', () => {
  expect(found('renderer/features/entry-view/article-frame.tsx', 'frame.srcdoc = text;')).toEqual([]);
  expect(found('electron/navigation-guard.ts', "url === 'about:srcdoc'")).toEqual([]);
  expect(found('renderer/app.ts', 'frame.srcdoc = text;')).not.toEqual([]);
  expect(found('electron/relay.ts', 'ipcMain.handle(channel, handler);')).toEqual([]);
  expect(found('worker/store/open.ts', "db.exec('PRAGMA journal_mode = WAL');\npattern.exec(text);")).toEqual([]);
  expect(found('worker/store/sqlite.ts', 'interface Database {\n  exec(sql: string): void;\n}')).toEqual([]);
  expect(found('electron/windows.ts', 'const a = { sandbox: true, contextIsolation: true, nodeIntegration: false };')).toEqual([]);
  expect(found('electron/links.ts', "function open(shell: Pick<Shell, 'openExternal'>) { return shell; }")).toEqual([]);
});

it('knows a function that was handed in from the global one', () => {
  expect(found('worker/refresh/a.ts', 'export const refresh = ({ fetch }: Needs) => fetch({ url });')).toEqual([]);
  expect(found('worker/fetch/a.ts', 'export const get = () => fetch(url);')).toEqual([]);
});
