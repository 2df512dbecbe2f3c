import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './refusal.mjs';

/**
 * Lets one launcher at a time install and build in this clone; others wait for it.
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(root, work) {
  const path = join(root, '.cache', 'launch.lock');
  mkdirSync(join(root, '.cache'), { recursive: true });
  for (let isFirstTry = true; !take(path); isFirstTry = false) {
    const owner = Number(readText(path));
    // An empty file is one whose owner is about to write it; a lock whose owner has died is nobody's.
    if (owner > 0 && !isAlive(owner)) rmSync(path, { force: true });
    else if (isFirstTry) say(`Another start is preparing Freshet here (process ${owner}); waiting for it …`);
    await delay(200);
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} path */
function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
