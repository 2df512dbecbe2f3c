// Runs before anything is installed: only Node's own modules, and nothing that Node 20.0 lacks.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, runStep } from './launcher/child.mjs';
import { fetchElectron, installedElectron, knownObstacle } from './launcher/electron-runtime.mjs';
import { startElectron } from './launcher/electron-start.mjs';
import { withLock } from './launcher/lock.mjs';
import { findNode } from './launcher/node-24.mjs';
import { installPackages, packagesAreInstalled } from './launcher/packages.mjs';
import { Interruption, Refusal, say } from './launcher/refusal.mjs';
import { isBuilt } from './source-hash.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const commands = {
  start,
  web: async args => runHost(await prepare(), ['web', ...args]),
  freshet: async args => runHost(await prepare(), args),
  build: async args => {
    await prepare({ isForced: args.includes('--force') });
    return 0;
  },
  check: args => runTool('build/check.ts', args),
  test: args => runBuiltTool('build/test.ts', args),
  'test:unit': args => runTool('build/test.ts', ['unit', ...args]),
  'test:e2e': args => runBuiltTool('build/test.ts', ['e2e', ...args]),
  'test:electron': testElectron,
  bench: args => runBuiltTool('test/bench/main.ts', args),
  'bench:parse': args => runTool('test/bench/parse.ts', args),
  'bench:store': args => runBuiltTool('test/bench/store/main.ts', args),
  'bench:window': args => runBuiltTool('test/bench/window/main.ts', args),
  'bench:idle': args => runBuiltTool('test/bench/idle/main.ts', args),
  'bench:refresh': args => runBuiltTool('test/bench/refresh/main.ts', args),
  torture: args => runTool('build/torture.ts', args),
  screens: args => runBuiltTool('test/e2e/screens/main.ts', args),
  format: args => runTool('build/format.ts', args),
  package: args => runBuiltTool('build/package.ts', args),
};

/** Opens the window in Electron; where that cannot be, says why in one line and serves the same pages to a browser. @param {string[]} args */
async function start(args) {
  const isRetry = args.includes('--retry-electron');
  const hostArgs = args.filter(arg => arg !== '--retry-electron');
  const node = await prepare();
  const obstacle = await openWindow(node, hostArgs, isRetry);
  if (typeof obstacle === 'number') return obstacle;
  say(obstacle);
  return runHost(node, ['web', ...hostArgs]);
}

/**
 * @param {string} node
 * @param {string[]} args
 * @param {boolean} isRetry
 * @returns {Promise<number | string>} the exit code, or why there is no window
 */
async function openWindow(node, args, isRetry) {
  const noWindow = (/** @type {string} */ reason) => `No window of its own: ${reason}. Freshet uses the browser instead.`;
  let program = installedElectron(root);
  if (args.includes('--no-open')) {
    const obstacle = program === null ? knownObstacle() : null;
    return obstacle === null ? 'Opening nothing (--no-open): Freshet waits for a browser at its address.' : noWindow(obstacle);
  }
  if (program === null) {
    const obstacle = knownObstacle() ?? (await withLock(root, () => fetchElectron(root, node, isRetry)));
    if (obstacle !== null) return noWindow(obstacle);
    program = installedElectron(root);
    if (program === null) return noWindow('its runtime was fetched but is not whole (`npm start -- --retry-electron` tries again)');
  }
  const outcome = await startElectron(program, [root, ...withoutPort(args)]);
  return outcome.kind === 'ended' ? outcome.code : noWindow(outcome.reason);
}

/** The port is the web host's; Chromium must not take it for a word of its own. @param {string[]} args */
function withoutPort(args) {
  return args.filter((arg, index) => !arg.startsWith('--port') && args[index - 1] !== '--port');
}

/** @param {string} node @param {string[]} args */
function runHost(node, args) {
  return run(node, [join(root, 'dist/headless/command-line.js'), ...args]);
}

/** @param {string} script @param {string[]} args */
async function runTool(script, args) {
  const node = await prepare({ isBuildNeeded: false });
  if (!existsSync(join(root, script))) throw new Refusal(`${script} is missing from this copy of Freshet.`);
  return run(node, [join(root, script), ...args], { cwd: root });
}

/** @param {string} script @param {string[]} args */
async function runBuiltTool(script, args) {
  await prepare();
  return runTool(script, args);
}

/** The tests' driver starts Electron without its sandbox, so that only the display and the runtime are asked for. @param {string[]} args */
async function testElectron(args) {
  const node = await prepare();
  const isMissing = installedElectron(root) === null;
  const obstacle = knownObstacle({ uid: undefined }) ?? (isMissing ? await withLock(root, () => fetchElectron(root, node, true)) : null);
  if (obstacle === null) return run(node, [join(root, 'build/test.ts'), 'electron', ...args], { cwd: root });
  say(`\n*** SKIPPED: no test ran in Electron, because ${obstacle}. ***\n`);
  process.stdout.write('0 passed, 0 failed\n');
  return args.includes('--required') ? 1 : 0;
}

/**
 * Installs and builds what is not yet, and returns the Node that runs Freshet.
 * @param {{ isBuildNeeded?: boolean, isForced?: boolean }} [wish]
 */
async function prepare({ isBuildNeeded = true, isForced = false } = {}) {
  const isReady = () => packagesAreInstalled(root) && (!isBuildNeeded || isBuilt(root)) && !isForced;
  if (isReady()) return findNode(root);
  return withLock(root, async () => {
    if (!packagesAreInstalled(root)) await installPackages(root);
    const node = findNode(root);
    if (isReady() || !isBuildNeeded) return node;
    say('Building Freshet …');
    if ((await runStep(node, [join(root, 'build/bundle.ts')], { cwd: root, stdio: ['ignore', 2, 2] })) !== 0) {
      throw new Refusal('Freshet could not be built; the reason is above.');
    }
    return node;
  });
}

/** npm runs its scripts in the clone; the files that a reader names lie where the reader called it. @param {string} name */
function returnToCaller(name) {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  if (script === name && folder !== undefined && existsSync(folder)) process.chdir(folder);
}

/** @param {string | undefined} name @param {string[]} args */
async function main(name, args) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Refusal(`Freshet needs Node.js 20 or newer to start; this is ${process.versions.node}. Install it from https://nodejs.org.`);
  }
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    throw new Refusal(`Freshet ${version}. Commands: ${Object.keys(commands).join(', ')}.`);
  }
  if (name === 'start' || name === 'web' || name === 'freshet') returnToCaller(name);
  return command(args);
}

try {
  process.exitCode = await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  if (error instanceof Interruption) process.exitCode = error.exitCode;
  else if (error instanceof Refusal) {
    say(error.message);
    process.exitCode = 1;
  } else throw error;
}
