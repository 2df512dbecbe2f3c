import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Chromium's engine without its browser's own windows first: it takes the tests half as long. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of a Chromium for the tests: FRESHET_CHROMIUM, the system's, or the one that Playwright has downloaded; null when there is none. */
export async function findChromium(): Promise<string | null> {
  const chosen = process.env['FRESHET_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`FRESHET_CHROMIUM names ${chosen}, which does not exist.`);
    return chosen;
  }
  const inPath = (process.env['PATH'] ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)));
  const system = [...inPath, ...fixedPlaces].find(place => existsSync(place));
  if (system !== undefined) return system;
  const { chromium } = await import('playwright-core');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** As `findChromium`, but fetches one when missing: Debian's package where this user may install it, else Playwright's download. */
export async function ensureChromium(): Promise<string> {
  const found = await findChromium();
  if (found !== null) return found;
  if (mayInstallDebianPackages()) {
    run('apt-get', ['update', '-qq']);
    for (const name of ['chromium-headless-shell', 'chromium']) {
      console.log(`Installing Chromium for the tests (apt-get install ${name}) …`);
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name, 'fonts-liberation']);
      const installed = await findChromium();
      if (installed !== null) return installed;
    }
  }
  console.log('Downloading Chromium for the tests (playwright-core install chromium) …');
  run(process.execPath, [join(import.meta.dirname, '../node_modules/playwright-core/cli.js'), 'install', 'chromium']);
  const downloaded = await findChromium();
  if (downloaded !== null) return downloaded;
  throw new Error(
    'The end-to-end tests need a Chromium, and none could be had: install Chromium or Google Chrome, or set FRESHET_CHROMIUM to its path.',
  );
}

/** Ubuntu's package of that name is a snap, which does not run in containers. */
function mayInstallDebianPackages(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function run(program: string, args: readonly string[]): void {
  spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
