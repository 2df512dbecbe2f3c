import { fork } from 'node:child_process';
import type { FromWorker, ToWorker } from '../protocol/messages.ts';
import { childEnvironment } from './child-environment.ts';
import { steadyThreads } from './steady-threads.ts';
import type { WorkerChild } from './worker-child.ts';

interface ForkedChildOptions {
  /** Absolute path of the worker's entry file. */
  readonly entry: string;
  /** The Node program; default: the one that runs the host. */
  readonly execPath?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What the process said last may still be in its pipes when it is gone. */
const lastWordsMs = 500;

/** The worker as a child process of plain Node: structured clone over its own channel. */
export function forkChild({ entry, execPath = process.execPath, env = process.env }: ForkedChildOptions): WorkerChild {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execPath,
    execArgv: steadyThreads,
    env: childEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl+C in a terminal goes to the whole process group; the worker is stopped in order by its host instead.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let isGone = false;
  let hasReported = false;
  let reportExit: (code: number | null, signal: string | null) => void = () => {};
  const outputListeners: ((text: string) => void)[] = [];

  function report(code: number | null, signal: string | null): void {
    if (hasReported) return;
    hasReported = true;
    reportExit(code, signal);
  }

  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      for (const listener of outputListeners) listener(text);
    });
  }
  child.once('exit', (code, signal) => {
    isGone = true;
    // 'close' comes when messages and output are read; a grandchild that holds the pipes must not delay it for ever.
    const timer = setTimeout(report, lastWordsMs, code, signal);
    child.once('close', () => {
      clearTimeout(timer);
      report(code, signal);
    });
  });
  child.on('error', error => {
    for (const listener of outputListeners) listener(`${error.message}\n`);
    // Never spawned: there will be no 'exit'.
    if (child.pid === undefined) report(null, null);
  });

  return {
    get pid() {
      return child.pid;
    },
    post(message: ToWorker) {
      if (isGone || !child.connected) return false;
      // The callback keeps a broken pipe from becoming an 'error' event; the end of the process tells the rest.
      child.send(message, undefined, undefined, () => {});
      return true;
    },
    onMessage(listener) {
      child.on('message', message => listener(message as FromWorker));
    },
    onExit(listener) {
      reportExit = listener;
    },
    onOutput(listener) {
      outputListeners.push(listener);
    },
    kill(force) {
      child.kill(force ? 'SIGKILL' : 'SIGTERM');
    },
  };
}
