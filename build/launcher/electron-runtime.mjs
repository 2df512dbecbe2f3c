import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { relaySignals } from './child.mjs';
import { Interruption, say } from './refusal.mjs';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Path of the Electron program, or null when its runtime is not (wholly) there. As in electron/index.js, ELECTRON_OVERRIDE_DIST_PATH names another folder.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 */
export function installedElectron(root, env = process.env) {
  const folder = join(root, 'node_modules', 'electron');
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const name = process.platform === 'darwin' || process.platform === 'win32' ? names[process.platform] : 'electron';
  const own = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (own) return existsSync(join(own, name)) ? join(own, name) : null;
  try {
    // path.txt is what the installer writes last.
    const isWhole = readFileSync(join(folder, 'path.txt'), 'utf8') === name;
    const isRightVersion = readFileSync(join(folder, 'dist', 'version'), 'utf8').replace(/^v/, '') === electronVersion(root);
    const program = join(folder, 'dist', name);
    return isWhole && isRightVersion && existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/**
 * What is known to keep Electron from running here, without trying; null when nothing is.
 * @param {{ platform?: string, uid?: number | undefined, env?: NodeJS.ProcessEnv }} [machine]
 */
export function knownObstacle(machine = {}) {
  const { platform = process.platform, uid, env = process.env } = { uid: process.getuid?.(), ...machine };
  if (platform !== 'linux') return null;
  if (uid === 0) return 'Electron does not run as root: start Freshet as an ordinary user to get its window';
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display: start Freshet in a desktop session to get its window';
  return null;
}

/**
 * Fetches the runtime by Electron's own installer, unless the last try failed within a day.
 * @param {string} root
 * @param {string} node
 * @param {boolean} isRetry
 * @returns {Promise<string | null>} null: it is there; else why not
 */
export async function fetchElectron(root, node, isRetry) {
  const version = electronVersion(root);
  const failed = readFailure(root);
  if (!isRetry && failed !== null && failed.version === version && Date.now() - failed.at < dayMs && failed.at <= Date.now()) {
    return `${failed.reason}, when tried ${hoursAgo(Date.now() - failed.at)} (\`npm start -- --retry-electron\` tries again now)`;
  }
  say(`Fetching the Electron ${version} runtime (about 110 MB, once) …`);
  const reason = await runInstaller({
    node,
    script: join(root, 'node_modules', 'electron', 'install.js'),
    into: join(root, 'node_modules', 'electron', 'dist'),
    temp: join(root, '.cache', `electron-${process.pid}`),
  });
  if (reason === null) rmSync(failurePath(root), { force: true });
  else {
    mkdirSync(join(root, '.cache'), { recursive: true });
    writeFileSync(failurePath(root), JSON.stringify({ version, at: Date.now(), reason }));
  }
  return reason;
}

/**
 * @param {{ node: string, script: string, into: string, temp: string, firstByteMs?: number, stallMs?: number, pollMs?: number }} options
 * `temp`: the installer's temporary folder, whose growth is the progress of the download, as that of `into` is the progress of unpacking
 * @returns {Promise<string | null>} null: installed; else why not
 * @throws {Interruption}
 */
export async function runInstaller({ node, script, into, temp, firstByteMs = 15_000, stallMs = 30_000, pollMs = 250 }) {
  mkdirSync(temp, { recursive: true });
  const env = { ...process.env, TMPDIR: temp, TEMP: temp, TMP: temp, NODE_USE_ENV_PROXY: '1', ELECTRON_GET_NO_PROGRESS: '1' };
  const child = spawn(node, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const asked = relaySignals(child);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', text => (output += text));
  child.stderr.setEncoding('utf8').on('data', text => (output += text));
  /** @type {string | null} */
  let gaveUp = null;
  let bytes = 0;
  let movedAt = Date.now();
  let shownAt = Date.now();
  const watch = setInterval(() => {
    const now = Date.now();
    const size = folderSize(temp) + folderSize(into);
    if (size !== bytes) [bytes, movedAt] = [size, now];
    const limitMs = bytes === 0 ? firstByteMs : stallMs;
    if (now - movedAt > limitMs) {
      gaveUp = `its runtime could not be downloaded (no data for ${Math.round(limitMs / 1000)} s)`;
      child.kill('SIGKILL');
    } else if (bytes > 0 && now - shownAt >= 5000) {
      shownAt = now;
      say(`  … ${Math.round(bytes / 1e6)} MB`);
    }
  }, pollMs);
  const code = await new Promise(resolve => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  clearInterval(watch);
  rmSync(temp, { recursive: true, force: true });
  const asking = asked();
  if (asking !== null) throw new Interruption(asking);
  return code === 0 ? null : (gaveUp ?? whyInstallerFailed(output));
}

/**
 * One clause for what the installer printed.
 * @param {string} output
 */
export function whyInstallerFailed(output) {
  const status = /Response code (\d+)/.exec(output)?.[1];
  if (status !== undefined) return `its runtime could not be downloaded (the server answered ${status})`;
  if (/ENOSPC/.test(output)) return 'its runtime could not be unpacked (the disk is full)';
  if (/fetch failed|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|terminated/.test(output))
    return 'its runtime could not be downloaded (the server was not reached)';
  if (/checksum/i.test(output)) return 'its runtime could not be downloaded (the checksum is wrong)';
  const line = output.split('\n').find(text => text.trim() !== '');
  return `its runtime could not be installed (${line?.trim() ?? 'no reason given'})`;
}

/** @param {string} root @returns {string} */
function electronVersion(root) {
  return JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version;
}

/** @param {string} root */
const failurePath = root => join(root, '.cache', 'electron-failed.json');

/** @param {string} root @returns {{ version: string, at: number, reason: string } | null} */
function readFailure(root) {
  try {
    return JSON.parse(readFileSync(failurePath(root), 'utf8'));
  } catch {
    return null;
  }
}

/** @param {number} ms */
function hoursAgo(ms) {
  const hours = Math.floor(ms / 3_600_000);
  return hours === 0 ? 'less than an hour ago' : `${hours} h ago`;
}

/** @param {string} folder @returns {number} bytes */
function folderSize(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
      const path = join(folder, entry.name);
      return sum + (entry.isDirectory() ? folderSize(path) : statSync(path).size);
    }, 0);
  } catch {
    return 0; // Moved or removed while it was being looked at.
  }
}
