import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Chromium's engine without its browser's own windows: the tests take half the time in it. It knows no notifications. */
const engineNames = ['chromium-headless-shell'];
const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** `engine`: whatever draws pages, the quickest first; `browser`: a whole one, for what the engine alone lacks. */
export type ChromiumKind = 'engine' | 'browser';

/** Path of a Chromium for the tests: FRESHET_CHROMIUM, the system's, or the one that Playwright has downloaded; null when there is none. */
export async function findChromium(kind: ChromiumKind = 'engine'): Promise<string | null> {
  const chosen = process.env['FRESHET_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`FRESHET_CHROMIUM names ${chosen}, which does not exist.`);
    return chosen;
  }
  const engine = kind === 'engine' ? inPath(engineNames) : undefined;
  const system = engine ?? inPath(browserNames) ?? fixedPlaces.find(place => existsSync(place));
  if (system !== undefined) return system;
  const { chromium } = await import('playwright-core');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

/**
 * Sees to it that there is a whole Chromium, and where Debian's packages may be installed the quicker engine too; else Playwright's
 * download. @throws when none can be had
 */
export async function ensureChromium(): Promise<void> {
  if (process.env['FRESHET_CHROMIUM'] === undefined && mayInstallDebianPackages()) {
    const missing = [...(inPath(engineNames) ? [] : engineNames), ...((await findChromium('browser')) === null ? ['chromium'] : [])];
    if (missing.length > 0) {
      console.log(`Installing Chromium for the tests (apt-get install ${missing.join(' ')}) …`);
      run('apt-get', ['update', '-qq']);
      for (const name of missing) run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name, 'fonts-liberation']);
    }
  }
  if ((await findChromium('browser')) !== null) return;
  console.log('Downloading Chromium for the tests (playwright-core install chromium) …');
  run(process.execPath, [join(import.meta.dirname, '../node_modules/playwright-core/cli.js'), 'install', 'chromium']);
  if ((await findChromium('browser')) !== null) return;
  throw new Error(
    'The end-to-end tests need a Chromium, and none could be had: install Chromium or Google Chrome, or set FRESHET_CHROMIUM to its path.',
  );
}

function inPath(names: readonly string[]): string | undefined {
  const places = (process.env['PATH'] ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)));
  return places.find(place => existsSync(place));
}

/** Ubuntu's package of that name is a snap, which does not run in containers. */
function mayInstallDebianPackages(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function run(program: string, args: readonly string[]): void {
  spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
