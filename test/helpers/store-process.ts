import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { FromStoreChild } from './store-child.ts';

type Task =
  | { readonly name: 'hold' }
  /** User actions and refreshes, until killed. */
  | { readonly name: 'load'; readonly seed: number }
  /** So many rounds of refreshes, then idle. */
  | { readonly name: 'rounds'; readonly rounds: number };

/** A process of its own with a store. Killed when the test is over, if not before. */
export function forkStore(profileDir: string, task: Task, user: { readonly uid?: number } = {}): ChildProcess {
  const number = task.name === 'hold' ? 0 : task.name === 'load' ? task.seed : task.rounds;
  const child = fork(new URL('./store-child.ts', import.meta.url), [profileDir, task.name, String(number)], { execArgv: [], ...user });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** The first message that is wanted; rejects when the process ends before. */
export function heard<T extends FromStoreChild>(child: ChildProcess, isWanted: (message: FromStoreChild) => message is T): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  child.on('message', message => {
    if (isWanted(message as FromStoreChild)) resolve(message as T);
  });
  child.once('exit', (code, signal) => reject(new Error(`the store's process ended (${code ?? signal})`)));
  return promise;
}

/** As a power cut would, for the process: no handler runs. */
export async function kill(child: ChildProcess): Promise<void> {
  const isOver = once(child, 'exit');
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await isOver;
}
