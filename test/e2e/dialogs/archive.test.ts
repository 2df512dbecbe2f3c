import { describe, expect, test } from 'vitest';
import { appSuite, faultsIn } from '../../helpers/app-suite.ts';
import { type AppWindow, ok } from '../../helpers/app-window.ts';

const openApp = appSuite();

const head = '{"kind":"freshet-archive","version":1}';
const feedLine = '{"kind":"feed","feedUrl":"https://ridge.example/feed"}';
const articleLine = '{"kind":"article","title":"Ice on the pass"}';

const found = {
  feeds: 12,
  newFeeds: 9,
  articles: 4200,
  starred: 31,
  later: 4,
  labels: 3,
  searches: 1,
  hasSettings: true,
  hasEnd: true,
};
const added = { changeId: 8, feeds: 9, articles: 4100, states: 17, labels: 2, searches: 1, hasSettings: false };

/** As a hand would drop it on the window. */
async function drop({ page }: AppWindow, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    },
    [name, text] as const,
  );
}

describe('a full export', () => {
  test('is asked for in the settings, tells what goes in, is written piece by piece and downloaded', async () => {
    const app = await openApp();
    const { page } = app;
    await app.answer('archive.estimate', ok({ feeds: 12, articles: 4200, kept: 35, keptBytes: 2_100_000, allBytes: 48_000_000 }));
    await app.answer(
      'archive.page',
      ok({ lines: `${head}\n${feedLine}\n`, articles: 0, next: 1 }),
      ok({ lines: `${articleLine}\n{"kind":"end"}\n`, articles: 1, next: null }),
    );
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Storage and backup' }).click();
    await page.getByRole('button', { name: 'Export everything…' }).click();
    await page.getByText('About 2.1 MB').waitFor();
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await page.getByLabel('Of all articles').check();
    await page.getByText('About 48 MB').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^freshet-\d{4}-\d\d-\d\d\.jsonl$/);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk as Uint8Array));
    expect(Buffer.concat(chunks).toString()).toBe(`${head}\n${feedLine}\n${articleLine}\n{"kind":"end"}\n`);
    expect(await app.asked('archive.page')).toEqual([
      { after: 0, withTexts: true },
      { after: 1, withTexts: true },
    ]);
    await page.getByText(/^freshet-.* is ready/).waitFor();
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    expect(await page.locator('dialog').count()).toBe(0);
  });

  test('says why it could not be written', async () => {
    const app = await openApp();
    const { page } = app;
    await app.answer('archive.estimate', ok({ feeds: 1, articles: 2, kept: 0, keptBytes: 900, allBytes: 2_000 }));
    await app.answer('archive.page', {
      ok: false,
      error: { code: 'worker-stopped', message: 'Freshet’s worker has stopped.', detail: '' },
    } as Parameters<AppWindow['answer']>[1]);
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Storage and backup' }).click();
    await page.getByRole('button', { name: 'Export everything…' }).click();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('alert').getByText('Freshet’s worker has stopped.').waitFor();
    expect(await page.getByRole('button', { name: 'Export', exact: true }).isEnabled()).toBe(true);
  });

  test('is known by its contents when it is dropped, looked through first, merged and taken back', async () => {
    const app = await openApp();
    const { page } = app;
    await app.answer(
      'archive.look',
      ok(found),
      ok({ ...found, feeds: 0, newFeeds: 0, articles: 1, starred: 0, later: 0, labels: 0, searches: 0 }),
    );
    await app.answer('archive.add', ok(added), ok({ ...added, feeds: 0, articles: 1, states: 0 }));
    await app.answer('changes.undo', ok({ id: 9, kind: 'import-archive', count: 4100, skipped: [], canRedo: false }));
    await drop(app, 'backup.txt', `${head}\n${feedLine}\n${articleLine}\n`);
    await page.getByText('12 feeds, 9 of them new here').waitFor();
    await page.getByText('4,201 articles').waitFor();
    expect(await app.asked('archive.look')).toEqual([
      { lines: `${head}\n${feedLine}`, firstLine: 1 },
      { lines: articleLine, firstLine: 3 },
    ]);
    expect(await app.asked('archive.add')).toEqual([]);
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await page.getByRole('switch', { name: 'Take over its settings too' }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('9 feeds added · 4,101 articles added · 17 marks taken over').waitFor();
    expect(await app.asked('archive.add')).toEqual([
      { lines: `${head}\n${feedLine}`, firstLine: 1, joins: null, takeSettings: true },
      { lines: articleLine, firstLine: 3, joins: 8, takeSettings: true },
    ]);
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await page.getByRole('button', { name: 'Take back' }).click();
    expect(await app.asked('changes.undo')).toEqual([{ changeId: 8 }]);
  });

  test('that is damaged changes nothing, and one that was cut off says so', async () => {
    const app = await openApp();
    const { page } = app;
    const message = 'Line 2 of this file is damaged.';
    await app.answer('archive.look', { ok: false, error: { code: 'bad-archive', message, detail: '' } } as Parameters<
      AppWindow['answer']
    >[1]);
    await drop(app, 'export.jsonl', `${head}\n{"kind":"fe\n`);
    await page.getByRole('alert').getByText(message).waitFor();
    expect(await app.asked('archive.add')).toEqual([]);
    await app.answer('archive.look', ok({ ...found, hasEnd: false }));
    await drop(app, 'export.jsonl', `${head}\n${feedLine}\n{"kind":"arti`);
    await page.getByText('it was not copied whole').waitFor();
    expect((await app.asked('archive.look')).at(-1)).toEqual({ lines: `${head}\n${feedLine}`, firstLine: 1 });
  });

  test('that fails on its way tells what it has done, and offers the way back', async () => {
    const app = await openApp();
    const { page } = app;
    const message = 'The disk is full.';
    await app.answer('archive.look', ok(found));
    await app.answer('archive.add', ok(added), { ok: false, error: { code: 'disk-full', message, detail: '' } } as Parameters<
      AppWindow['answer']
    >[1]);
    await drop(app, 'export.jsonl', `${head}\n${feedLine}\n${articleLine}\n`);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('alert').getByText(message).waitFor();
    await page.getByText('9 feeds added').waitFor();
    await page.getByRole('button', { name: 'Take back' }).waitFor();
  });
});
