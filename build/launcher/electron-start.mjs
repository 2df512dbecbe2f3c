import { spawn } from 'node:child_process';
import { exitCode, relaySignals } from './child.mjs';

/** The line by which the main process says on stdout that its window stands. */
const readyLine = 'freshet: ready';

/** @typedef {{ kind: 'ended', code: number } | { kind: 'not-started', reason: string }} ElectronOutcome */

/**
 * Runs Electron until it ends. When it ends with an error before it is ready, or is not ready in time, says why instead.
 * An end with code 0 before that is a second start which handed over to the first.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ readyMs?: number, endMs?: number }} [limits]
 * @returns {Promise<ElectronOutcome>}
 */
export async function startElectron(program, args, { readyMs = 15_000, endMs = 4000 } = {}) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(program, args, { env, stdio: ['inherit', 'pipe', 'pipe'] });
  const asked = relaySignals(child);
  let isReady = false;
  let isLate = false;
  let errors = '';
  let partialLine = '';

  child.stdout.setEncoding('utf8').on('data', text => {
    const lines = (partialLine + text).split('\n');
    partialLine = lines.pop() ?? '';
    for (const line of lines) {
      if (line.trim() !== readyLine) process.stdout.write(`${line}\n`);
      else if (!isLate) {
        isReady = true;
        process.stderr.write(errors);
      }
    }
  });
  // What it says on its way to failing is for the one line that replaces it.
  child.stderr.setEncoding('utf8').on('data', text => {
    if (isReady) process.stderr.write(text);
    else errors = (errors + text).slice(-50_000);
  });

  const timer = setTimeout(() => {
    if (isReady) return;
    isLate = true;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), endMs).unref();
  }, readyMs);
  /** @type {{ code: number | null, signal: NodeJS.Signals | null, error?: Error }} */
  const end = await new Promise(resolve => {
    child.once('error', error => resolve({ code: 1, signal: null, error }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  clearTimeout(timer);
  const isAsked = asked() !== null;
  if (end.error !== undefined) return { kind: 'not-started', reason: `its program could not be started (${end.error.message})` };
  if (isLate && !isAsked) return { kind: 'not-started', reason: `it was not ready within ${Math.round(readyMs / 1000)} s` };
  const code = exitCode(end.code, end.signal);
  if (isReady || isAsked || code === 0) return { kind: 'ended', code };
  return { kind: 'not-started', reason: whyElectronFailed(code, errors) };
}

/**
 * Cause and remedy in one clause, from what Electron and Chromium print when they cannot start.
 * @param {number} code
 * @param {string} errors
 */
export function whyElectronFailed(code, errors) {
  if (/running as root without --no-sandbox/i.test(errors))
    return 'Electron does not run as root: start Freshet as an ordinary user to get its window';
  if (/Missing X server|cannot open display|Unable to open X display|Failed to connect to Wayland|\$DISPLAY/i.test(errors)) {
    return 'there is no display: start Freshet in a desktop session to get its window';
  }
  if (/SUID sandbox|No usable sandbox|setuid_sandbox|userns/i.test(errors)) {
    return 'this system does not let Electron make its sandbox (as Ubuntu 24.04): give it the right by `sudo chown root node_modules/electron/dist/chrome-sandbox && sudo chmod 4755 node_modules/electron/dist/chrome-sandbox`';
  }
  const library = /error while loading shared libraries: ([^\s:]+)/.exec(errors)?.[1];
  if (library !== undefined) return `the system's library ${library} is missing: install the package that has it`;
  const line = errors
    .split('\n')
    .map(text => text.trim())
    .filter(text => text !== '')
    .at(-1);
  return `Electron ended with code ${code} before its window was ready${line === undefined ? '' : `: ${line.slice(0, 300)}`}`;
}
