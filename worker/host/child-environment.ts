/** What a worker gets of the host's environment: where it is, who it is, how to reach the network. Nothing else is inherited. */
const inherited: readonly string[] = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TMP',
  'TEMP',
  'SYSTEMROOT',
  'WINDIR',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
];

/** NODE_OPTIONS and the like stay out: they would change the program. */
export function childEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  // Names are looked up on libuv's threads: with the usual four, a few dead name servers would hold up all other feeds.
  const kept: Record<string, string> = { UV_THREADPOOL_SIZE: '16' };
  for (const [name, value] of Object.entries(own)) {
    const upper = name.toUpperCase();
    if (value !== undefined && (inherited.includes(upper) || upper.startsWith('LC_'))) kept[name] = value;
  }
  return kept;
}
