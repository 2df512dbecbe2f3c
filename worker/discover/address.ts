import { FeedError } from '../errors.ts';
import type { Login } from '../protocol/subscriptions.ts';
import { withoutFeedScheme } from './feed-links.ts';
import { fromShorthand } from './platform-feeds.ts';

const longestAddress = 8192;

/**
 * What somebody typed or pasted, as an http or https address without fragment. A bare host gets https, or http when it is plainly on this
 * computer or network (`localhost:8080`, `192.168.1.5`), where hardly anybody has a certificate. Names that people write instead of
 * addresses (`r/name`, `@user@host`) are read as the address they stand for.
 * Throws FeedError 'bad-address' that says what is wrong.
 */
export function readAddress(typed: string): URL {
  return readAddressAndLogin(typed).url;
}

/** The same, with the login that was typed into it (`user:password@`), which never stays in an address. */
export function readAddressAndLogin(typed: string): { readonly url: URL; readonly login: Login | null } {
  if (typed.length > longestAddress) throw bad(tooLong(typed.length), typed);
  const plain = withoutFeedScheme(typed.trim().replace(/^<(.*)>$/s, '$1')).trim();
  const text = fromShorthand(plain) ?? plain;
  if (text === '') throw bad('Type the address of a site or of a feed, such as example.org.', typed);
  if (/^@[\w.-]+$/.test(text))
    throw bad(`${text} may be on many sites. Add where: youtube.com/${text}, or ${text}@mastodon.social.`, typed);
  if (/\s/.test(text.replace(/[\r\n\t]+/g, ''))) throw bad('This does not look like an address: there is a space in it.', typed);

  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d+(?:[/?#]|$))/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    throw bad(`Freshet reads addresses that begin with http: or https:, not “${scheme.slice(0, 20)}:”.`, typed);
  }
  const url = URL.parse(scheme === undefined ? `${guessScheme(text)}//${text.replace(/^\/+/, '')}` : text);
  if (url === null || url.hostname === '')
    throw bad('This is not an address. It should look like example.org or https://example.org/feed.', typed);
  const login = takeLogin(url, typed);
  const isBareName = scheme === undefined && url.port === '';
  if (!isHost(url.hostname, isBareName)) {
    throw bad(`There can be no site called “${url.hostname.slice(0, 80)}”. Did you mean to add .com, .org or the like?`, typed);
  }
  url.hash = '';
  return { url, login };
}

function takeLogin(url: URL, typed: string): Login | null {
  const { username, password } = url;
  url.username = '';
  url.password = '';
  if (username === '' && password === '') return null;
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw bad('The user name or the password in this address cannot be read. Leave them out; Freshet asks for them.', typed);
  }
}

/** A single word may be the name of a computer nearby, but only where more than that word says that an address was meant. */
function isHost(hostname: string, needsDot: boolean): boolean {
  if (hostname.startsWith('[') || hostname === 'localhost') return true;
  const labels = hostname.replace(/\.$/, '').split('.');
  return labels.every(label => label !== '') && (labels.length > 1 || !needsDot);
}

function guessScheme(text: string): string {
  const host = text.replace(/^\/+/, '').split(/[/?#]/, 1)[0] ?? '';
  return /^(?:localhost|[\d.]+|\[[\da-f:.]+\]|[^:]+\.(?:local|lan|home\.arpa|internal|localhost))(?::\d+)?$/i.test(host)
    ? 'http:'
    : 'https:';
}

function tooLong(length: number): string {
  const [own, most] = [length, longestAddress].map(count => count.toLocaleString('en'));
  return `This is too long for an address: it has ${own} characters, and no address of a feed has more than ${most}.`;
}

function bad(message: string, typed: string): FeedError {
  // Details are logged: a password that was typed by mistake is not.
  const detail = typed.replace(/^.*@/s, '…@').slice(0, 200);
  return new FeedError('bad-address', message, { field: 'address', detail });
}
