import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { type Clock, systemClock } from '../clock.ts';
import { FeedError } from '../errors.ts';
import { hostAndPort, isLoopbackHost, isPublicAddress } from './address-kind.ts';
import { readAnswer } from './answer.ts';
import { createTrust } from './certificates.ts';
import { type Credentials, splitCredentials } from './credentials.ts';
import {
  createGuardedConnector,
  createSocketOpener,
  type Lookup,
  type OpenSocket,
  OutOfReachError,
  type Reach,
} from './guarded-connect.ts';
import { createGate, defaultHostLimits, type HostLimits, type Place, type Start } from './host-limits.ts';
import { defaultLimits, type FetchLimits } from './limits.ts';
import { loginFailure } from './login-failure.ts';
import { hasNetwork, networkFailure } from './network-failures.ts';
import { createProxiedRequests } from './proxied.ts';
import { guardProxied } from './proxied-guard.ts';
import { ProxyError } from './proxy-failure.ts';
import { direct, type FindRoutes } from './proxy-route.ts';
import { startTrail } from './redirects.ts';
import type { Fetcher, FetchMeter, FetchRequest, FetchResult } from './request.ts';
import { requestHeaders } from './request-headers.ts';

export interface FetcherOptions {
  /** 'Freshet/1.2.3 (+https://contact.page)' (P13). */
  readonly userAgent: string;
  /** The wall clock, for dates in headers. */
  readonly now: () => number;
  readonly limits?: Partial<FetchLimits>;
  readonly hostLimits?: Partial<HostLimits>;
  /** For the spacing of starts and the limit on a request as a whole. */
  readonly clock?: Pick<Clock, 'monotonic' | 'after'>;
  /** No host spacing for confirmed loopback addresses: tests and benches only. */
  readonly liftLimitsForLoopback?: boolean;
  /** Certificate authorities to trust besides those of Node and the system, PEM. */
  readonly certificates?: readonly string[];
  readonly lookup?: Lookup;
  readonly openSocket?: OpenSocket;
  /** By which way a server is reached; direct when it is not said. Confirmed local hosts are always reached directly. */
  readonly findRoutes?: FindRoutes;
  /** Whether a network is up, asked when a name cannot be resolved. */
  readonly isOnline?: () => boolean;
}

export type OpenFetcher = Fetcher & {
  meter(): FetchMeter;
  /** N8. */
  onBattery(isOnBattery: boolean): void;
  /** Why the last request by way of a proxy failed, in words; null when it went well, or there was none. */
  proxyFailure(): string | null;
  forgetProxyFailure(): void;
  close(): Promise<void>;
};

/** The one fetch function of the worker (N1). Keeps connections for a few seconds; `close` ends them all, requests under way included. */
export function createFetcher(options: FetcherOptions): OpenFetcher {
  const { userAgent, now, clock = systemClock, liftLimitsForLoopback = false, isOnline = hasNetwork } = options;
  const findRoutes: FindRoutes = options.findRoutes ?? (() => Promise.resolve([direct]));
  const limits = { ...defaultLimits, ...options.limits };
  const hostLimits = { ...defaultHostLimits, ...options.hostLimits };
  const gate = createGate(hostLimits, clock);
  const lookup = options.lookup ?? (hostname => systemLookup(hostname, { all: true, order: 'verbatim' }));
  const openSocket = options.openSocket ?? createSocketOpener(createTrust(options.certificates ?? []));
  const agents = createAgents({ lookup, openSocket, limits, hostLimits });
  const proxied = createProxiedRequests({ lookup, openSocket, limits, hostLimits });
  let lastProxyFailure: string | null = null;
  const meter = { requests: 0, bytes: 0 };

  const fetch: Fetcher = async request => {
    const credentials = splitCredentials(parseAddress(request.url), request.access ?? null);
    const place = await gate.enter(startAt(request, credentials.url), request.signal);
    const stop = new AbortController();
    const cancel = () => stop.abort(new FeedError('cancelled', 'Cancelled.'));
    const cancelTimer = clock.after(limits.totalMs, () => stop.abort(tookTooLong(credentials.url)));
    request.signal?.addEventListener('abort', cancel, { once: true });
    if (request.signal?.aborted) cancel();
    try {
      return await followHops(request, credentials, place, stop.signal);
    } finally {
      cancelTimer();
      request.signal?.removeEventListener('abort', cancel);
      place.leave();
    }
  };

  const startAt = (request: FetchRequest, url: URL): Start => {
    const isLifted = liftLimitsForLoopback && isLoopbackHost(url.hostname) && request.confirmedLocalHosts.has(hostAndPort(url));
    return {
      host: url.hostname,
      isSpaced: request.purpose === 'feed' && !isLifted,
      isUrgent: request.isUrgent === true || request.purpose === 'picture',
    };
  };

  /** From hop to hop until there is an answer. */
  const followHops = async (request: FetchRequest, credentials: Credentials, place: Place, signal: AbortSignal): Promise<FetchResult> => {
    let trail = startTrail(credentials.url);
    let wasPublic = false;
    for (let isFirst = true; ; isFirst = false) {
      const { url } = trail;
      const hop = countHop(url, request.onRequest);
      try {
        const headers = requestHeaders(request, userAgent, credentials.at(url));
        const mayBeLocal = !wasPublic && request.confirmedLocalHosts.has(hostAndPort(url));
        const { answer, reach } = await send(url, headers, mayBeLocal, signal);
        wasPublic ||= reach === 'public';
        hop.answered(answer.statusCode);
        place.heard(hostLimits.silentBytes);
        const heard = (bytes: number) => {
          hop.heard(bytes);
          place.heard(bytes);
        };
        const outcome = await readAnswer(answer, { request, trail, limits, now: now(), heard });
        if (outcome.kind !== 'redirect') return { ...outcome, movedTo: credentials.restore(outcome.movedTo) };
        trail = outcome.trail;
      } catch (error) {
        const failure = failureOf(error, request, url, isFirst, credentials);
        if (failure.code === 'proxy') lastProxyFailure = failure.message;
        throw isFirst ? failure : failure.seen({ redirect: { url: url.href, isRefused: error instanceof OutOfReachError } });
      } finally {
        hop.end();
      }
      if (trail.url.hostname !== url.hostname) await place.move(startAt(request, trail.url));
    }
  };

  const failureOf = (error: unknown, request: FetchRequest, url: URL, isFirst: boolean, credentials: Credentials): FeedError => {
    if (error instanceof OutOfReachError) return outOfReach(request, url, isFirst, error);
    if (error instanceof FeedError && error.code === 'unauthorized')
      return loginFailure(error, url, credentials, request.access ?? null).seen(error.facts);
    return networkFailure(error, url, limits, isOnline);
  };

  const countHop = (url: URL, onRequest: FetchRequest['onRequest']) => {
    const startedAt = performance.now();
    let status: number | null = null;
    let bytes = 0;
    meter.requests += 1;
    return {
      answered(code: number) {
        status = code;
      },
      heard(count: number) {
        bytes += count;
        meter.bytes += count;
      },
      end: () => onRequest?.({ url: url.href, status, bytes, ms: Math.round(performance.now() - startedAt) }),
    };
  };

  /** Tries the public side first: whether a name leads to a local address is known only when it has been looked up. */
  const send = async (url: URL, headers: Record<string, string>, mayBeLocal: boolean, signal: AbortSignal): Promise<Sent> => {
    const path = `${url.pathname}${url.search}`;
    const ask = async (reach: Reach): Promise<Sent> => ({
      answer: await agents[reach].request({ origin: url.origin, path, method: 'GET', headers, signal }),
      reach,
    });
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isPublicAddress(literal)) {
      if (!mayBeLocal) throw new OutOfReachError([literal]);
      return ask('local');
    }
    if (!mayBeLocal) return byRoutes(url, headers, signal, () => ask('public'));
    try {
      return await ask('public');
    } catch (error) {
      if (!(error instanceof OutOfReachError)) throw error;
      return ask('local');
    }
  };

  /** By the first way that works; one that fails at its proxy gives way to the next. */
  const byRoutes = async (url: URL, headers: Record<string, string>, signal: AbortSignal, goDirect: () => Promise<Sent>): Promise<Sent> => {
    let failed: unknown = null;
    for (const route of await findRoutes(url)) {
      if (route.kind === 'direct') return goDirect();
      if (route.kind === 'unsupported') {
        failed = new ProxyError('unsupported', route.what);
        continue;
      }
      await guardProxied(url, lookup);
      try {
        const answer = await proxied.send(route.proxy, url, headers, signal);
        lastProxyFailure = null;
        return { answer, reach: 'public' };
      } catch (error) {
        if (!(error instanceof ProxyError) || error.reason !== 'unreachable' || signal.aborted) throw error;
        failed = error;
      }
    }
    throw failed ?? new ProxyError('unsupported', 'no proxy');
  };

  return Object.assign(fetch, {
    meter: () => ({ ...meter }),
    onBattery: gate.onBattery,
    proxyFailure: () => lastProxyFailure,
    forgetProxyFailure() {
      lastProxyFailure = null;
    },
    close: async () => {
      await Promise.all([agents.public.destroy(), agents.local.destroy(), proxied.close()]);
    },
  });
}

interface Sent {
  readonly answer: Dispatcher.ResponseData;
  readonly reach: Reach;
}

interface AgentNeeds {
  readonly lookup: Lookup;
  readonly openSocket: OpenSocket;
  readonly limits: FetchLimits;
  readonly hostLimits: HostLimits;
}

/** Two pools: a connection to a confirmed local address must never serve a request that may not go there. */
function createAgents({ lookup, openSocket, limits, hostLimits }: AgentNeeds): Record<Reach, Agent> {
  const createAgent = (reach: Reach) =>
    new Agent({
      connect: createGuardedConnector({ reach, lookup, openSocket, connectMs: limits.connectMs }),
      connections: hostLimits.perHost,
      pipelining: 1,
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      // It would start anew with every byte; the whole body has its own limit.
      bodyTimeout: 0,
      keepAliveMaxTimeout: 30_000,
      allowH2: true,
    });
  return { public: createAgent('public'), local: createAgent('local') };
}

function parseAddress(address: string): URL {
  const url = URL.parse(address);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new FeedError('bad-address', 'This is not a web address. It should begin with http:// or https://.', {
    detail: address.slice(0, 200),
  });
}

function outOfReach(request: FetchRequest, url: URL, isFirst: boolean, error: OutOfReachError): FeedError {
  const host = hostAndPort(url);
  const extras = { detail: `${host}: ${error.message}`, host };
  if (isFirst && (request.purpose === 'feed' || request.purpose === 'page')) {
    const message = `${url.host} is on this computer or in your own network. Freshet opens it only when you say that you meant it.`;
    return new FeedError('local-address', message, extras).seen({ localHost: host });
  }
  const message = `Freshet was sent to ${url.host}, which is on this computer or in your own network. It does not go there for an address from outside; look for another address on the site.`;
  return new FeedError('private-address', message, extras);
}

function tookTooLong(url: URL): FeedError {
  return new FeedError('timeout', `${url.host} and those it sent Freshet on to took too long to answer. Try again later.`);
}
