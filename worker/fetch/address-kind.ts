import ipaddr from 'ipaddr.js';

/** The only IPv6 range from which public addresses are given out. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address belongs to one machine on the public Internet. Everything else is "local": loopback, private, link-local, shared,
 * multicast, reserved, documentation, mapped and tunnel ranges, and what is not an IP address at all (N2).
 * Not `net.BlockList`: it takes `::ffff:0:0/96` for all of IPv4.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.split('%', 1)[0] ?? '';
  // Plain `isValid` would also take '127.1' and '0x7f000001'.
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare).range() === 'unicast';
  if (!ipaddr.IPv6.isValid(bare)) return false;
  const ip = ipaddr.IPv6.parse(bare);
  return ip.range() === 'unicast' && ip.match(globalUnicast);
}

/** Loopback by its literal address, or by the name that RFC 6761 keeps for it. Takes `URL.hostname`. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** The key under which the user's word about a local address is kept: 'host:port', with the scheme's own port when none is given. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port}`;
}
