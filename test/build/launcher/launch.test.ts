import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../temp-folder.ts';

const repository = join(import.meta.dirname, '../../..');

/** Stands in for the web host and the command line. */
const host = `
  if (process.argv[2] === 'status') process.exitCode = 5;
  if (process.argv.includes('--stay')) {
    process.on('SIGTERM', () => { console.log('orderly'); process.exit(0); });
    setInterval(() => {}, 1000);
  }
  console.log('host ' + JSON.stringify(process.argv.slice(2)));
`;
const bundle = `
  import { appendFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
  import { sourceHash } from './source-hash.mjs';
  appendFileSync('builds.txt', 'x');
  mkdirSync('dist/headless', { recursive: true });
  cpSync('headless/command-line.ts', 'dist/headless/command-line.js');
  writeFileSync('dist/stamp.json', JSON.stringify({ sources: sourceHash(process.cwd()) }));
`;

/** A small clone with the real launcher, no packages to install and a stand-in for all else. */
function clone(electron?: string): { root: string; env: NodeJS.ProcessEnv } {
  const root = tempFolder({
    'package.json': JSON.stringify({ name: 'clone', version: '1.0.0', type: 'module' }),
    'package-lock.json': JSON.stringify({ name: 'clone', version: '1.0.0', lockfileVersion: 3, packages: { '': {} } }),
    'node_modules/.package-lock.json': JSON.stringify({ packages: {} }),
    'node_modules/electron/package.json': '{"version":"45.0.0"}',
    'node_modules/electron/install.js': "console.error('Error: Response code 403'); process.exitCode = 1;",
    'headless/command-line.ts': host,
    'build/bundle.ts': bundle,
  });
  for (const path of ['build/launch.mjs', 'build/launcher', 'build/source-hash.mjs']) {
    cpSync(join(repository, path), join(root, path), { recursive: true });
  }
  const env: NodeJS.ProcessEnv = { ...process.env, DISPLAY: ':0' };
  if (electron !== undefined) {
    const folder = tempFolder({ electron: `#!${process.execPath}\n${electron}` });
    chmodSync(join(folder, 'electron'), 0o755);
    env['ELECTRON_OVERRIDE_DIST_PATH'] = folder;
  }
  return { root, env };
}

function launch({ root, env }: { root: string; env: NodeJS.ProcessEnv }, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'build/launch.mjs'), ...args], { env, cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function outcome(child: ChildProcess) {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', data => {
    stdout += String(data);
  });
  child.stderr?.on('data', data => {
    stderr += String(data);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

it('builds once, and again only when a source has changed', async () => {
  const place = clone();
  await outcome(launch(place, 'build'));
  await outcome(launch(place, 'freshet', 'feeds'));
  expect(readFileSync(join(place.root, 'builds.txt'), 'utf8')).toBe('x');
  writeFileSync(join(place.root, 'headless/command-line.ts'), `${host}// changed`);
  await outcome(launch(place, 'web'));
  expect(readFileSync(join(place.root, 'builds.txt'), 'utf8')).toBe('xx');
});

it('says that it could not build, and starts nothing', async () => {
  const place = clone();
  writeFileSync(join(place.root, 'build/bundle.ts'), "throw new Error('no such thing');");
  const { code, stdout, stderr } = await outcome(launch(place, 'web'));
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/no such thing[\s\S]*Freshet could not be built; the reason is above\.\n$/);
});

it('hands words and exit code through, and keeps its own words off stdout', async () => {
  const { code, stdout } = await outcome(launch(clone(), 'freshet', 'status', '--profile', 'some where', '--json'));
  expect(stdout).toBe('host ["status","--profile","some where","--json"]\n');
  expect(code).toBe(5);
});

it('takes names of files as those of the folder that npm was called in', async () => {
  const { root, env } = clone();
  const folder = realpathSync(tempFolder());
  writeFileSync(join(root, 'headless/command-line.ts'), 'console.log(process.cwd());');
  const called = { ...env, INIT_CWD: folder };
  const byNpm = await outcome(launch({ root, env: { ...called, npm_lifecycle_event: 'freshet' } }, 'freshet', 'import', 'a.opml'));
  expect(byNpm.stdout).toBe(`${folder}\n`);
  const byAnother = await outcome(launch({ root, env: { ...called, npm_lifecycle_event: 'test' } }, 'freshet', 'import', 'a.opml'));
  expect(byAnother.stdout).toBe(`${realpathSync(root)}\n`);
});

it('lists its commands when it is given none that it knows', async () => {
  const { code, stderr } = await outcome(launch(clone(), 'constructor'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Freshet 1\.0\.0\. Commands: start, web, freshet, build, check, test/);
});

it('starts the web host without trying Electron when nothing is to be opened', async () => {
  const place = clone("require('fs').writeFileSync(__dirname + '/tried', '');");
  const { code, stdout, stderr } = await outcome(launch(place, 'start', '--no-open', '--profile', 'p', '--port', '4711'));
  expect(code).toBe(0);
  expect(stdout).toBe('host ["web","--no-open","--profile","p","--port","4711"]\n');
  expect(stderr).toMatch(/Opening nothing \(--no-open\)/);
  expect(existsSync(join(place.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', 'tried'))).toBe(false);
});

// The stand-in runtime is a script, which Windows cannot start as a program.
describe.runIf(process.platform !== 'win32')('with an Electron runtime', () => {
  it('opens the window with the profile, and ends as Electron ends', async () => {
    const electron = "console.log('freshet: ready'); console.log(JSON.stringify(process.argv.slice(3))); process.exitCode = 9;";
    const { code, stdout } = await outcome(launch(clone(electron), 'start', '--profile', 'p', '--port', '4711', '--retry-electron'));
    expect(stdout).toBe('["--profile","p"]\n');
    expect(code).toBe(9);
  });

  it('says in one line why there is no window, and serves the browser instead', async () => {
    const electron = "console.error('Missing X server or $DISPLAY'); process.exitCode = 1;";
    const { code, stdout, stderr } = await outcome(launch(clone(electron), 'start', '--profile', 'p'));
    expect(code).toBe(0);
    expect(stdout).toBe('host ["web","--profile","p"]\n');
    expect(stderr.split('\n').filter(line => line.includes('No window'))).toEqual([
      'No window of its own: there is no display: start Freshet in a desktop session to get its window. Freshet uses the browser instead.',
    ]);
    expect(stderr).not.toMatch(/Missing X server/);
  });

  it('never takes the sandbox away', async () => {
    const { stdout } = await outcome(launch(clone("console.log('freshet: ready'); console.log(process.argv.join(' '));"), 'start'));
    expect(stdout).toMatch(/\S/);
    expect(stdout).not.toMatch(/sandbox/);
  });

  it('does not go on when it is asked to end while it builds', async () => {
    const place = clone();
    writeFileSync(join(place.root, 'build/bundle.ts'), "console.error('begun'); setInterval(() => {}, 1000);");
    const child = launch(place, 'web');
    const end = outcome(child);
    let said = '';
    child.stderr?.on('data', data => {
      said += String(data);
      if (said.includes('begun')) child.kill('SIGINT');
    });
    const { code, stdout, stderr } = await end;
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/begun\n$/);
  });

  it('does not go on, and calls it no failure, when it is asked to end while npm installs', async () => {
    const place = clone();
    const registry = createServer(() => {}).listen(0, '127.0.0.1');
    await once(registry, 'listening');
    onTestFinished(() => registry.closeAllConnections());
    onTestFinished(() => void registry.close());
    const dependencies = { a: '1.0.0' };
    const manifest = { name: 'clone', version: '1.0.0', type: 'module', dependencies };
    writeFileSync(join(place.root, 'package.json'), JSON.stringify(manifest));
    const packages = { '': manifest, 'node_modules/a': { version: '1.0.0' } };
    writeFileSync(join(place.root, 'package-lock.json'), JSON.stringify({ ...manifest, lockfileVersion: 3, requires: true, packages }));
    writeFileSync(join(place.root, '.npmrc'), `registry=http://127.0.0.1:${(registry.address() as AddressInfo).port}/\ncache=.npm-cache\n`);
    const child = launch(place, 'web');
    const end = outcome(child);
    await once(registry, 'request');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await end;
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/could not be installed|npm ended/);
    expect(existsSync(join(place.root, '.cache/launch.lock'))).toBe(false);
  });

  it('ends what it has started when it is asked to end', async () => {
    const child = launch(clone('process.exitCode = 1;'), 'start', '--stay');
    const end = outcome(child);
    await once(child.stdout ?? child, 'data');
    child.kill('SIGTERM');
    const { code, stdout } = await end;
    expect(stdout).toMatch(/orderly\n$/);
    expect(code).toBe(0);
  });
});
