import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contentPolicy } from '../../worker/host/content-policy.ts';
import type { HostLog } from '../../worker/host/host-log.ts';
import { type HostTimers, systemTimers } from '../../worker/host/host-timers.ts';
import type { Relay } from '../../worker/host/relay.ts';
import { failed, hostFault } from '../../worker/host/wire-errors.ts';
import type { WorkerHost } from '../../worker/host/worker-host.ts';
import type { ReaderEvent } from '../../worker/protocol/host.ts';
import { createEventStreams } from './event-streams.ts';
import { readJsonBody } from './json-body.ts';
import { headerValues, refuseRequest } from './origin-check.ts';
import { isOtherUsers } from './peer-owner.ts';
import { createPictureTickets } from './picture-tickets.ts';
import { servePicture } from './pictures.ts';
import { json, refuse, stranger, text, tooMany } from './replies.ts';
import { createSessions } from './sessions.ts';
import type { StaticFile } from './static-files.ts';
import { createTokenBucket } from './token-bucket.ts';

interface WebServerNeeds {
  readonly relay: Relay;
  readonly worker: Pick<WorkerHost, 'request'>;
  readonly files: ReadonlyMap<string, StaticFile>;
  /** What a page that connects must know first. */
  readonly firstEvents: () => readonly ReaderEvent[];
  readonly log: HostLog;
  /** 0: the system chooses. */
  readonly port: number;
  readonly host?: '127.0.0.1' | '::1';
  readonly timers?: HostTimers;
  /** For tests of slow requests. */
  readonly patience?: { readonly headersMs: number; readonly requestMs: number };
}

export interface WebServer {
  readonly port: number;
  /** A fresh one-time address. */
  address(): string;
  tell(event: ReaderEvent): void;
  close(): Promise<void>;
}

const callLimit = 1024 * 1024;
/** An OPML file of 32 MiB, with room for what JSON escapes. */
const importLimit = 48 * 1024 * 1024;
const mostConnections = 128;

/** Every answer carries these (B4): the page may load nothing but its own files, and nothing of it is kept. */
const commonHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentPolicy('web'),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), display-capture=(), usb=(), serial=(), hid=()',
};

/** Serves the window to browsers on this computer. @throws (rejects) when the port cannot be had. */
export async function startWebServer(needs: WebServerNeeds): Promise<WebServer> {
  const { relay, worker, files, log, host = '127.0.0.1', timers = systemTimers } = needs;
  const { headersMs, requestMs } = needs.patience ?? { headersMs: 5_000, requestMs: 30_000 };
  const sessions = createSessions(timers.now);
  const tickets = createPictureTickets(sessions, timers.now);
  const streams = createEventStreams({ timers, issueTicket: tickets.issue, firstEvents: needs.firstEvents });
  const strangers = createTokenBucket(100, timers.now);
  let port = 0;

  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: 30_000,
      // Each look wakes the process: a connection that is too slow is closed after once to twice its time.
      connectionsCheckingInterval: headersMs,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value);
      answer(request, response).catch((thrown: unknown) => {
        log.add('error', `web: ${hostFault(thrown).detail}`);
        if (response.headersSent) response.destroy();
        else json(response, 500, failed(hostFault(thrown)));
      });
    },
  );
  server.maxConnections = mostConnections;
  server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
  server.on('connect', (_request, socket) => socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n'));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refuseRequest(request, port);
    if (refusal !== null) return text(response, 403, refusal);
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (request.method === 'POST') return post(path, request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD, POST');
      return text(response, 405, 'Not here.');
    }
    if (path === '/events' && request.method === 'GET') return events(request, response);
    if (/^\/(?:picture|icon)\//u.test(path)) return servePicture(request, response, { tickets, worker });
    return file(path, request.method === 'HEAD', response);
  }

  function file(path: string, isHead: boolean, response: ServerResponse): void {
    const found = files.get(path);
    if (strangers.take() > 0) {
      tooMany(response);
    } else if (found) {
      response.writeHead(200, { 'Content-Type': found.type, 'Content-Length': found.bytes.length });
      response.end(isHead ? undefined : found.bytes);
    } else {
      text(response, 404, 'There is nothing at this address.');
    }
  }

  function events(request: IncomingMessage, response: ServerResponse): void {
    const session = sessions.find(request.headers.authorization);
    if (!session) stranger(response);
    else if (session.calls.take() > 0) tooMany(response);
    else streams.open(response, session);
  }

  async function post(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page of another origin cannot send this header without asking first, and is never told that it may.
    if (headerValues(request.rawHeaders, 'x-freshet')[0] !== '1') return refuse(response, 403, 'The header X-Freshet is missing.');
    if (path === '/session') return exchange(request, response);
    const session = sessions.find(request.headers.authorization);
    if (!session) return stranger(response);
    if (session.calls.take() > 0) return tooMany(response);
    if (path === '/ticket') return json(response, 200, { ok: true, result: { ticket: tickets.issue(session) } });
    if (path === '/call') return call(request, response, callLimit, null);
    if (path === '/call/opml.import' || path === '/call/opml.preview')
      return call(request, response, importLimit, path.slice('/call/'.length));
    return refuse(response, 404, 'There is nothing at this address.');
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (strangers.take() > 0) return tooMany(response);
    const body = await readJsonBody(request, 4_096);
    if (body.kind === 'refused') return refuse(response, body.status, 'A session begins with { token }.');
    const token = field(body.value, 'token');
    if (isOtherUsers(request.socket)) return refuse(response, 403, 'Another user of this computer runs this Freshet.');
    const redeemed = typeof token === 'string' ? sessions.redeem(token) : null;
    if (redeemed === null) return stranger(response);
    json(response, 200, { ok: true, result: { key: redeemed.key, ticket: tickets.issue(redeemed.session) } });
  }

  async function call(request: IncomingMessage, response: ServerResponse, limit: number, onlyMethod: string | null): Promise<void> {
    const body = await readJsonBody(request, limit);
    if (body.kind === 'refused') return refuse(response, body.status, 'A call is JSON: { method, params }.');
    const method = field(body.value, 'method');
    if (onlyMethod !== null && method !== onlyMethod) return refuse(response, 400, `Only ${onlyMethod} is called here.`);
    json(response, 200, await relay(method, field(body.value, 'params')));
  }

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(needs.port, host, resolve);
    });
  } catch (thrown) {
    streams.close();
    throw thrown;
  }
  server.on('error', error => log.add('warn', `web: ${error.message}`));
  port = (server.address() as AddressInfo).port;

  return {
    port,
    address: () => `http://${host === '::1' ? '[::1]' : host}:${port}/#token=${sessions.issueToken()}`,
    tell: streams.tell,
    close() {
      streams.close();
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
