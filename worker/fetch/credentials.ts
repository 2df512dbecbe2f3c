/** The user name and password of an address, for its own server only (N3). */
export interface Credentials {
  /** The address without them and without its fragment. */
  readonly url: URL;
  /** The Authorization header for a request to that address, null for one that may not have it. */
  headerFor(url: URL): string | null;
  /** An address that moved within its server keeps them; another server never gets to see them. */
  restore(movedTo: string | null): string | null;
}

export function splitCredentials(asked: URL): Credentials {
  const { username, password } = asked;
  const url = new URL(asked);
  url.username = '';
  url.password = '';
  url.hash = '';
  const header = username === '' && password === '' ? null : basicHeader(username, password);
  return {
    url,
    headerFor: at => (at.origin === url.origin ? header : null),
    restore(movedTo) {
      if (movedTo === null || header === null) return movedTo;
      const moved = new URL(movedTo);
      if (moved.origin !== url.origin) return movedTo;
      moved.username = username;
      moved.password = password;
      return moved.href;
    },
  };
}

/** RFC 7617 in UTF-8. Null when the address spells them in no valid way. */
function basicHeader(username: string, password: string): string | null {
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  } catch {
    return null;
  }
}
