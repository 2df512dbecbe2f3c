import { Agent, type Dispatcher } from 'undici';
import type { Lookup, OpenSocket } from './guarded-connect.ts';
import type { HostLimits } from './host-limits.ts';
import type { FetchLimits } from './limits.ts';
import { createProxyConnector, createTunnelConnector, placeOf, proxyAuthorization } from './proxy-connect.ts';
import { ProxyError } from './proxy-failure.ts';
import type { HttpProxy } from './proxy-route.ts';

export interface ProxiedRequests {
  /** Rejects with ProxyError when the proxy stands in the way. */
  send(proxy: HttpProxy, url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

interface Pools {
  /** http servers: the proxy is asked for the whole address. */
  readonly forward: Agent;
  /** https servers: a tunnel each. */
  readonly tunnel: Agent;
}

export interface ProxiedNeeds {
  readonly lookup: Lookup;
  readonly openSocket: OpenSocket;
  readonly limits: FetchLimits;
  readonly hostLimits: HostLimits;
}

/** A user changes a proxy now and then; a PAC file may name a few. */
const mostProxies = 4;

/** Requests by way of proxies. Connections are pooled for each proxy and login. */
export function createProxiedRequests({ lookup, openSocket, limits, hostLimits }: ProxiedNeeds): ProxiedRequests {
  const pools = new Map<string, Pools>();

  function poolsOf(proxy: HttpProxy): Pools {
    const key = JSON.stringify([proxy.url, proxy.login]);
    const known = pools.get(key);
    if (known !== undefined) return known;
    const needs = { proxy, lookup, openSocket, connectMs: limits.connectMs, headerBytes: limits.headerBytes };
    const common = { pipelining: 1, maxHeaderSize: limits.headerBytes, headersTimeout: limits.headersMs, bodyTimeout: 0 };
    const made = {
      forward: new Agent({ ...common, connect: createProxyConnector(needs), connections: hostLimits.underWay }),
      tunnel: new Agent({ ...common, connect: createTunnelConnector(needs), connections: hostLimits.perHost, allowH2: true }),
    };
    pools.set(key, made);
    for (const [oldest, { forward, tunnel }] of [...pools].slice(0, -mostProxies)) {
      pools.delete(oldest);
      // What is under way goes on to its end.
      void Promise.all([forward.close(), tunnel.close()]);
    }
    return made;
  }

  return {
    async send(proxy, url, headers, signal) {
      const { forward, tunnel } = poolsOf(proxy);
      const path = `${url.pathname}${url.search}`;
      if (url.protocol === 'https:') return tunnel.request({ origin: url.origin, path, method: 'GET', headers, signal });
      const whole = { ...headers, ...proxyAuthorization(proxy), host: url.host };
      const answer = await forward.request({ origin: proxy.url, path: `${url.origin}${path}`, method: 'GET', headers: whole, signal });
      if (answer.statusCode !== 407) return answer;
      answer.body.on('error', () => undefined).destroy();
      throw new ProxyError('wants-login', placeOf(proxy), { status: 407, hadLogin: proxy.login !== null });
    },
    async close() {
      await Promise.all([...pools.values()].flatMap(({ forward, tunnel }) => [forward.destroy(), tunnel.destroy()]));
    },
  };
}
