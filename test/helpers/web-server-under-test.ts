import { connect } from 'node:net';
import { startWebServer, type WebServer } from '../../headless/web/web-server.ts';
import { createHostLog } from '../../worker/host/host-log.ts';
import type { HostTimers } from '../../worker/host/host-timers.ts';
import type { WorkerHost } from '../../worker/host/worker-host.ts';
import type { ReaderEvent } from '../../worker/protocol/host.ts';

export interface ServerUnderTest {
  readonly server: WebServer;
  readonly origin: string;
  /** Calls that reached the relay. */
  readonly calls: unknown[][];
  /** What was asked of the worker for pictures. */
  readonly pictures: unknown[][];
  /** Sends the text as it is and gives all that came back until the server hung up, or was silent after an answer. */
  raw(text: string | Buffer): Promise<string>;
  session(): Promise<{ readonly key: string; readonly ticket: string }>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

interface Options {
  readonly timers?: HostTimers;
  readonly patience?: { readonly headersMs: number; readonly requestMs: number };
  readonly host?: '127.0.0.1' | '::1';
}

const page = { type: 'text/html; charset=utf-8', bytes: Buffer.from('<!doctype html><title>Freshet</title>') };

export async function serveWeb(options: Options = {}): Promise<ServerUnderTest> {
  const calls: unknown[][] = [];
  const pictures: unknown[][] = [];
  const health: ReaderEvent = { name: 'host.health', payload: { state: 'ready', pid: 1, restarts: 0 } };
  const server = await startWebServer({
    relay: async (...call) => {
      calls.push(call);
      return { ok: true, result: 'called' };
    },
    worker: {
      request: async (...call: unknown[]) => {
        pictures.push(call);
        return { ok: true, result: { type: 'image/png', bytes: Uint8Array.from([137, 80, 78, 71]) } };
      },
    } as unknown as WorkerHost,
    files: new Map([
      ['/', page],
      ['/index.html', page],
      ['/assets/main.js', { type: 'text/javascript; charset=utf-8', bytes: Buffer.from('1') }],
    ]),
    firstEvents: () => [health],
    log: createHostLog({ file: null }),
    port: 0,
    ...options,
  });
  const origin = `http://${options.host === '::1' ? '[::1]' : '127.0.0.1'}:${server.port}`;

  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(origin + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Freshet': '1', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  return {
    server,
    origin,
    calls,
    pictures,
    post,
    raw: text =>
      new Promise(resolve => {
        const socket = connect(server.port, options.host ?? '127.0.0.1');
        let answer = '';
        socket.setEncoding('latin1');
        socket.on('data', (data: string) => {
          answer += data;
          if (answer.includes('\r\n\r\n')) socket.end();
        });
        socket.on('error', () => {});
        socket.once('close', () => resolve(answer));
        socket.write(text);
      }),
    async session() {
      const token = new URL(server.address()).hash.slice('#token='.length);
      const { result } = (await (await post('/session', { token })).json()) as { result: { key: string; ticket: string } };
      return result;
    },
  };
}
