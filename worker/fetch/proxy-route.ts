import type { Login } from '../protocol/subscriptions.ts';

export interface HttpProxy {
  /** http(s)://host:port */
  readonly url: string;
  readonly login: Login | null;
}

/** One way to a server. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: HttpProxy }
  /** A kind of proxy that Freshet does not speak ("SOCKS proxy.example:1080"). */
  | { readonly kind: 'unsupported'; readonly what: string };

/** Ways to that address in the order in which they are to be tried; never empty. */
export type FindRoutes = (url: URL) => Promise<readonly Route[]>;

export const direct: Route = { kind: 'direct' };

/** The answer of a PAC file or of the system: "PROXY a:1; HTTPS b:2; DIRECT". What nobody can read is left out. */
export function pacRoutes(text: string): readonly Route[] {
  return text.split(';').flatMap((part): readonly Route[] => {
    const [kind = '', place = ''] = part.trim().split(/\s+/);
    switch (kind.toUpperCase()) {
      case 'DIRECT':
        return [direct];
      case 'PROXY':
      case 'HTTP':
        return proxyRoute(`http://${place}`);
      case 'HTTPS':
        return proxyRoute(`https://${place}`);
      case '':
        return [];
      default:
        return [{ kind: 'unsupported', what: part.trim().slice(0, 200) }];
    }
  });
}

function proxyRoute(address: string): readonly Route[] {
  const url = URL.parse(address);
  return url === null || url.hostname === '' ? [] : [{ kind: 'proxy', proxy: { url: withPort(url), login: null } }];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, in lower case first, as curl reads them. */
export function environmentRoutes(url: URL, environment: Environment): readonly Route[] {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || '';
  if (isExempt(url, read('NO_PROXY'))) return [direct];
  const text = (url.protocol === 'https:' ? read('HTTPS_PROXY') : read('HTTP_PROXY')) || read('ALL_PROXY');
  if (text === '') return [direct];
  const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (proxy?.protocol !== 'http:' && proxy?.protocol !== 'https:') return [{ kind: 'unsupported', what: withoutLogin(text) }];
  return [{ kind: 'proxy', proxy: { url: withPort(proxy), login: loginOf(proxy) } }];
}

/** "*", "example.org" (and all below it), ".example.org", "example.org:8080", "127.0.0.1", "[::1]". */
function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some(entry => {
    if (entry === '*') return true;
    const [, name = '', wantedPort] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(isBareIpV6(entry) ? `[${entry}]` : entry) ?? [];
    const domain = name.toLowerCase().replace(/^\*?\./, '');
    if (domain === '' || (wantedPort !== undefined && wantedPort !== port)) return false;
    return host === domain || host.endsWith(`.${domain}`);
  });
}

function isBareIpV6(entry: string): boolean {
  return !entry.startsWith('[') && entry.split(':').length > 2;
}

function withPort(url: URL): string {
  return `${url.protocol}//${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
}

function loginOf({ username, password }: URL): Login | null {
  if (username === '' && password === '') return null;
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return null;
  }
}

function withoutLogin(text: string): string {
  return text.replace(/^(.*\/\/)?.*@/, '$1').slice(0, 200);
}
