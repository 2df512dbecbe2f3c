import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageScript, root } from '../../build/steps.ts';
import type { FromWorker, StartMessage } from '../../worker/protocol/messages.ts';
import { readFuses, standInRuntime } from './stand-in-runtime.ts';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string; devDependencies: { electron: string } };
const output = mkdtempSync(join(tmpdir(), 'freshet-package-'));
const unpacked = join(output, 'linux-unpacked');
const asar = join(unpacked, 'resources/app.asar');
let runtime = '';

beforeAll(() => {
  runtime = standInRuntime(manifest.devDependencies.electron);
  const places = [`-c.electronDist=${runtime}`, `-c.directories.output=${output}`];
  const args = [
    packageScript('electron-builder/out/cli/cli.js'),
    '--config',
    'build/electron-builder.yml',
    '--linux',
    '--x64',
    '--dir',
    ...places,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`electron-builder ended with ${status}:\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`);
});

afterAll(() => {
  for (const folder of [output, runtime]) rmSync(folder, { recursive: true, force: true });
});

it('packs the processes, the page and the icons', () => {
  const files = listPackage(asar, { isPack: false }).map(path => path.replaceAll('\\', '/'));
  for (const path of [
    '/package.json',
    '/dist/main/main.js',
    '/dist/main/icons/tray.png',
    '/dist/main/licences.txt',
    '/dist/preload/preload.cjs',
    '/dist/worker/main.js',
    '/dist/worker/backup-thread.js',
    '/dist/worker/list-thread.js',
    '/dist/worker/parse-thread.js',
    '/dist/worker/search-thread.js',
    '/dist/worker/writer-thread.js',
    '/dist/renderer/index.html',
  ]) {
    expect(files).toContain(path);
  }
});

it('packs nothing else: no sources, no tests, no packages, no headless host', () => {
  const files = listPackage(asar, { isPack: false }).map(path => path.replaceAll('\\', '/'));
  const foreign = files.filter(path => !/^\/(package\.json|dist|dist\/(main|preload|worker|renderer)(\/.*)?)$/.test(path));
  expect(foreign).toEqual([]);
  expect(files.filter(path => /\.(tsx?|mjs|map|test\..*)$|node_modules/.test(path))).toEqual([]);
});

it('has the icon, the licence and the name that the system shows', () => {
  expect(existsSync(join(unpacked, 'freshet'))).toBe(true);
  expect(existsSync(join(unpacked, 'resources/default_app.asar'))).toBe(false);
});

it('flips the fuses: no Node, no debugger, no foreign program, no file privileges', () => {
  expect(readFuses(join(unpacked, 'freshet'))).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    nodeCliInspect: false,
    embeddedAsarIntegrity: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    wasmTrapHandlers: true,
  });
});

it('carries a worker that starts by itself and says that it is ready', async () => {
  const app = join(output, 'app');
  const profileDir = join(output, 'profile');
  extractAll(asar, app);
  const worker = fork(join(app, 'dist/worker/main.js'), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {},
  });
  const start: StartMessage = {
    kind: 'start',
    protocol: 1,
    profileDir,
    addresses: [],
    intervalMs: null,
    liftLimitsForLoopback: false,
    restarts: 0,
    suspects: [],
    parentPid: process.pid,
    version: manifest.version,
    mode: 'reader',
  };
  const heard: FromWorker[] = [];
  let output_ = '';
  for (const stream of [worker.stdout, worker.stderr]) stream?.on('data', data => (output_ += String(data)));
  await new Promise<void>((resolve, reject) => {
    worker.once('exit', code => reject(new Error(`the worker ended with ${code}: ${output_}`)));
    worker.on('message', message => {
      heard.push(message as FromWorker);
      if ((message as FromWorker).kind === 'ready') resolve();
    });
    worker.send(start);
  });
  expect(heard.at(-1)).toMatchObject({ kind: 'ready', pid: worker.pid });
  worker.removeAllListeners('exit');
  worker.send({ kind: 'stop' });
  expect(await once(worker, 'exit')).toEqual([0, null]);
});
