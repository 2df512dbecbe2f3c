import { spawn } from 'node:child_process';

interface Opener {
  readonly program: string;
  readonly args: readonly string[];
  /** Where the address goes by standard input, other users cannot read it in the process list. */
  readonly input: string | null;
}

/** How this system opens an address; null where there is no desktop. */
export function browserOpener(address: string, platform: string, env: Readonly<Record<string, string | undefined>>): Opener | null {
  if (platform === 'darwin') return { program: 'osascript', args: [], input: `open location ${JSON.stringify(address)}\n` };
  if (platform === 'win32') return { program: 'rundll32', args: ['url.dll,FileProtocolHandler', address], input: null };
  const hasDesktop = env['DISPLAY'] || env['WAYLAND_DISPLAY'] || env['BROWSER'];
  return hasDesktop ? { program: 'xdg-open', args: [address], input: null } : null;
}

/** Opens the user's browser. Resolves with false where that cannot be done: the address has been printed anyway. */
export function openBrowser(address: string, opener = browserOpener(address, process.platform, process.env)): Promise<boolean> {
  if (opener === null) return Promise.resolve(false);
  return new Promise(resolve => {
    const child = spawn(opener.program, opener.args, {
      stdio: [opener.input === null ? 'ignore' : 'pipe', 'ignore', 'ignore'],
      detached: true,
    });
    child.once('error', () => resolve(false));
    child.once('exit', code => resolve(code === 0));
    // Some xdg-open stay until the browser is closed; that is a success.
    const waited = setTimeout(resolve, 5_000, true);
    waited.unref();
    child.unref();
    child.stdin?.on('error', () => {});
    child.stdin?.end(opener.input ?? '');
  });
}
