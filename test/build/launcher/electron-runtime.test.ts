import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, it, vi } from 'vitest';
import {
  fetchElectron,
  installedElectron,
  knownObstacle,
  runInstaller,
  whyInstallerFailed,
} from '../../../build/launcher/electron-runtime.mjs';
import { tempFolder } from '../temp-folder.ts';

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

const programs: Readonly<Record<string, string>> = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const program = programs[process.platform] ?? 'electron';

const whole = {
  'node_modules/electron/package.json': '{"version":"45.0.0"}',
  'node_modules/electron/path.txt': program,
  'node_modules/electron/dist/version': '45.0.0',
  [`node_modules/electron/dist/${program}`]: '',
};

/** Runs `source` in place of Electron's installer. */
function install(source: string, limits: { firstByteMs: number; stallMs: number }) {
  const root = tempFolder({
    'install.cjs': `const { writeFileSync, appendFileSync } = require('fs'); const { join } = require('path'); ${source}`,
  });
  const result = runInstaller({
    node: process.execPath,
    script: join(root, 'install.cjs'),
    into: join(root, 'dist'),
    temp: join(root, 'temp'),
    pollMs: 20,
    ...limits,
  });
  return { root, result };
}

const download = "const zip = join(process.env.TMPDIR, 'electron.zip');";
const forever = 'setInterval(() => {}, 1000);';

it('finds the runtime only when it is whole and of the right version', () => {
  const root = tempFolder(whole);
  expect(installedElectron(root, {})).toBe(join(root, 'node_modules/electron/dist', program));
  for (const missing of ['node_modules/electron/path.txt', `node_modules/electron/dist/${program}`]) {
    const { [missing]: _, ...rest } = whole;
    expect(installedElectron(tempFolder(rest), {})).toBeNull();
  }
  expect(installedElectron(tempFolder({ ...whole, 'node_modules/electron/dist/version': '44.0.0' }), {})).toBeNull();
});

it('takes the runtime of another folder where ELECTRON_OVERRIDE_DIST_PATH names one', () => {
  const own = tempFolder({ [program]: '' });
  expect(installedElectron(tempFolder(), { ELECTRON_OVERRIDE_DIST_PATH: own })).toBe(join(own, program));
  expect(installedElectron(tempFolder(whole), { ELECTRON_OVERRIDE_DIST_PATH: tempFolder() })).toBeNull();
});

it('does not fetch what could not run: as root, or without a display', () => {
  expect(knownObstacle({ platform: 'linux', uid: 0, env: { DISPLAY: ':0' } })).toMatch(/does not run as root/);
  expect(knownObstacle({ platform: 'linux', uid: 1000, env: {} })).toMatch(/no display/);
  expect(knownObstacle({ platform: 'linux', uid: 1000, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull();
  expect(knownObstacle({ platform: 'darwin', uid: 0, env: {} })).toBeNull();
});

it('installs, and leaves nothing of the download behind', async () => {
  const { root, result } = install(
    `${download} writeFileSync(zip, 'zip'); writeFileSync(join(__dirname, 'done'), process.env.ELECTRON_GET_NO_PROGRESS);`,
    {
      firstByteMs: 5000,
      stallMs: 5000,
    },
  );
  expect(await result).toBeNull();
  expect(readFileSync(join(root, 'done'), 'utf8')).toBe('1');
  expect(existsSync(join(root, 'temp'))).toBe(false);
});

it('gives up when no first byte comes', async () => {
  const { result } = install(forever, { firstByteMs: 200, stallMs: 60_000 });
  expect(await result).toBe('its runtime could not be downloaded (no data for 0 s)');
});

it('gives up when a download stands still, and ends the installer', async () => {
  const { root, result } = install(
    `${download} writeFileSync(join(__dirname, 'pid'), String(process.pid)); writeFileSync(zip, 'zip'); ${forever}`,
    {
      firstByteMs: 60_000,
      stallMs: 200,
    },
  );
  expect(await result).toMatch(/^its runtime could not be downloaded \(no data/);
  const pid = Number(readFileSync(join(root, 'pid'), 'utf8'));
  expect(() => process.kill(pid, 0)).toThrow();
});

it('waits for a slow download that moves, however long it takes', async () => {
  const slow = `let left = 12; setInterval(() => { appendFileSync(zip, 'more'); if (--left === 0) process.exit(0); }, 50);`;
  const { result } = install(`${download} ${slow}`, { firstByteMs: 2000, stallMs: 400 });
  expect(await result).toBeNull();
});

it('says in words what the installer printed', () => {
  expect(whyInstallerFailed('HTTPError: Response code 403 (Forbidden) for https://x')).toMatch(/the server answered 403/);
  expect(whyInstallerFailed('TypeError: fetch failed\n    at node:internal')).toMatch(/the server was not reached/);
  expect(whyInstallerFailed('Error: Generated checksum for "x" did not match')).toMatch(/checksum is wrong/);
  expect(whyInstallerFailed('Error: odd')).toBe('its runtime could not be installed (Error: odd)');
});

it('remembers a failed try for a day, unless it is asked to try again', async () => {
  const root = tempFolder({
    'node_modules/electron/package.json': '{"version":"45.0.0"}',
    'node_modules/electron/install.js': "console.error('Error: Response code 404 (Not Found)'); process.exitCode = 1;",
  });
  const first = await fetchElectron(root, process.execPath, false);
  expect(first).toBe('its runtime could not be downloaded (the server answered 404)');

  const worksNow = join(root, 'node_modules/electron/install.js');
  writeFileSync(worksNow, "require('fs').appendFileSync(__dirname + '/tries', 'x');");
  const second = await fetchElectron(root, process.execPath, false);
  expect(second).toMatch(
    /the server answered 404\), when tried less than an hour ago \(`npm start -- --retry-electron` tries again now\)$/,
  );
  expect(existsSync(join(root, 'node_modules/electron/tries'))).toBe(false);

  expect(await fetchElectron(root, process.execPath, true)).toBeNull();
  expect(await fetchElectron(root, process.execPath, false)).toBeNull();
});

it.runIf(process.platform !== 'win32')('does not go on, and remembers no failure, when it is asked to end while it fetches', async () => {
  const root = tempFolder({
    'node_modules/electron/package.json': '{"version":"45.0.0"}',
    'node_modules/electron/install.js': "process.kill(process.ppid, 'SIGTERM'); setInterval(() => {}, 1000);",
    'start.mjs': `import { fetchElectron } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../../build/launcher/electron-runtime.mjs')))};
      try { await fetchElectron(import.meta.dirname, process.execPath, false); } catch (error) { process.exitCode = error.exitCode; }`,
  });
  const [code] = (await once(spawn(process.execPath, [join(root, 'start.mjs')], { stdio: 'ignore' }), 'close')) as [number | null];
  expect(code).toBe(143);
  expect(existsSync(join(root, '.cache/electron-failed.json'))).toBe(false);
});

it('tries again by itself after a day, or for another version', async () => {
  const files = { 'node_modules/electron/package.json': '{"version":"45.0.0"}', 'node_modules/electron/install.js': '' };
  for (const failure of [
    { version: '45.0.0', at: Date.now() - 25 * 3_600_000, reason: 'old' },
    { version: '44.0.0', at: Date.now(), reason: 'other' },
  ]) {
    const root = tempFolder({ ...files, '.cache/electron-failed.json': JSON.stringify(failure) });
    expect(await fetchElectron(root, process.execPath, false)).toBeNull();
  }
});
