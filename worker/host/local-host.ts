import ipaddr from 'ipaddr.js';

const localNames = /(?:^|\.)(?:localhost|local|localdomain|lan|home|internal|intranet|corp|private|home\.arpa|test|invalid|onion)$/u;

/**
 * Whether a host, as the URL parser writes it, may be on this computer or network. By its name only: nothing is looked up,
 * because this decides whether to ask, not whether to connect.
 */
export function isLocalHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/gu, '').replace(/\.$/u, '');
  if (ipaddr.isValid(host)) {
    const address = ipaddr.process(host);
    return address.range() !== 'unicast';
  }
  return !host.includes('.') || localNames.test(host);
}
