import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Outcome, WireError } from '../../worker/protocol/errors.ts';
import type { EventName, Events, WorkerEvent } from '../../worker/protocol/events.ts';
import type { FromWorker, StartMessage, ToWorker } from '../../worker/protocol/messages.ts';
import type { Method, Params, Result } from '../../worker/protocol/methods.ts';

/** The real worker in a process of its own, forked as a host forks it. This side acknowledges and pings like a host unless told not to. */
export interface WorkerProcess {
  readonly pid: number;
  readonly profileDir: string;
  /** Everything it has posted so far. */
  readonly messages: readonly FromWorker[];
  readonly output: () => string;
  post(message: ToWorker): void;
  /** The result, or a rejection with a CallError. */
  call<M extends Method>(method: M, params: Params<M>, signal?: AbortSignal): Promise<Result<M>>;
  /** The outcome of a call that need not be well-formed. */
  ask(method: string, params: unknown): Promise<Outcome>;
  /** The first message that fits, past or to come; rejects when the process ends without it. */
  message<T extends FromWorker>(fits: (message: FromWorker) => message is T): Promise<T>;
  message(fits: (message: FromWorker) => boolean): Promise<FromWorker>;
  /** The next event of that name (after this call) that fits. */
  event<E extends EventName>(name: E, fits?: (payload: Events[E]) => boolean): Promise<Events[E]>;
  /** From now on nothing is acknowledged, pinged, or both: a host that does not listen, or hangs. */
  fallSilent(what: { readonly acks: boolean; readonly pings: boolean }): void;
  readonly exited: Promise<WorkerExit>;
  kill(signal: NodeJS.Signals): void;
  /** Closes the channel, as the end of a host does. */
  disconnect(): void;
  /** Stops it in order and waits for its end. */
  stop(): Promise<WorkerExit>;
}

export interface WorkerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

class CallError extends Error {
  readonly error: WireError;

  constructor(error: WireError) {
    super(`${error.code}: ${error.message} (${error.detail})`);
    this.error = error;
  }
}

export const workerEntry = fileURLToPath(new URL('../../worker/main.ts', import.meta.url));

/** A fresh profile directory under the system's temporary folder, removed when the test is over. */
export function newProfileDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'freshet-worker-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function startMessage(change: Partial<StartMessage> = {}): StartMessage {
  return {
    kind: 'start',
    protocol: 1,
    profileDir: newProfileDir(),
    addresses: [],
    intervalMs: null,
    liftLimitsForLoopback: false,
    restarts: 0,
    suspects: [],
    parentPid: process.pid,
    version: '0.0.0-test',
    mode: 'reader',
    ...change,
  };
}

/** Forks the worker and sends the start message; does not wait for 'ready'. */
export function forkWorker(start: StartMessage | Record<string, unknown> = startMessage()): WorkerProcess {
  const child = fork(workerEntry, [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  return attach(child, start);
}

/** A worker that is ready. */
export async function startWorker(change: Partial<StartMessage> = {}): Promise<WorkerProcess> {
  const worker = forkWorker(startMessage(change));
  await worker.message(message => message.kind === 'ready');
  return worker;
}

function attach(child: ChildProcess, start: StartMessage | Record<string, unknown>): WorkerProcess {
  const messages: FromWorker[] = [];
  const listeners = new Set<(message: FromWorker) => void>();
  const pending = new Map<number, (outcome: Outcome) => void>();
  let output = '';
  let nextId = 1;
  let acknowledges = true;
  let pings = true;

  const send = (message: unknown): void => {
    if (child.connected) child.send(message as object, undefined, undefined, () => undefined);
  };
  const timer = setInterval(() => {
    if (pings) send({ kind: 'ping', id: nextId++ });
  }, 2_000);
  const exited = new Promise<WorkerExit>(resolve => {
    child.once('exit', (code, signal) => {
      clearInterval(timer);
      for (const settle of pending.values()) settle({ ok: false, error: { code: 'worker-stopped', message: 'it has ended', detail: '' } });
      pending.clear();
      resolve({ code, signal });
    });
  });

  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.on('message', raw => {
    const message = raw as FromWorker;
    messages.push(message);
    if (acknowledges) send({ kind: 'ack', seq: message.seq });
    if (message.kind === 'hello') send(start);
    // This host has no keyring, and knows no proxy.
    if (message.kind === 'ask') send({ kind: 'answer', id: message.id, answer: null });
    if (message.kind === 'reply') {
      pending.get(message.id)?.(message.outcome);
      pending.delete(message.id);
    }
    for (const listener of listeners) listener(message);
  });

  function heard(fits: (message: FromWorker) => boolean): Promise<FromWorker> {
    return new Promise((resolve, reject) => {
      const listener = (message: FromWorker): void => {
        if (!fits(message)) return;
        listeners.delete(listener);
        resolve(message);
      };
      listeners.add(listener);
      void exited.then(exit => reject(new Error(`the worker ended (${JSON.stringify(exit)}) without it: ${output}${logOf(messages)}`)));
    });
  }

  function ask(method: string, params: unknown, signal?: AbortSignal): Promise<Outcome> {
    const id = nextId++;
    signal?.addEventListener('abort', () => send({ kind: 'cancel', id }), { once: true });
    return new Promise(resolve => {
      pending.set(id, resolve);
      send({ kind: 'call', id, method, params });
    });
  }

  return {
    get pid() {
      return child.pid ?? 0;
    },
    profileDir: String(Reflect.get(start, 'profileDir')),
    messages,
    output: () => output,
    post: send,
    ask: (method, params) => ask(method, params),
    async call<M extends Method>(method: M, params: Params<M>, signal?: AbortSignal): Promise<Result<M>> {
      const outcome = await ask(method, params, signal);
      if (!outcome.ok) throw new CallError(outcome.error);
      return outcome.result as Result<M>;
    },
    message: (fits: (message: FromWorker) => boolean) => {
      const known = messages.find(fits);
      return known === undefined ? heard(fits) : Promise.resolve(known);
    },
    async event<E extends EventName>(name: E, fits: (payload: Events[E]) => boolean = () => true): Promise<Events[E]> {
      const isIt = (event: WorkerEvent): boolean => event.name === name && fits(event.payload as Events[E]);
      const message = await heard(each => each.kind === 'event' && isIt(each.event));
      return (message as Extract<FromWorker, { kind: 'event' }>).event.payload as Events[E];
    },
    fallSilent(what) {
      if (what.acks) acknowledges = false;
      if (what.pings) pings = false;
    },
    exited,
    kill: (signal: NodeJS.Signals) => void child.kill(signal),
    disconnect: () => child.disconnect(),
    stop() {
      send({ kind: 'stop' });
      return exited;
    },
  } as WorkerProcess;
}

function logOf(messages: readonly FromWorker[]): string {
  return messages.flatMap(message => (message.kind === 'log' && message.level !== 'info' ? [message.text] : [])).join('\n');
}
