import { describe, expect, test } from 'vitest';
import type { OpmlPreview } from '../../../worker/protocol/opml.ts';
import { appSuite, faultsIn } from '../../helpers/app-suite.ts';
import { type AppWindow, ok, type openAppWindow } from '../../helpers/app-window.ts';

const openApp = appSuite();
let app: AppWindow;

const feed = (title: string, folder: number | null, line: number, isSubscribed = false) => ({
  feedUrl: `https://${title.toLowerCase().replaceAll(' ', '-')}.example/feed`,
  title,
  folder,
  line,
  isSubscribed,
});

const preview: OpmlPreview = {
  format: 'opml',
  title: 'Subscriptions of Ines',
  folders: [
    { title: 'Outdoors', parent: null },
    { title: 'Water', parent: 0 },
    { title: 'Craft', parent: null },
  ],
  feeds: [
    feed('Ridge and River', 0, 7),
    feed('Night Sky Almanac', 0, 8, true),
    feed('Weir log', 1, 10),
    feed('The Slow Kiln', 2, 14),
    feed('<b>Margin notes</b>', 2, 15),
    feed('Loose', null, 17),
  ],
  total: 6,
  alreadySubscribed: 1,
  duplicates: 1,
  skipped: [
    { line: 12, text: 'Weir log', code: 'duplicate', of: '10', reason: 'This feed is in the list already, on line 10.' },
    {
      line: 18,
      text: 'Notes',
      code: 'other-scheme',
      of: 'file',
      reason: 'Its feed address begins with "file:"; only http and https can be subscribed to.',
    },
  ],
};

const report = { change: { id: 5, kind: 'import', count: 2 }, added: 2, alreadySubscribed: 1, foldersAdded: 1, skipped: preview.skipped };

async function openPreview(options: Parameters<typeof openAppWindow>[2] = {}, shown = preview): Promise<void> {
  app = await openApp(options);
  const { page } = app;
  await app.answer('opml.preview', ok(shown));
  await app.answer('opml.import', ok(report));
  await drop('feeds.opml', '<opml/>');
  await page.getByRole('tree', { name: 'Feeds of the list' }).waitFor();
}

/** As a hand would drop it on the window. */
async function drop(name: string, text: string): Promise<void> {
  await app.page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    },
    [name, text] as const,
  );
}

const item = (name: string) => app.page.getByRole('treeitem', { name });
const checked = async (name: string) => item(name).getAttribute('aria-checked');

describe('a list to import', () => {
  test('is chosen as a file from the first screen, picked from, imported, reported and taken back', async () => {
    app = await openApp({ subscriptions: [] });
    const { page } = app;
    await app.answer('opml.preview', ok(preview));
    await app.answer('opml.import', ok(report));
    await app.answer('changes.undo', ok({ id: 6, kind: 'import', count: 2, skipped: [], canRedo: false }));
    await page.getByRole('button', { name: 'Import an OPML file' }).click();
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file…' }).click();
    await (await chooser).setFiles({ name: 'feeds.opml', mimeType: 'text/x-opml', buffer: Buffer.from('<opml>ü</opml>') });
    await page.getByText('6 feeds · 3 folders · 1 subscribed already · 1 named twice').waitFor();
    expect(await app.asked('opml.preview')).toEqual([{ text: '<opml>ü</opml>' }]);
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    await item('<b>Margin notes</b>').click();
    await item('Ridge and River').click();
    expect(await checked('Outdoors')).toBe('mixed');
    await page.getByText('2 lines are left out').click();
    await page.getByText('This feed is in the list already, on line 10.').waitFor();
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    await page.getByLabel('Unread articles').selectOption('none');
    expect(await app.asked('opml.import')).toEqual([]);
    await page.getByRole('button', { name: 'Import 3 feeds' }).click();
    await page.getByText('2 feeds added').waitFor();
    expect(await app.asked('opml.import')).toEqual([{ text: '<opml>ü</opml>', firstUnread: 'none', chosen: [2, 3, 5] }]);
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    await page.getByRole('button', { name: 'Take back' }).click();
    expect(await app.asked('changes.undo')).toEqual([{ changeId: 5 }]);
  });

  test('is picked from by the keyboard alone', async () => {
    await openPreview();
    const { page } = app;
    await page.getByRole('tree', { name: 'Feeds of the list' }).focus();
    await page.keyboard.press('Space');
    expect(await checked('Outdoors')).toBe('false');
    expect(await checked('Weir log')).toBe('false');
    await page.keyboard.press('ArrowLeft');
    expect(await item('Weir log').count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    expect(await checked('Weir log')).toBe('true');
    expect(await checked('Outdoors')).toBe('mixed');
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    expect(await checked('Loose')).toBe('false');
    await page.getByRole('button', { name: 'Import 3 feeds' }).press('Enter');
    await page.getByText('2 feeds added').waitFor();
    expect(await app.asked('opml.import')).toMatchObject([{ chosen: [3, 4, 2] }]);
  });

  test.each([
    [900, 600],
    [400, 800],
  ])('keeps its button in sight while the lines that are left out are shown (%i × %i)', async (width, height) => {
    const skipped = Array.from({ length: 40 }, (_, n) => ({
      line: 20 + n,
      text: `Notes ${n}`,
      code: 'no-feed-address' as const,
      of: '',
      reason: 'It has no feed address.',
    }));
    await openPreview({ width }, { ...preview, skipped });
    const { page } = app;
    await page.setViewportSize({ width, height });
    await page.getByText('40 lines are left out').click();
    await page.getByText('Notes 0').waitFor();
    const button = await page.getByRole('button', { name: 'Import 5 feeds' }).boundingBox();
    const dialog = await page.locator('dialog').boundingBox();
    if (button === null || dialog === null) throw new Error('It is not in sight.');
    expect(button.y + button.height).toBeLessThanOrEqual(dialog.y + dialog.height);
    await page.getByRole('button', { name: 'Close' }).click({ trial: true });
  });

  test('may be taken whole, or not at all', async () => {
    await openPreview();
    const { page } = app;
    const all = page.getByRole('checkbox', { name: 'All feeds' });
    await all.click();
    expect(await page.getByRole('button', { name: 'Import 0 feeds' }).isDisabled()).toBe(true);
    await all.click();
    await page.getByRole('button', { name: 'Import 5 feeds' }).click();
    await page.getByText('2 feeds added').waitFor();
    expect(await app.asked('opml.import')).toEqual([{ text: '<opml/>', firstUnread: 'recent', chosen: null }]);
  });

  test('that has no feed says at once why, and leads back to another one', async () => {
    const [cut] = preview.skipped;
    app = await openApp({ subscriptions: [] });
    const { page } = app;
    await app.answer(
      'opml.preview',
      ok({ ...preview, folders: [], feeds: [], total: 0, alreadySubscribed: 0, duplicates: 0, skipped: cut === undefined ? [] : [cut] }),
    );
    await drop('cut.opml', '<opml');
    await page.getByText('This feed is in the list already, on line 10.').waitFor();
    expect(
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Import/u })
        .count(),
    ).toBe(0);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Choose a file…' }).waitFor();
  });

  test('may be pasted', async () => {
    app = await openApp({ subscriptions: [] });
    const { page } = app;
    await app.answer('opml.preview', ok({ ...preview, folders: [], feeds: [feed('One', null, 1)], total: 1, title: '' }));
    await page.getByRole('button', { name: 'Import an OPML file' }).click();
    await page.getByLabel('Or paste addresses, or a whole list').fill('https://one.example/feed');
    await page.getByRole('button', { name: 'Look inside' }).click();
    await page.getByText('Pasted text').waitFor();
    expect(await app.asked('opml.preview')).toEqual([{ text: 'https://one.example/feed' }]);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Choose a file…' }).waitFor();
  });

  test('that is pasted and is none stays in its field, to be mended', async () => {
    app = await openApp({ subscriptions: [] });
    const { page } = app;
    await page.getByRole('button', { name: 'Import an OPML file' }).click();
    await app.answer('opml.preview', { ok: false, error: { code: 'bad-opml', message: 'There is no list of feeds in it.', detail: '' } });
    const field = page.getByLabel('Or paste addresses, or a whole list');
    await field.fill('river notes');
    await page.getByRole('button', { name: 'Look inside' }).click();
    await page.getByText('There is no list of feeds in it.').waitFor();
    expect(await field.inputValue()).toBe('river notes');
    expect(await field.evaluate(element => element === document.activeElement)).toBe(true);
  });

  test('that is none says so, and lets another be chosen', async () => {
    app = await openApp({ width: 400 });
    const { page } = app;
    await app.answer('opml.preview', { ok: false, error: { code: 'bad-opml', message: 'This is JSON, not a list of feeds.', detail: '' } });
    await drop('x.json', '{}');
    await page.getByText('This is JSON, not a list of feeds.').waitFor();
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    await page.getByRole('button', { name: 'Choose a file…' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  test('with an import that fails keeps what was picked', async () => {
    await openPreview();
    const { page } = app;
    await app.answer('opml.import', { ok: false, error: { code: 'disk-full', message: 'The disk is full.', detail: '' } });
    await item('Loose').click();
    await page.getByRole('button', { name: 'Import 4 feeds' }).click();
    await page.getByText('The disk is full.').waitFor();
    expect(await checked('Loose')).toBe('false');
  });

  test('of 5,000 feeds has only those in sight in the document', async () => {
    const feeds = Array.from({ length: 5_000 }, (_, n) => feed(`Feed ${n}`, n % 100, n + 1));
    const folders = Array.from({ length: 100 }, (_, n) => ({ title: `Folder ${n}`, parent: null }));
    await openPreview({}, { ...preview, feeds, folders, total: 5_000, alreadySubscribed: 0, duplicates: 0, skipped: [] });
    const { page } = app;
    expect(await page.getByRole('treeitem').count()).toBeLessThan(60);
    await page.getByRole('tree', { name: 'Feeds of the list' }).focus();
    await page.keyboard.press('End');
    await item('Feed 4999').waitFor();
    await page.getByRole('button', { name: 'Import 5,000 feeds' }).waitFor();
  });
});

test('a file is not taken while another dialog is open', async () => {
  app = await openApp();
  await app.page.keyboard.press('?');
  await app.page.getByRole('dialog').waitFor();
  await drop('feeds.opml', '<opml/>');
  expect(await app.page.getByRole('dialog', { name: 'Import feeds' }).count()).toBe(0);
  expect(await app.asked('opml.preview')).toEqual([]);
});

describe('an export', () => {
  test('asks about keys in addresses, and leaves them out by default', async () => {
    app = await openApp();
    const { page } = app;
    await app.answer('opml.export', ok({ text: '<opml/>', feeds: 2, secrets: 1 }));
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByText('The address of 1 feed holds a key.').waitFor();
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export without keys' }).click();
    expect((await download).suggestedFilename()).toBe('subscriptions.opml');
    expect(await app.asked('opml.export')).toEqual([{ scope: { kind: 'all' } }, { scope: { kind: 'all' }, withSecrets: false }]);
  });
});
