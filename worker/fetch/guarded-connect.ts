import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { SecureContext } from 'node:tls';
import { buildConnector, errors } from 'undici';
import { isPublicAddress } from './address-kind.ts';

/** Every address of a name. Rejects as `dns.lookup` does. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>;

/** Where to, and whether HTTP/2 is out of the question there (a proxy). */
export type SocketTarget = buildConnector.Options & { readonly onlyHttp1?: boolean };

/** Opens a connection to one of these addresses and to nothing else; TLS when the protocol is 'https:', over `httpSocket` where there is one. Gives up after `timeoutMs`. */
export type OpenSocket = (
  target: SocketTarget,
  addresses: readonly LookupAddress[],
  timeoutMs: number,
  callback: buildConnector.Callback,
) => void;

/** Which side of the guard a connector serves. Connections are pooled per side, so that none is ever used for the other. */
export type Reach = 'public' | 'local';

/** The name leads to no address on the connector's side of the guard. */
export class OutOfReachError extends Error {
  readonly addresses: readonly string[];

  constructor(addresses: readonly string[]) {
    super(`refused to connect to ${addresses.join(', ')}`);
    this.addresses = addresses;
  }
}

/**
 * A connector that resolves the name itself, keeps the addresses on its side of the guard and connects to those and nothing else: what was
 * checked is what is dialled, however often the name changes its address (N2).
 */
export function createGuardedConnector(options: {
  readonly reach: Reach;
  readonly lookup: Lookup;
  readonly openSocket: OpenSocket;
  readonly connectMs: number;
}): buildConnector.connector {
  const { reach, lookup, openSocket, connectMs } = options;

  const resolve = async (hostname: string): Promise<readonly LookupAddress[]> => {
    const family = isIP(hostname);
    const addresses = family === 0 ? await lookup(hostname) : [{ address: hostname, family }];
    const allowed = addresses.filter(({ address }) => isPublicAddress(address) === (reach === 'public'));
    if (allowed.length === 0) throw new OutOfReachError(addresses.map(({ address }) => address));
    return allowed;
  };

  return (target, callback) => {
    const startedAt = performance.now();
    let isOver = false;
    const finish: buildConnector.Callback = (...[error, socket]) => {
      clearTimeout(timer);
      if (isOver) socket?.destroy();
      else if (error === null) callback(null, socket);
      else callback(error, null);
      isOver = true;
    };
    const timer = setTimeout(() => finish(new errors.ConnectTimeoutError(`no connection within ${connectMs} ms`), null), connectMs);
    resolve(target.hostname).then(
      addresses => {
        if (!isOver) openSocket(target, addresses, Math.max(1, connectMs - (performance.now() - startedAt)), finish);
      },
      (error: Error) => finish(error, null),
    );
  };
}

/** Real sockets: tries IPv6 and IPv4 side by side, speaks HTTP/2 where the server prefers it. */
export function createSocketOpener(trust: () => SecureContext): OpenSocket {
  return ({ onlyHttp1 = false, ...target }, addresses, timeoutMs, callback) => {
    const pinned: LookupFunction = (_hostname, { all }, done) => {
      if (all === true) done(null, [...addresses]);
      else done(null, addresses[0]?.address ?? '', addresses[0]?.family);
    };
    const connect = buildConnector({
      lookup: pinned,
      timeout: timeoutMs,
      allowH2: !onlyHttp1,
      autoSelectFamily: true,
      // One connector per connection: there is no later one that could resume its session.
      maxCachedSessions: 0,
      // Said here, so that no environment variable says otherwise.
      ...(target.protocol === 'https:' ? { secureContext: trust(), rejectUnauthorized: true } : {}),
    });
    connect(target, callback);
  };
}
