import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { whyElectronFailed } from '../../../build/launcher/electron-start.mjs';
import { tempFolder } from '../temp-folder.ts';

const module = new URL('../../../build/launcher/electron-start.mjs', import.meta.url).href;
const ready = "console.log('freshet: ready');";
/** Windows ends a process without asking it. */
const hasSignals = process.platform !== 'win32';
const forever = 'setInterval(() => {}, 1000);';

/** Starts a launcher whose Electron is `source`, and waits for its outcome. */
function launch(source: string, readyMs = 5000) {
  const root = tempFolder({ 'electron.cjs': source });
  const launcher = `import { startElectron } from ${JSON.stringify(module)};
    const outcome = await startElectron(process.execPath, [${JSON.stringify(join(root, 'electron.cjs'))}], { readyMs: ${readyMs}, endMs: 300 });
    process.stdout.write('outcome ' + JSON.stringify(outcome) + '\\n');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', launcher], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', data => {
    stdout += String(data);
  });
  child.stderr.on('data', data => {
    stderr += String(data);
  });
  const ended = once(child, 'close').then(() => ({
    outcome: JSON.parse(/^outcome (.*)$/m.exec(stdout)?.[1] ?? 'null') as unknown,
    stdout,
    stderr,
  }));
  return { child, ended };
}

it('says why when Electron ends before it is ready, and keeps its noise back', async () => {
  const { outcome, stderr } = await launch(
    "console.error('[1:2:ERROR] Running as root without --no-sandbox is not supported.'); process.exitCode = 1;",
  ).ended;
  expect(outcome).toEqual({ kind: 'not-started', reason: expect.stringMatching(/does not run as root/) });
  expect(stderr).toBe('');
});

it('ends an Electron that is never ready, also one that does not mind', async () => {
  const { outcome } = await launch(`process.on('SIGTERM', () => {}); ${forever}`, 300).ended;
  expect(outcome).toEqual({ kind: 'not-started', reason: 'it was not ready within 0 s' });
});

it('stays with a ready Electron until it ends, and keeps its exit code', async () => {
  const { outcome, stdout, stderr } = await launch(
    `console.error('early'); ${ready} setTimeout(() => { console.log('later'); process.exit(7); }, 2200);`,
    2000,
  ).ended;
  expect(outcome).toEqual({ kind: 'ended', code: 7 });
  expect(stdout).toMatch(/^later\noutcome/);
  expect(stderr).toBe('early\n');
});

it('takes an early end without an error for a second start that handed over', async () => {
  expect((await launch('process.exit(0);').ended).outcome).toEqual({ kind: 'ended', code: 0 });
});

it.runIf(hasSignals)('passes SIGTERM on and waits for the orderly end', async () => {
  const { child, ended } = launch(
    `process.on('SIGTERM', () => setTimeout(() => process.exit(3), 200)); ${ready} console.log('up'); ${forever}`,
  );
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect((await ended).outcome).toEqual({ kind: 'ended', code: 3 });
});

it.runIf(hasSignals)('takes an end that was asked for before it was ready for no failure', async () => {
  const { child, ended } = launch(`console.log('up'); ${forever}`);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect((await ended).outcome).toEqual({ kind: 'ended', code: 143 });
});

it('says that a program is not one', async () => {
  const { startElectron } = await import('../../../build/launcher/electron-start.mjs');
  const outcome = await startElectron(join(tempFolder(), 'missing'), []);
  expect(outcome).toEqual({ kind: 'not-started', reason: expect.stringMatching(/could not be started/) });
});

it.each([
  [
    'Running as root without --no-sandbox is not supported. See https://crbug.com/638180.',
    /^Electron does not run as root: start Freshet as/,
  ],
  ['ERROR:ozone_platform_x11.cc(240)] Missing X server or $DISPLAY', /^there is no display: start Freshet in a desktop session/],
  ['The SUID sandbox helper binary was found, but is not configured correctly.', /sandbox .*chmod 4755/],
  ['No usable sandbox! If you are running on Ubuntu 23.10+', /sandbox .*chmod 4755/],
  [
    'electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object file',
    /library libgtk-3\.so\.0 is missing: install/,
  ],
  ['first\nsomething else\n', /^Electron ended with code 5 before its window was ready: something else$/],
  ['', /^Electron ended with code 5 before its window was ready$/],
])('names cause and remedy of %j', (errors, sentence) => {
  expect(whyElectronFailed(5, errors)).toMatch(sentence);
});
