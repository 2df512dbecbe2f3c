import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import type { ReaderEvent } from '../protocol/host.ts';
import { type ControlAnswer, type ControlGreeting, type ControlMethods, readJsonLines, writeJsonLine } from './control-lines.ts';
import { claimControlPath } from './control-path.ts';
import type { HostLog } from './host-log.ts';
import type { Relay } from './relay.ts';
import { failed, hostFault } from './wire-errors.ts';
import { protocolVersion } from './worker-session.ts';

interface ControlServerNeeds {
  /** The profile must be owned by the caller: start this when the worker is ready, never before. */
  readonly profileDir: string;
  readonly greeting: Omit<ControlGreeting, 'protocol'>;
  readonly relay: Relay;
  /** They get what the socket sent, and read it as input. */
  readonly duties: { readonly [M in keyof ControlMethods]: (params: unknown) => ReturnType<ControlMethods[M]> };
  readonly onEvent: (listener: (event: ReaderEvent) => void) => () => void;
  readonly log: HostLog;
}

export interface ControlServer {
  readonly path: string;
  close(): Promise<void>;
}

const mostConnections = 32;
/** A subscriber that does not read is let go before its events fill the memory. */
const mostUnread = 4 * 1024 * 1024;

/** Lets a second start and the command line talk to the owner of the profile, over a socket that only its user can reach (0600). */
export async function startControlServer(needs: ControlServerNeeds): Promise<ControlServer> {
  const { profileDir, greeting, log } = needs;
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    writeJsonLine(socket, { ...greeting, protocol: protocolVersion } satisfies ControlGreeting);
    serve(socket, needs);
  });
  server.maxConnections = mostConnections;
  const path = claimControlPath(profileDir);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  server.on('error', error => log.add('warn', `control socket: ${error.message}`));

  return {
    path,
    close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      for (const socket of sockets) socket.destroySoon();
      if (process.platform !== 'win32') rmSync(path, { force: true });
      return closed;
    },
  };
}

function serve(socket: Socket, { relay, duties, onEvent }: ControlServerNeeds): void {
  const cancels = new Map<number, AbortController>();
  let unsubscribe: (() => void) | null = null;

  function subscribe(): void {
    unsubscribe ??= onEvent(event => {
      if (socket.writableLength > mostUnread) socket.destroy();
      else writeJsonLine(socket, { event } satisfies ControlAnswer);
    });
  }

  async function call(id: number, method: string, params: unknown): Promise<void> {
    const cancel = new AbortController();
    cancels.set(id, cancel);
    const outcome = isDuty(method, duties) ? runDuty(() => duties[method](params)) : await relay(method, params, cancel.signal);
    cancels.delete(id);
    writeJsonLine(socket, { id, outcome } satisfies ControlAnswer);
  }

  socket.once('close', () => {
    unsubscribe?.();
    // Whoever asked is gone, so a refresh on its behalf ends as well.
    for (const cancel of cancels.values()) cancel.abort();
  });
  readJsonLines(socket, value => {
    if (typeof value !== 'object' || value === null) return socket.destroy();
    if ('subscribe' in value) return subscribe();
    if ('cancel' in value && typeof value.cancel === 'number') return cancels.get(value.cancel)?.abort();
    const { id, method, params } = value as { id?: unknown; method?: unknown; params?: unknown };
    if (typeof id !== 'number' || typeof method !== 'string') return socket.destroy();
    void call(id, method, params);
  });
}

function isDuty(method: string, duties: object): method is keyof ControlMethods {
  return Object.hasOwn(duties, method);
}

function runDuty(duty: () => unknown) {
  try {
    return { ok: true as const, result: duty() };
  } catch (thrown) {
    return failed(hostFault(thrown));
  }
}
