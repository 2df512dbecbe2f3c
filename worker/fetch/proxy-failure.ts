import { FeedError } from '../errors.ts';

/** A proxy that stands in the way; not the fault of the server behind it. */
export class ProxyError extends Error {
  readonly reason: 'unreachable' | 'wants-login' | 'refuses' | 'cannot-reach' | 'unsupported';
  /** 'host:port', or what was set. */
  readonly proxy: string;
  readonly status: number | null;
  readonly hadLogin: boolean;

  constructor(
    reason: ProxyError['reason'],
    proxy: string,
    more: { readonly status?: number; readonly hadLogin?: boolean; readonly cause?: unknown } = {},
  ) {
    const because = more.cause instanceof Error ? `: ${more.cause.message}` : '';
    super(`proxy ${proxy}: ${reason}${more.status === undefined ? '' : ` (${more.status})`}${because}`, { cause: more.cause });
    this.reason = reason;
    this.proxy = proxy;
    this.status = more.status ?? null;
    this.hadLogin = more.hadLogin ?? false;
  }
}

const where = 'in the settings under Network';

export function proxyFailure(error: ProxyError, url: URL): FeedError {
  const { reason, proxy, status, hadLogin } = error;
  const extras = { detail: error.message.slice(0, 500), cause: error };
  switch (reason) {
    case 'unreachable':
      return new FeedError(
        'proxy',
        `The proxy ${proxy} could not be reached, and requests go by way of it. Check its address ${where}, or whether you are in its network.`,
        extras,
      );
    case 'wants-login':
      return new FeedError(
        'proxy',
        hadLogin
          ? `The proxy ${proxy} does not accept its user name and password (407). Enter them again ${where}.`
          : `The proxy ${proxy} wants a user name and password (407). Enter them ${where}.`,
        extras,
      );
    case 'refuses':
      return new FeedError(
        'proxy',
        `The proxy ${proxy} does not let Freshet connect to ${url.host} (${status}). It may allow some sites only.`,
        extras,
      );
    case 'unsupported':
      return new FeedError(
        'proxy',
        `A proxy of a kind that Freshet does not speak is set (${proxy}). Set an HTTP proxy or none ${where}.`,
        extras,
      );
    case 'cannot-reach':
      return new FeedError(
        'refused',
        `The proxy ${proxy} could not reach ${url.host} (${status}). The site may be down for now; try again later.`,
        extras,
      );
  }
}
