import { direct, environmentRoutes, type FindRoutes, pacRoutes, type Route } from '../fetch/proxy-route.ts';
import type { AskHost } from '../port/host-questions.ts';
import type { ProxyChoice } from '../protocol/settings.ts';
import type { ProxyLogin } from './proxy-login.ts';

export interface RouteFinder {
  readonly find: FindRoutes;
  /** The choice has changed, or the network has. */
  forget(): void;
}

export interface RouteNeeds {
  readonly choice: () => ProxyChoice;
  readonly proxyLogin: Pick<ProxyLogin, 'of'>;
  readonly askHost: AskHost;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** ms, any clock. */
  readonly now: () => number;
}

/** A system's answer holds for so long: a laptop moves from one network to another. */
const heldMs = 60_000;
const mostHeld = 500;

/** By which way a server is reached: as the user has set it, else as the system says, else as the environment does. */
export function createRouteFinder({ choice, proxyLogin, askHost, environment, now }: RouteNeeds): RouteFinder {
  const held = new Map<string, { readonly at: number; readonly routes: Promise<readonly Route[]> }>();

  async function systemRoutes(url: URL): Promise<readonly Route[]> {
    const fromEnvironment = environmentRoutes(url, environment);
    const said = await askHost<'resolve-proxy'>({ kind: 'resolve-proxy', url: `${url.origin}/` });
    const routes = said === null ? [] : pacRoutes(said);
    return routes.some(({ kind }) => kind !== 'direct') ? routes : fromEnvironment;
  }

  function heldRoutes(url: URL): Promise<readonly Route[]> {
    const known = held.get(url.origin);
    if (known !== undefined && now() - known.at < heldMs) return known.routes;
    const routes = systemRoutes(url);
    held.delete(url.origin);
    held.set(url.origin, { at: now(), routes });
    for (const origin of [...held.keys()].slice(0, -mostHeld)) held.delete(origin);
    return routes;
  }

  return {
    async find(url) {
      const chosen = choice();
      switch (chosen.kind) {
        case 'none':
          return [direct];
        case 'manual':
          return [{ kind: 'proxy', proxy: { url: chosen.url, login: await proxyLogin.of(chosen.url) } }];
        case 'system':
          return heldRoutes(url);
      }
    },
    forget: () => held.clear(),
  };
}
