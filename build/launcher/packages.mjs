import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { exitCode, relaySignals } from './child.mjs';
import { Refusal, say } from './refusal.mjs';

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
 * @throws {Refusal} when npm fails
 */
export async function installPackages(root) {
  say('Installing the packages of package-lock.json (npm ci --ignore-scripts) …');
  const startedAt = Date.now();
  const [program, ...before] = npmCommand();
  const args = [...before, 'ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runNpm(program, args, root);
  if (code !== 0) throw new Refusal(whyNpmFailed(code, output));
  writeFileSync(stampPath(root), wantedStamp(root));
  say(`Packages installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
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
  // A package without a platform, or for one C library only, may be left out by npm for reasons of its own.
  if ((os === undefined && cpu === undefined) || libc !== undefined) return false;
  return (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
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

/** The npm that runs this launcher, else the one beside this Node, else the one in PATH. @returns {[string, ...string[]]} */
function npmCommand() {
  const caller = process.env.npm_execpath;
  const places = ['../lib/node_modules/npm/bin/npm-cli.js', 'node_modules/npm/bin/npm-cli.js'].map(path =>
    join(dirname(process.execPath), path),
  );
  if (caller !== undefined && /^npm(-cli)?\.c?js$/.test(basename(caller))) places.unshift(caller);
  const script = places.find(place => existsSync(place));
  return script === undefined ? ['npm'] : [process.execPath, script];
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<{ code: number, output: string }>}
 */
function runNpm(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    relaySignals(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', text => {
        output = (output + text).slice(-20_000);
        process.stderr.write(text);
      });
    }
    child.once('error', error =>
      reject(new Refusal(`npm could not be started (${error.message}); install Node.js with npm from https://nodejs.org.`)),
    );
    child.once('close', (code, signal) => resolve({ code: exitCode(code, signal), output }));
  });
}
