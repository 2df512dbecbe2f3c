import type { Socket } from 'node:net';
import type { Outcome } from '../protocol/errors.ts';
import type { ReaderEvent } from '../protocol/host.ts';

/** The control socket speaks lines of JSON. First line of the owner: who it is. */
export interface ControlGreeting {
  readonly freshet: string;
  readonly protocol: number;
  readonly host: 'electron' | 'web';
}

export type ControlRequest =
  | { readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly cancel: number }
  | { readonly subscribe: true };

export type ControlAnswer = { readonly id: number; readonly outcome: Outcome } | { readonly event: ReaderEvent };

/** What only the control socket can ask, beside the methods of the worker and of the host. */
export interface ControlMethods {
  /** A fresh one-time address of the running web host; null where the reader is a window of its own. */
  'host.address'(params: Readonly<Record<string, never>>): { readonly address: string | null };
  /** Raises the window. False where there is none to raise. */
  'host.activate'(params: Readonly<Record<string, never>>): { readonly activated: boolean };
  /** Links to feeds that another start was given: the window asks about them. */
  'host.handOver'(params: { readonly addresses: readonly string[] }): { readonly taken: number };
}

/** An OPML file of 32 MiB, with room for what JSON escapes. */
const longestLine = 48 * 1024 * 1024;

/** Calls back for every line that is JSON; ends the connection at the first that is not, or is too long. */
export function readJsonLines(socket: Socket, onValue: (value: unknown) => void): void {
  let parts: Buffer[] = [];
  let length = 0;
  socket.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(10, from); end !== -1; end = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, end));
      const line = Buffer.concat(parts).toString('utf8');
      parts = [];
      length = 0;
      from = end + 1;
      try {
        onValue(JSON.parse(line));
      } catch {
        socket.destroy();
        return;
      }
    }
    parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > longestLine) socket.destroy();
  });
}

export function writeJsonLine(socket: Socket, value: unknown): void {
  if (!socket.destroyed && socket.writable) socket.write(`${JSON.stringify(value)}\n`);
}
