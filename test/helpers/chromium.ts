import { type Browser, chromium } from 'playwright-core';
import { type ChromiumKind, findChromium } from '../../build/chromium.ts';

/** The tests run as root on build machines, where Chromium starts only without its sandbox. Never used for the product. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Starts the Chromium that the tests use. It makes no connection of its own. @throws when there is none on this machine */
export async function launchChromium(kind: ChromiumKind = 'engine'): Promise<Browser> {
  const executablePath = await findChromium(kind);
  if (executablePath === null) throw new Error('No Chromium on this machine: install one, or set FRESHET_CHROMIUM to its path.');
  return chromium.launch({
    executablePath,
    args: [...asRoot, '--disable-gpu', '--disable-background-networking', '--disable-quic', '--disable-component-update'],
  });
}
