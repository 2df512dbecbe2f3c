interface RequestHead {
  readonly url?: string | undefined;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
}

/**
 * Whether a request may come from our own page in this browser, or from a program of this user (B3): says why not, or null.
 * Host is checked exactly against names of the loopback interface, so that a foreign name that resolves to it (rebinding) gets nothing.
 */
export function refuseRequest({ url, rawHeaders }: RequestHead, port: number): string | null {
  if (url === undefined || !url.startsWith('/')) return 'Only plain paths are served here.';
  const hosts = headerValues(rawHeaders, 'host');
  const host = hosts[0];
  if (hosts.length !== 1 || host === undefined || !ownHosts(port).includes(host))
    return 'Freshet answers only under the address that it has printed.';
  const origins = headerValues(rawHeaders, 'origin');
  if (origins.some(origin => origin !== `http://${host}`)) return 'Freshet answers its own pages only.';
  const sites = headerValues(rawHeaders, 'sec-fetch-site');
  if (sites.some(site => site !== 'same-origin' && site !== 'none'))
    return 'Freshet cannot be reached from other pages. Open the address that it has printed.';
  return null;
}

function ownHosts(port: number): readonly string[] {
  const names = ['127.0.0.1', '[::1]', 'localhost'];
  // Browsers leave the default port out.
  return port === 80 ? [...names, ...names.map(name => `${name}:80`)] : names.map(name => `${name}:${port}`);
}

export function headerValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}
