import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type AppWindow, openAppWindow } from './app-window.ts';
import { launchChromium } from './chromium.ts';
import { serveWindowPage, type WindowPage } from './window-page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One browser and one served page for all tests of a file. @returns opens the window of a test, which is closed after it */
export function appSuite(): (options?: Parameters<typeof openAppWindow>[2]) => Promise<AppWindow> {
  let browser: Browser;
  let served: WindowPage;
  let opened: AppWindow | null = null;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launchChromium(), serveWindowPage()]);
  });

  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  return async options => {
    opened = await openAppWindow(browser, served, options);
    return opened;
  };
}

/** What a screen reader or a keyboard would stumble over in a part of the page; in all of it where that is not there. */
export async function faultsIn(page: Page, selector: string): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async where => {
    type Axe = { run(context: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    const { axe: engine } = window as unknown as { readonly axe: Axe };
    const { violations } = await engine.run(document.querySelector(where) ?? document.body);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, selector);
}
