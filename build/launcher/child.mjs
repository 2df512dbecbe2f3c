import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Interruption } from './refusal.mjs';

/** What a shell reports for a process that a signal ended.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCode(code, signal) {
  return code ?? (signal === null ? 1 : 128 + constants.signals[signal]);
}

/**
 * Passes what asks this process to end on to the child, once each, and stays until the child has ended in its own order.
 * A Ctrl+C at a terminal reaches the whole group by itself; SIGTERM follows for a child that did not mind it.
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ graceMs?: number }} [limits]
 * @returns {() => NodeJS.Signals | null} the first signal that came while the child ran
 */
export function relaySignals(child, { graceMs = 5000 } = {}) {
  /** @type {Set<NodeJS.Signals>} */
  const passed = new Set();
  /** @param {NodeJS.Signals} signal */
  const pass = signal => {
    if (passed.has(signal)) return;
    passed.add(signal);
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    if (signal === 'SIGINT') setTimeout(() => child.kill('SIGTERM'), graceMs).unref();
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  child.once('exit', () => {
    for (const signal of signals) process.off(signal, pass);
  });
  return () => [...passed][0] ?? null;
}

/**
 * Runs a program in the foreground and resolves with its exit code.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    relaySignals(child);
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(exitCode(code, signal)));
  });
}

/**
 * As `run`, for a step on the way to something else: who is asked to end meanwhile does not go on.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 * @throws {Interruption}
 */
export function runStep(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    const asked = relaySignals(child);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const asking = asked();
      if (asking === null) resolve(exitCode(code, signal));
      else reject(new Interruption(asking));
    });
  });
}
