/**
 * Two addresses with one key are surely asked for the same thing: they differ in what never reaches the server (the
 * fragment), in the case of the host, in a port that is the scheme's own, or in how plain characters are escaped.
 * http and https, or an end with and without a slash, may be two things, and stay apart.
 */
export function feedKey(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  url.hash = '';
  return url.href.includes('%') ? url.href.replace(/%[0-9a-f]{2}/gi, plainest) : url.href;
}

function plainest(reference: string): string {
  const character = String.fromCharCode(Number.parseInt(reference.slice(1), 16));
  return /[\w.~-]/.test(character) ? character : reference.toUpperCase();
}
