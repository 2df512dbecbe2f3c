export const appScheme = 'app';
const appHost = 'freshet';
export const appPage = `${appScheme}://${appHost}/index.html`;

/** Compared by parsed origin and path, never by prefix: `app://freshet.evil/` and `app://freshet@evil/` are not ours. */
export function isAppPage(address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  const hasLogin = url.username !== '' || url.password !== '' || url.port !== '';
  return url.protocol === `${appScheme}:` && url.host === appHost && !hasLogin && (url.pathname === '/index.html' || url.pathname === '/');
}

/** The path within our own origin, still percent-encoded; null for any other origin. */
export function appPath(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.protocol !== `${appScheme}:` || url.host !== appHost) return null;
  return url.pathname;
}

/** The address on the web of a picture that the host serves as `/picture/FEED/ADDRESS`; null for any other address. */
export function pictureAddress(served: string): string | null {
  const encoded = /^\/picture\/\d+\/([^/]+)$/.exec(appPath(served) ?? '')?.[1];
  try {
    const address = encoded === undefined ? null : decodeURIComponent(encoded);
    return address !== null && /^https?:/.test(address) ? address : null;
  } catch {
    return null;
  }
}
