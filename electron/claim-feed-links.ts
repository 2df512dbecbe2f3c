interface ProtocolClients {
  isDefaultProtocolClient(protocol: string, path?: string, args?: string[]): boolean;
  setAsDefaultProtocolClient(protocol: string, path?: string, args?: string[]): boolean;
  removeAsDefaultProtocolClient(protocol: string, path?: string, args?: string[]): boolean;
  readonly isPackaged: boolean;
}

/**
 * Whether `feed:` links of this system come here. On Windows the words go into the registered command before the link: `--` keeps what is
 * behind it from being read as a switch (L4).
 * @param claim true and false change it, null only asks
 */
export function claimFeedLinks(app: ProtocolClients, claim: boolean | null, execPath: string, entry: string): boolean {
  const words = app.isPackaged ? ['--'] : [entry, '--'];
  if (claim === true) app.setAsDefaultProtocolClient('feed', execPath, words);
  if (claim === false) app.removeAsDefaultProtocolClient('feed', execPath, words);
  return app.isDefaultProtocolClient('feed', execPath, words);
}
