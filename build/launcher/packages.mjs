import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { exitCode, relaySignals } from './child.mjs';
import { isAtLeast, nodePackage, noNode, packagedNode } from './node-24.mjs';
import { Interruption, Refusal, say } from './refusal.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], link?: boolean }} LockedPackage */
/** @typedef {Record<string, LockedPackage>} LockedPackages */

const platform = `${process.platform}-${process.arch}`;

/**
 * Whether node_modules is what package-lock.json asks for: by the launcher's own stamp, or, after an `npm ci` by hand, by npm's list of what it installed.
 * @param {string} root
 */
export function packagesAreInstalled(root) {
  const wanted = wantedStamp(root);
  if (readText(stampPath(root)) === wanted) return true;
  if (!holdsAll(lockedPackages(join(root, 'package-lock.json')), lockedPackages(join(root, 'node_modules', '.package-lock.json'))))
    return false;
  writeFileSync(stampPath(root), wanted);
  return true;
}

/**
 * @param {string} root
 * @param {string} [ownVersion] of the Node that runs this
 * @throws {Refusal} when npm fails, or when there is no Node to go on with
 */
export async function installPackages(root, ownVersion = process.versions.node) {
  const startedAt = Date.now();
  // npm leaves out, silently, the native parts of tools whose `engines` do not name the Node that runs it: so that is Node 24 from the start.
  const bootstrap = isAtLeast(ownVersion, '24.15.0') ? null : await fetchNode(root, ownVersion);
  say('Installing the packages of package-lock.json (npm ci --ignore-scripts) …');
  await runNpmCi(root, bootstrap === null ? process.execPath : packagedNode(bootstrap));
  if (!isComplete(root)) throw new Refusal('npm did not install all packages that this system needs; try again with a newer npm.');
  if (bootstrap !== null) rmSync(bootstrap, { recursive: true, force: true });
  writeFileSync(stampPath(root), wantedStamp(root));
  say(`Packages installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

/**
 * Installs the package of Node.js alone, as package-lock.json has it, outside node_modules.
 * @param {string} root
 * @param {string} ownVersion
 * @returns {Promise<string>} the folder that now has it in its node_modules
 */
async function fetchNode(root, ownVersion) {
  const name = nodePackage();
  const wanted = lockedPackages(join(root, 'package-lock.json'))?.[`node_modules/${name}`];
  if (wanted?.version === undefined) throw noNode(ownVersion);
  say(`Fetching Node.js ${wanted.version} (package ${name}), as this one is ${ownVersion} …`);
  const { optional: _, ...locked } = wanted;
  const manifest = { name: 'freshet-node', version: '1.0.0', dependencies: { [name]: wanted.version } };
  const lock = { ...manifest, lockfileVersion: 3, requires: true, packages: { '': manifest, [`node_modules/${name}`]: locked } };
  const folder = join(root, '.cache', 'node');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  if (existsSync(join(root, '.npmrc'))) copyFileSync(join(root, '.npmrc'), join(folder, '.npmrc'));
  await runNpmCi(folder, process.execPath);
  return folder;
}

/** @param {string} root */
function isComplete(root) {
  return holdsAll(lockedPackages(join(root, 'package-lock.json')), lockedPackages(join(root, 'node_modules', '.package-lock.json')));
}

/**
 * One sentence for what npm printed.
 * @param {number} code
 * @param {string} output
 */
export function whyNpmFailed(code, output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(output)) {
    return 'The packages could not be fetched: the npm registry was not reached. Check the network (or npm’s proxy and registry settings) and try again.';
  }
  if (/ENOSPC/.test(output)) return 'The packages could not be installed: the disk is full.';
  if (/EACCES|EPERM|EROFS/.test(output)) return 'The packages could not be installed: this folder may not be written to by this user.';
  if (/EINTEGRITY/.test(output))
    return 'A package is not the one that package-lock.json names (its checksum differs), so nothing was installed.';
  return `The packages could not be installed: npm ended with code ${code}; its own words are above.`;
}

/**
 * @param {LockedPackages | null} locked
 * @param {LockedPackages | null} installed
 */
export function holdsAll(locked, installed) {
  if (locked === null || installed === null) return false;
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '' || wanted.link === true) return true;
    const found = installed[path];
    if (found !== undefined) return found.version === wanted.version && found.integrity === wanted.integrity;
    return wanted.optional === true && !isForThisPlatform(wanted);
  });
}

/** @param {LockedPackage} wanted */
function isForThisPlatform({ os, cpu, libc }) {
  // A package that names no platform may be left out by npm for reasons of its own.
  if (os === undefined && cpu === undefined) return false;
  if (os?.includes(process.platform) === false || cpu?.includes(process.arch) === false) return false;
  return libc === undefined || libc.includes(systemLibc());
}

function systemLibc() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } } | undefined} */ (process.report?.getReport());
  return report?.header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

/** @param {string} path @returns {LockedPackages | null} */
function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** @param {string} root */
const stampPath = root => join(root, 'node_modules', '.freshet-packages');

/** @param {string} root */
function wantedStamp(root) {
  return `${platform} ${createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')}\n`;
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** The npm that runs this launcher, else the one beside this Node; null: the one in PATH. */
function npmScript() {
  const caller = process.env.npm_execpath;
  const places = ['../lib/node_modules/npm/bin/npm-cli.js', 'node_modules/npm/bin/npm-cli.js'].map(path =>
    join(dirname(process.execPath), path),
  );
  if (caller !== undefined && /^npm(-cli)?\.c?js$/.test(basename(caller))) places.unshift(caller);
  return places.find(place => existsSync(place)) ?? null;
}

/**
 * @param {string} root
 * @param {string} node runs npm
 * @returns {Promise<void>}
 * @throws {Refusal} when npm fails
 * @throws {Interruption}
 */
async function runNpmCi(root, node) {
  const script = npmScript();
  const options = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const [program, args] = script === null ? ['npm', options] : [node, [script, ...options]];
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  // While it waits for the registry, npm does not mind SIGINT; what it leaves behind, the next `npm ci` clears away.
  const asked = relaySignals(child, { graceMs: 1000 });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output = (output + text).slice(-20_000);
      process.stderr.write(text);
    });
  }
  /** @type {number} */
  const code = await new Promise((resolve, reject) => {
    child.once('error', error =>
      reject(new Refusal(`npm could not be started (${error.message}); install Node.js with npm from https://nodejs.org.`)),
    );
    child.once('close', (exit, signal) => resolve(exitCode(exit, signal)));
  });
  const asking = asked();
  if (asking !== null) throw new Interruption(asking);
  if (code !== 0) throw new Refusal(whyNpmFailed(code, output));
}
