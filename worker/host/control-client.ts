import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Outcome } from '../protocol/errors.ts';
import type { ReaderEvent } from '../protocol/host.ts';
import { type ControlAnswer, type ControlGreeting, type ControlRequest, readJsonLines, writeJsonLine } from './control-lines.ts';
import { controlPath, isPrivateDir } from './control-path.ts';
import { callCancelled, failed, wireError } from './wire-errors.ts';
import { protocolVersion } from './worker-session.ts';

export interface ControlClient {
  readonly greeting: ControlGreeting;
  /** Always settles, and never rejects. */
  request(method: string, params: unknown, signal?: AbortSignal): Promise<Outcome>;
  onEvent(listener: (event: ReaderEvent) => void): void;
  close(): void;
}

export type ControlConnection =
  | { readonly kind: 'connected'; readonly client: ControlClient }
  /** Nobody listens: the profile is free, or its owner is just starting or ending. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'other-version'; readonly version: string };

const greetingWithinMs = 3_000;

/** Talks to the running Freshet that owns this profile. */
export async function connectControl(profileDir: string): Promise<ControlConnection> {
  const path = controlPath(profileDir);
  if (path === null || (process.platform !== 'win32' && !isPrivateDir(dirname(path)))) return { kind: 'nobody' };
  const socket = connect(path);
  const greeting = await firstLine(socket);
  if (greeting === null) {
    socket.destroy();
    return { kind: 'nobody' };
  }
  if (greeting.protocol === protocolVersion) return { kind: 'connected', client: createClient(socket, greeting) };
  socket.destroy();
  return { kind: 'other-version', version: greeting.freshet };
}

const handlers = new WeakMap<Socket, (value: unknown) => void>();

function firstLine(socket: Socket): Promise<ControlGreeting | null> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, greetingWithinMs, null);
    const nobody = () => {
      clearTimeout(timer);
      resolve(null);
    };
    socket.on('error', nobody);
    socket.once('close', nobody);
    readJsonLines(socket, value => {
      const handler = handlers.get(socket);
      if (handler) return handler(value);
      clearTimeout(timer);
      resolve(isGreeting(value) ? value : null);
    });
  });
}

function isGreeting(value: unknown): value is ControlGreeting {
  return typeof value === 'object' && value !== null && 'freshet' in value && 'protocol' in value && 'host' in value;
}

function createClient(socket: Socket, greeting: ControlGreeting): ControlClient {
  const open = new Map<number, (outcome: Outcome) => void>();
  const listeners: ((event: ReaderEvent) => void)[] = [];
  let nextId = 1;
  const lost = () => failed(wireError('worker-stopped', 'Freshet was closed before it had answered.', 'control socket closed'));

  function settle(id: number, outcome: Outcome): void {
    open.get(id)?.(outcome);
    open.delete(id);
  }

  handlers.set(socket, value => {
    const answer = value as ControlAnswer;
    if ('event' in answer) for (const listener of listeners) listener(answer.event);
    else settle(answer.id, answer.outcome);
  });
  socket.once('close', () => {
    for (const id of [...open.keys()]) settle(id, lost());
  });

  return {
    greeting,
    request(method, params, signal) {
      if (signal?.aborted) return Promise.resolve(failed(callCancelled()));
      if (socket.destroyed) return Promise.resolve(lost());
      return new Promise(resolve => {
        const id = nextId++;
        open.set(id, resolve);
        writeJsonLine(socket, { id, method, params } satisfies ControlRequest);
        signal?.addEventListener('abort', () => writeJsonLine(socket, { cancel: id } satisfies ControlRequest), { once: true });
      });
    },
    onEvent(listener) {
      if (listeners.length === 0) writeJsonLine(socket, { subscribe: true } satisfies ControlRequest);
      listeners.push(listener);
    },
    close() {
      socket.destroySoon();
    },
  };
}
