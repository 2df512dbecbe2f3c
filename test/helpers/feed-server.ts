import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

/** What a path answers. Every field is optional: `{}` is an empty 200. */
interface Script {
  readonly status?: number;
  /** Sent as they are, in this order; they win over those the script makes itself. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A function is asked anew for every request. */
  readonly body?: string | Uint8Array | (() => string | Uint8Array);
  readonly type?: string;
  /** Sent as ETag; a request with exactly this If-None-Match gets a 304. */
  readonly etag?: string;
  /** Sent as Last-Modified; a request without If-None-Match and with exactly this If-Modified-Since gets a 304. */
  readonly lastModified?: string;
  readonly encoding?: 'gzip' | 'deflate' | 'br' | 'zstd';
  /** Location; the status is 302 unless given. A path is made absolute against this server. */
  readonly redirect?: string;
  /** Before the headers. */
  readonly delayMs?: number;
  /** The body in pieces. */
  readonly drip?: { readonly bytes: number; readonly everyMs: number };
  /** Announces the whole body, sends only this many bytes and cuts the connection. */
  readonly truncateAt?: number;
  /** The body over and over, as fast as it is taken, until the client goes away. */
  readonly endless?: boolean;
  /** 'reset': cuts the connection without an answer. 'silent': never answers. */
  readonly fault?: 'reset' | 'silent';
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

interface LoggedRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** Path with the query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** Names and values by turns, exactly as sent. */
  readonly rawHeaders: readonly string[];
  readonly at: number;
  /** Status answered, null while none was. */
  readonly status: number | null;
  /** When the answer ended or the client went away, null before. */
  readonly endedAt: number | null;
  /** The whole answer was handed to the system. */
  readonly wasFinished: boolean;
}

export interface FeedServer {
  /** 'http://127.0.0.1:PORT', no slash at the end. */
  readonly origin: string;
  readonly port: number;
  /** Every request so far, oldest first, also those to paths without a script (they get 404). */
  readonly log: readonly LoggedRequest[];
  /** How many connections were opened so far. */
  readonly connections: number;
  /** Sets what a path answers. A list is used up one per request; its last stays. */
  on(path: string, script: Script | Handler | readonly (Script | Handler)[]): void;
  /** Requests to that path so far. */
  requests(path: string): readonly LoggedRequest[];
  /** Resolves once the path was asked that many times. */
  waitForRequests(path: string, count: number): Promise<void>;
  /** Resolves once every answer so far has ended, by us or by the client. */
  waitForQuiet(): Promise<void>;
  /** Cuts all connections and stops listening. */
  close(): Promise<void>;
}

export interface FeedServerOptions {
  /** A loopback address: 127.x.x.x (default 127.0.0.1) or ::1. */
  readonly address?: string;
  readonly port?: number;
  /** PEM texts: serve https, HTTP/2 where the client wants it. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

const compress = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync };

/** A scripted HTTP server on loopback, for tests and benches. */
export async function startFeedServer(options: FeedServerOptions = {}): Promise<FeedServer> {
  const address = options.address ?? '127.0.0.1';
  const scripts = new Map<string, (Script | Handler)[]>();
  const log: { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] }[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let connections = 0;

  const notify = () => {
    for (const check of waiting) check();
  };
  const until = (isTrue: () => boolean) =>
    new Promise<void>(resolve => {
      const check = () => {
        if (!isTrue()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? '/';
    const path = url.split('?', 1)[0] ?? '/';
    const { method = '', headers, rawHeaders } = request;
    const logged: (typeof log)[number] = {
      method,
      path,
      url,
      headers,
      rawHeaders,
      at: Date.now(),
      status: null,
      endedAt: null,
      wasFinished: false,
    };
    log.push(logged);
    response.on('close', () => {
      logged.endedAt = Date.now();
      logged.wasFinished = response.writableFinished;
      if (response.headersSent) logged.status = response.statusCode;
      notify();
    });
    // An HTTP/2 stream that the client has reset stays open for what is still to be written.
    request.on('aborted', () => response.destroy());
    const queue = scripts.get(path) ?? [];
    const script = queue.length > 1 ? queue.shift() : queue[0];
    notify();
    if (typeof script === 'function') await script(request, response);
    else await play(script ?? { status: 404, body: 'not found', type: 'text/plain' }, request, response, origin);
    if (response.headersSent) logged.status = response.statusCode;
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => response.destroy());
  };

  const server =
    options.tls === undefined ? createServer(listener) : createSecureServer({ ...options.tls, allowHTTP1: true }, listener as never);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, address, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `${options.tls === undefined ? 'http' : 'https'}://${address.includes(':') ? `[${address}]` : address}:${port}`;

  return {
    origin,
    port,
    log,
    get connections() {
      return connections;
    },
    on(path, script) {
      scripts.set(path, Array.isArray(script) ? [...script] : [script as Script | Handler]);
    },
    requests: path => log.filter(request => request.path === path),
    waitForRequests: (path, count) => until(() => log.filter(request => request.path === path).length >= count),
    waitForQuiet: () => until(() => log.every(request => request.endedAt !== null)),
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Gives the scripted answer. */
async function play(script: Script, request: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
  if (script.fault === 'silent') return;
  if (script.fault === 'reset') {
    request.socket.destroy();
    return;
  }
  if (script.delayMs !== undefined) await pause(script.delayMs, response);
  if (response.destroyed) return;

  const headers: Record<string, string | readonly string[]> = {};
  if (script.type !== undefined) headers['Content-Type'] = script.type;
  if (script.etag !== undefined) headers.ETag = script.etag;
  if (script.lastModified !== undefined) headers['Last-Modified'] = script.lastModified;
  if (script.redirect !== undefined) headers.Location = script.redirect.startsWith('/') ? `${origin}${script.redirect}` : script.redirect;
  if (script.encoding !== undefined) headers['Content-Encoding'] = script.encoding;
  const status = isStillFresh(script, request) ? 304 : (script.status ?? (script.redirect === undefined ? 200 : 302));

  const plain = typeof script.body === 'function' ? script.body() : (script.body ?? '');
  const bytes = script.encoding === undefined ? Buffer.from(plain) : compress[script.encoding](Buffer.from(plain));
  if (status !== 304 && script.endless !== true && script.drip === undefined) headers['Content-Length'] = String(bytes.length);
  for (const [name, value] of Object.entries({ ...headers, ...script.headers })) response.setHeader(name, value);
  response.writeHead(status);
  if (status === 304 || request.method === 'HEAD') response.end();
  else if (script.endless === true) flood(response, bytes);
  else if (script.drip !== undefined) await drip(response, bytes, script.drip);
  else if (script.truncateAt !== undefined) response.write(bytes.subarray(0, script.truncateAt), () => request.socket.destroy());
  else response.end(bytes);
}

function isStillFresh(script: Script, request: IncomingMessage): boolean {
  const ifNoneMatch = request.headers['if-none-match'];
  if (ifNoneMatch !== undefined) return script.etag !== undefined && ifNoneMatch === script.etag;
  return script.lastModified !== undefined && request.headers['if-modified-since'] === script.lastModified;
}

function flood(response: ServerResponse, bytes: Buffer): void {
  const piece = Buffer.concat(Array.from({ length: Math.ceil(65_536 / Math.max(1, bytes.length)) }, () => bytes));
  const pour = () => {
    while (!response.destroyed) if (!response.write(piece)) return;
  };
  response.on('drain', pour);
  pour();
}

async function drip(response: ServerResponse, bytes: Buffer, pace: { readonly bytes: number; readonly everyMs: number }): Promise<void> {
  for (let from = 0; from < bytes.length && !response.destroyed; from += pace.bytes) {
    response.write(bytes.subarray(from, from + pace.bytes));
    await pause(pace.everyMs, response);
  }
  response.end();
}

/** Ends early when the client goes away, so that no timer outlives a test. */
function pause(ms: number, response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    response.on('close', done);
  });
}
