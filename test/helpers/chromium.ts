import { type Browser, chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from '../../build/chromium.ts';

/** Starts the Chromium that the tests use. It makes no connection of its own. @throws when there is none on this machine */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('No Chromium on this machine: install one, or set FRESHET_CHROMIUM to its path.');
  return chromium.launch({
    executablePath,
    args: [...chromiumArguments, '--disable-gpu', '--disable-background-networking', '--disable-quic', '--disable-component-update'],
  });
}
