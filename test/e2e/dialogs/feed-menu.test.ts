import { expect, test } from 'vitest';
import { appSuite } from '../../helpers/app-suite.ts';
import { type AppWindow, ok } from '../../helpers/app-window.ts';

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

test('leads to how the feed failed before, in words and with the days', async () => {
  app = await openApp();
  const day = 24 * 3_600_000;
  const at = Date.UTC(2020, 4, 12, 12);
  const pastFailures = [
    { since: at, at: at + 3 * day, message: 'There is nothing at this address (404).' },
    { since: at - 30 * day, at: at - 30 * day, message: 'The server took too long to answer.' },
  ];
  const lately = { articles: 10, opened: 4 };
  await app.answer(
    'feeds.statistics',
    ok({
      articles: 120,
      unread: 3,
      starred: 1,
      later: 0,
      lately,
      monthly: 12,
      oldestAt: at,
      bytes: 123_456,
      answerMs: 1_240,
      pastFailures,
    }),
  );
  const { page } = app;
  await page.getByRole('treeitem').filter({ hasText: 'Hinterland Notes' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Properties' }).click();
  const lines = page.getByRole('dialog').getByRole('listitem');
  await lines.first().scrollIntoViewIfNeeded();
  expect(await lines.allInnerTexts()).toEqual([
    'There is nothing at this address (404). 12 May 2020 – 15 May 2020',
    'The server took too long to answer. 12 April 2020',
  ]);
});
