import { expect, test } from 'vitest';
import { appSuite } from '../../helpers/app-suite.ts';
import { type AppWindow, ok } from '../../helpers/app-window.ts';
import { sampleSettings } from '../../helpers/article-window.ts';

const openApp = appSuite();
let app: AppWindow;

const announce = (changeId: number, count: number) =>
  app.page.evaluate(payload => window.test.bridge.announce({ name: 'retention.done', payload }), { changeId, count });

test('tells of the first clean-up with a way back, and of later ones no more', async () => {
  app = await openApp();
  const { page } = app;
  const untold = { ...sampleSettings, retentionTold: false };
  await app.answer('settings.set', ok({ ...untold, retentionTold: true }));
  await app.answer('changes.undo', ok({ id: 7, kind: 'retention', count: 120, skipped: [], canRedo: false }));
  await page.evaluate(payload => window.test.bridge.announce({ name: 'settings.changed', payload }), untold);
  await announce(7, 120);
  const question = page.getByRole('status').filter({ hasText: 'Freshet has removed 120 articles that you read long ago' });
  await question.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => app.asked('changes.undo')).toEqual([{ changeId: 7 }]);
  await expect.poll(() => app.asked('settings.set')).toEqual([{ change: { retentionTold: true } }]);
  await page.getByText('120 articles are back').waitFor();
  await announce(8, 5);
  await expect.poll(() => page.getByText('Freshet has removed').count()).toBe(0);
});

test('proposes a clean-up of a large database with its numbers, and can be told to wait', async () => {
  app = await openApp({
    answers: {
      'retention.proposal': { kind: 'size', bytes: 2_300_000_000 },
      'retention.preview': { count: 81_000, bytes: 900_000_000, feedCount: 12, feeds: [] },
    },
  });
  const { page } = app;
  await app.answer('settings.set', ok(sampleSettings));
  const question = page.getByRole('status').filter({ hasText: 'The articles take 2.3 GB on the disk.' });
  await question.getByText('would remove 81,000 of them, 900 MB').waitFor();
  await question.getByRole('button', { name: 'Not now' }).click();
  await expect.poll(() => app.asked('settings.set')).toEqual([{ change: { proposeNotBefore: expect.any(Number) } }]);
});
