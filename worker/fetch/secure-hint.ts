/**
 * For failures that a request in the clear gets from a server that speaks TLS: it answers an alert, 400 or nothing at all. On the usual port
 * for http no such server listens.
 */
export function secureHint({ protocol, port }: URL): string {
  return protocol === 'http:' && port !== '' ? ' If a secure server runs there, use https: instead of http:.' : '';
}
