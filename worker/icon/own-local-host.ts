import { hostAndPort } from '../fetch/address-kind.ts';

/** The local addresses that pictures of a feed may come from: its own host and port where the user has confirmed them, else none (H4). */
export function ownLocalHost(feedUrl: string, confirmed: ReadonlySet<string>): ReadonlySet<string> {
  const url = URL.parse(feedUrl);
  return new Set(url !== null && confirmed.has(hostAndPort(url)) ? [hostAndPort(url)] : []);
}
