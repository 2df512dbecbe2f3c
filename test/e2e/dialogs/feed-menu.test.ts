import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AppWindow, openAppWindow } from '../../helpers/app-window.ts';
import { launchChromium } from '../../helpers/chromium.ts';
import { serveWindowPage, type WindowPage } from '../../helpers/window-page.ts';

let browser: Browser;
let served: WindowPage;
let app: AppWindow;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), serveWindowPage()]);
});

afterEach(() => app.close());

afterAll(async () => {
  await browser.close();
  await served.close();
});

for (const x of [40, 150, 260]) {
  test(`shows every pace inside a narrow window, opened at ${x} px`, async () => {
    app = await openAppWindow(browser, served, { width: 400 });
    const { page } = app;
    await page.getByRole('button', { name: 'Views and feeds' }).click();
    await page
      .getByRole('treeitem')
      .filter({ hasText: 'Hinterland Notes' })
      .click({ button: 'right', position: { x, y: 10 } });
    await page.getByRole('menuitem', { name: 'Check for new articles' }).click();
    const choices = page.getByRole('menuitemcheckbox');
    await choices.first().waitFor();
    for (const box of await Promise.all([choices.first().boundingBox(), choices.last().boundingBox()])) {
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(400);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(800);
    }
  });
}
