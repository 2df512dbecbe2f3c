import { FeedError } from '../errors.ts';
import type { FetchLimits } from './limits.ts';

/** Where a request has come to. */
export interface Trail {
  readonly url: URL;
  readonly visited: ReadonlySet<string>;
  /** The last address reached by permanent hops only. */
  readonly movedTo: string | null;
  readonly isPermanent: boolean;
}

export function startTrail(url: URL): Trail {
  return { url, visited: new Set([url.href]), movedTo: null, isPermanent: true };
}

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/**
 * The next hop (N3, N4, N7): http and https only, never from https down to http, no loops, no user name or password.
 * Throws FeedError 'redirect-loop', 'bad-address', 'tls' or 'http-error'.
 */
export function followRedirect(trail: Trail, status: number, header: string | undefined, limits: FetchLimits): Trail {
  const location = header === undefined ? undefined : decodeHeader(header);
  const from = trail.url.host;
  const detail = `${status} ${trail.url.href} -> ${location ?? ''}`.slice(0, 500);
  if (location === undefined || !URL.canParse(location, trail.url.href)) {
    throw new FeedError(
      'http-error',
      `${from} sent Freshet on to another address without saying which (${status}). The server has a fault; try again later.`,
      { detail },
    );
  }
  const url = new URL(location, trail.url);
  url.hash = '';
  url.username = '';
  url.password = '';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FeedError(
      'bad-address',
      `${from} sent Freshet on to something that is not a web address (“${url.protocol}”). Freshet does not go there; look for another address on the site.`,
      {
        detail,
      },
    );
  }
  if (trail.url.protocol === 'https:' && url.protocol === 'http:') {
    throw new FeedError(
      'tls',
      `${from} sent Freshet from a secure connection to an insecure one, where anybody could change what you read. Look for another address on the site.`,
      { detail },
    ).seen({ tls: 'step-down', redirect: { url: url.href, isRefused: true } });
  }
  if (trail.visited.has(url.href) || trail.visited.size > limits.redirects) {
    throw new FeedError(
      'redirect-loop',
      `${from} sends Freshet from one address to the next without end. The server has a fault; try again later.`,
      {
        detail,
      },
    );
  }
  const isPermanent = trail.isPermanent && (status === 301 || status === 308);
  return { url, visited: new Set([...trail.visited, url.href]), movedTo: isPermanent ? url.href : trail.movedTo, isPermanent };
}

/** Header bytes arrive as Latin-1; servers that send an address beyond ASCII mean UTF-8, as browsers read it. */
function decodeHeader(value: string): string {
  const text = Buffer.from(value, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? value : text;
}
