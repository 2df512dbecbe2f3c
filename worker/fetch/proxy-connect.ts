import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { basicHeader } from './credentials.ts';
import type { Lookup, OpenSocket } from './guarded-connect.ts';
import { ProxyError } from './proxy-failure.ts';
import type { HttpProxy } from './proxy-route.ts';

export interface ProxyNeeds {
  readonly proxy: HttpProxy;
  readonly lookup: Lookup;
  readonly openSocket: OpenSocket;
  readonly connectMs: number;
  readonly headerBytes: number;
}

/** A connection to the proxy itself. Its address is the user's word, and may be local. */
export function createProxyConnector({ proxy, lookup, openSocket, connectMs }: ProxyNeeds): buildConnector.connector {
  const url = new URL(proxy.url);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return (_target, callback) => {
    const fail = (cause: unknown) => callback(new ProxyError('unreachable', placeOf(proxy), { cause }), null);
    const family = isIP(hostname);
    const found = family === 0 ? lookup(hostname) : Promise.resolve([{ address: hostname, family }]);
    found.then(addresses => {
      const target = { hostname, host: url.host, protocol: url.protocol, port, onlyHttp1: true };
      openSocket(target, addresses, connectMs, (...[error, socket]) => (error === null ? callback(null, socket) : fail(error)));
    }, fail);
  };
}

/** A connection through the proxy to an https server: CONNECT, then TLS with the server itself. */
export function createTunnelConnector(needs: ProxyNeeds): buildConnector.connector {
  const { proxy, openSocket, connectMs, headerBytes } = needs;
  const connectToProxy = createProxyConnector(needs);
  return (target, callback) => {
    const startedAt = performance.now();
    const timeLeft = () => Math.max(1, connectMs - (performance.now() - startedAt));
    connectToProxy(target, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      openTunnel({ proxy, socket, target, timeoutMs: timeLeft(), headerBytes }).then(
        httpSocket => openSocket({ ...target, httpSocket }, [], timeLeft(), callback),
        (failure: Error) => {
          socket.destroy();
          callback(failure, null);
        },
      );
    });
  };
}

export function proxyAuthorization({ login }: HttpProxy): Record<string, string> {
  return login === null ? {} : { 'proxy-authorization': basicHeader(login.username, login.password) };
}

export function placeOf({ url }: HttpProxy): string {
  return new URL(url).host;
}

interface Tunnel {
  readonly proxy: HttpProxy;
  readonly socket: Socket;
  readonly target: buildConnector.Options;
  readonly timeoutMs: number;
  readonly headerBytes: number;
}

function openTunnel({ proxy, socket, target, timeoutMs, headerBytes }: Tunnel): Promise<Socket> {
  const name = isIP(target.hostname) === 6 ? `[${target.hostname}]` : target.hostname;
  const place = `${name}:${target.port || 443}`;
  return new Promise((resolve, reject) => {
    const asked = request({
      method: 'CONNECT',
      path: place,
      headers: { host: place, ...proxyAuthorization(proxy) },
      createConnection: () => socket,
      maxHeaderSize: headerBytes,
    });
    const timer = setTimeout(() => asked.destroy(new Error(`no answer to CONNECT within ${timeoutMs} ms`)), timeoutMs);
    asked.once('connect', ({ statusCode = 0 }, _socket, head) => {
      clearTimeout(timer);
      if (statusCode < 200 || statusCode > 299) return reject(refusal(proxy, statusCode));
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asked.once('error', cause => {
      clearTimeout(timer);
      reject(new ProxyError('unreachable', placeOf(proxy), { cause }));
    });
    asked.end();
  });
}

function refusal(proxy: HttpProxy, status: number): ProxyError {
  const hadLogin = proxy.login !== null;
  if (status === 407) return new ProxyError('wants-login', placeOf(proxy), { status, hadLogin });
  const reason = status === 502 || status === 503 || status === 504 ? 'cannot-reach' : 'refuses';
  return new ProxyError(reason, placeOf(proxy), { status });
}
