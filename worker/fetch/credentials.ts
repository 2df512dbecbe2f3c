import type { RequestAccess } from './request.ts';

/** What goes to one server only: a login, and headers of the user's own (N3). */
export interface Credentials {
  /** The address without user name, password and fragment. */
  readonly url: URL;
  /** What a request for that address may have of them. */
  at(url: URL): { readonly authorization: string | null; readonly headers: Readonly<Record<string, string>> };
  /** A login in the address itself is kept by an address that moved within its server; another server never gets to see it. */
  restore(movedTo: string | null): string | null;
}

const none = { authorization: null, headers: {} };

export function splitCredentials(asked: URL, access: RequestAccess | null): Credentials {
  const { username, password } = asked;
  const url = bare(asked);
  const inAddress = username === '' && password === '' ? null : decodedHeader(username, password);
  const login = access?.login ?? null;
  const ofAccess = login === null ? null : basicHeader(login.username, login.password);
  return {
    url,
    at(hop) {
      const own = access !== null && hop.origin === access.origin ? { authorization: ofAccess, headers: access.headers } : none;
      return { ...own, authorization: own.authorization ?? (hop.origin === url.origin ? inAddress : null) };
    },
    restore(movedTo) {
      if (movedTo === null || inAddress === null) return movedTo;
      const moved = new URL(movedTo);
      if (moved.origin !== url.origin) return movedTo;
      moved.username = username;
      moved.password = password;
      return moved.href;
    },
  };
}

/** Most addresses are so already, and every change of a part costs as much as reading the address anew. */
function bare(asked: URL): URL {
  if (asked.username === '' && asked.password === '' && !asked.href.includes('#')) return asked;
  const url = new URL(asked);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

/** RFC 7617 in UTF-8. */
export function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** Null when the address spells them in no valid way. */
function decodedHeader(username: string, password: string): string | null {
  try {
    return basicHeader(decodeURIComponent(username), decodeURIComponent(password));
  } catch {
    return null;
  }
}
