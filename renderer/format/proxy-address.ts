export interface ProxyAddress {
  /** http(s)://host:port */
  readonly url: string;
  /** A login that was typed into it. */
  readonly login: { readonly username: string; readonly password: string } | null;
}

/** What somebody typed as the address of a proxy ("proxy.example:3128"); null when it is none that Freshet can speak to. */
export function readProxyAddress(typed: string): ProxyAddress | null {
  const text = typed.trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if ((url?.protocol !== 'http:' && url?.protocol !== 'https:') || url.hostname === '') return null;
  const { username, password } = url;
  return { url: url.origin, login: username === '' ? null : { username: decoded(username), password: decoded(password) } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
