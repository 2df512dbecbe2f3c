import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.mjs';

/** Run by a candidate: prints what the store needs to know. */
const probeScript = `
  const { DatabaseSync } = require('node:sqlite');
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE VIRTUAL TABLE probe USING fts5(text)');
  const { version } = db.prepare('SELECT sqlite_version() AS version').get();
  console.log(JSON.stringify({ node: process.versions.node, sqlite: version }));
`;

/** @typedef {{ node: string, sqlite: string }} Probe */

/**
 * Whether dotted `version` is at least `floor`; "-pre" tails are ignored.
 * @param {string} version
 * @param {string} floor
 */
export function isAtLeast(version, floor) {
  const own = numbers(version);
  for (const [index, part] of numbers(floor).entries()) {
    const have = own[index] ?? 0;
    if (have !== part) return have > part;
  }
  return true;
}

/** @param {string} version */
const numbers = version => version.replace(/-.*$/, '').split('.').map(Number);

/**
 * Node 24.15 has what the program uses; SQLite before 3.51.3 can damage a database in WAL mode.
 * @param {Probe} probe
 */
export function passes(probe) {
  return isAtLeast(probe.node, '24.15.0') && isAtLeast(probe.sqlite, '3.51.3');
}

/**
 * Null when the program does not run here, or lacks SQLite with full-text search.
 * @param {string} program
 * @returns {Probe | null}
 */
export function probeNode(program) {
  const { status, stdout } = spawnSync(program, ['--no-warnings', '-e', probeScript], { encoding: 'utf8', timeout: 20_000 });
  if (status !== 0) return null;
  try {
    return JSON.parse(stdout);
  } catch {
    return null;
  }
}

/**
 * The Node that runs Freshet: the host's own when it will do, else the one among the packages.
 * @param {string} root
 * @param {{ own?: string, ownVersion?: string }} [host]
 * @returns {string}
 * @throws {Refusal} when there is none
 */
export function findNode(root, { own = process.execPath, ownVersion = process.versions.node } = {}) {
  // Asking costs a process start, so a host that is too old is not asked.
  if (isAtLeast(ownVersion, '24.15.0')) {
    const probe = probeNode(own);
    if (probe !== null && passes(probe)) return own;
  }
  const packaged = packagedNode(root);
  if (existsSync(packaged)) {
    const probe = probeNode(packaged);
    if (probe !== null && passes(probe)) return packaged;
  }
  throw noNode(ownVersion);
}

/** @param {string} ownVersion */
export function noNode(ownVersion) {
  return new Refusal(
    `Freshet needs Node.js 24.15 or newer (with SQLite 3.51.3 or newer); this one is ${ownVersion}, and no package of Node.js fits ${process.platform}-${process.arch} here. Install it from https://nodejs.org and try again.`,
  );
}

/** Name of the package that has Node.js for this system, if there is one. */
export function nodePackage() {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

/** Where that package has its program. @param {string} root */
export function packagedNode(root) {
  return join(root, 'node_modules', nodePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
