import type { Session } from 'electron';
import { isLocalHost } from '../worker/host/local-host.ts';

/** So many recordings may wait or play at once; what was named before them is looked up again. */
const mostNamed = 20;

type GuardedSession = Pick<Session, 'webRequest' | 'resolveHost'>;

/**
 * The window itself asks the network for recordings, and for nothing else (H4). The worker has followed a recording's address to its end, but
 * the server may send the player elsewhere: so every hop of the player is looked at here too, and none leads to an address on this computer
 * or network but the one that the worker has named. A name that does not resolve here is judged as such, as with the worker's proxies.
 * @returns to be told the addresses that the worker has named
 */
export function guardRequests(session: GuardedSession): (located: string) => void {
  const named = new Set<string>();
  async function mayLoad(address: string, kind: string): Promise<boolean> {
    const url = URL.parse(address);
    if (kind !== 'media' || url === null || !/^https?:$/.test(url.protocol)) return false;
    if (named.has(url.origin)) return true;
    if (isLocalHost(url.hostname)) return false;
    const found = await session.resolveHost(url.hostname.replace(/^\[|\]$/g, '')).catch(() => null);
    return found === null || found.endpoints.every(({ address: ip }) => !isLocalHost(ip));
  }
  session.webRequest.onBeforeRequest({ urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] }, ({ url, resourceType }, answer) => {
    mayLoad(url, resourceType).then(
      isAllowed => answer({ cancel: !isAllowed }),
      () => answer({ cancel: true }),
    );
  });
  return located => {
    const origin = URL.parse(located)?.origin;
    if (origin === undefined) return;
    named.delete(origin);
    named.add(origin);
    for (const oldest of named) {
      if (named.size <= mostNamed) break;
      named.delete(oldest);
    }
  };
}
