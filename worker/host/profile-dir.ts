import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

interface Surroundings {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * Where a profile lies when nobody says otherwise: the same folder for the window and for the command line,
 * namely what Electron calls userData for a program named Freshet.
 */
export function defaultProfileDir(
  { platform, env, home }: Surroundings = { platform: process.platform, env: process.env, home: homedir() },
): string {
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Freshet');
  if (platform === 'win32') return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'Freshet');
  const config = env['XDG_CONFIG_HOME'];
  // The XDG base directory specification: a relative path is to be ignored.
  return posix.join(config && posix.isAbsolute(config) ? config : posix.join(home, '.config'), 'Freshet');
}
