import { expect, test } from 'vitest';
import { appSuite } from '../../helpers/app-suite.ts';
import type { AppWindow } from '../../helpers/app-window.ts';

const openApp = appSuite();
let app: AppWindow;

for (const x of [40, 150, 260]) {
  test(`shows every pace inside a narrow window, opened at ${x} px`, async () => {
    app = await openApp({ width: 400 });
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
