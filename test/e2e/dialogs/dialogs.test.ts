import { describe, expect, test } from 'vitest';
import type { FeedCandidate } from '../../../worker/protocol/discovery.ts';
import { appSuite, faultsIn } from '../../helpers/app-suite.ts';
import { type AppWindow, ok } from '../../helpers/app-window.ts';
import { sampleSettings, sampleSubscription } from '../../helpers/article-window.ts';

const openApp = appSuite();
let app: AppWindow;

const posts: FeedCandidate = {
  feedUrl: 'https://host.example/feed.xml',
  title: 'Hinterland Notes',
  kind: 'atom',
  siteUrl: 'https://host.example/',
  subscribedFeedId: null,
  preview: { entryCount: 20, newestEntryAt: Date.UTC(2024, 4, 3), newestTitles: ['One', 'Two', 'Three'], perWeek: 2.5 },
  why: 'announced',
};
const comments: FeedCandidate = { ...posts, feedUrl: 'https://host.example/comments.xml', title: 'Comments', kind: 'rss', preview: null };
const found = ok({ address: 'https://host.example/', candidates: [posts, comments], canLookDeeper: false });

/** Opens the dialog by its key; it has the keys as soon as it is there. */
async function pressAdd(): Promise<void> {
  await app.page.keyboard.press('+');
  await app.page.locator('dialog input:focus').waitFor();
}

describe('adding a feed', () => {
  test('goes from an address to a subscription by the keyboard alone', async () => {
    app = await openApp();
    const { page } = app;
    await app.answer('feeds.find', found);
    await app.answer(
      'feeds.preview',
      ok({ ...comments, preview: { entryCount: 1, newestEntryAt: null, newestTitles: ['A comment'], perWeek: null } }),
    );
    await app.answer(
      'subscriptions.add',
      ok({ subscription: { ...sampleSubscription, feedId: 9, title: 'Comments' }, change: { id: 4, kind: 'subscribe', count: 1 } }),
    );
    await pressAdd();
    await page.keyboard.type('host.example');
    await page.keyboard.press('Enter');
    await page.getByText('2 feeds on this page').waitFor();
    const boxes = page.getByRole('checkbox');
    expect(await boxes.first().isChecked()).toBe(true);
    await boxes.last().focus();
    await page.keyboard.press('Space');
    await page.getByText('A comment').waitFor();
    await page.getByRole('button', { name: 'Subscribe to 2 feeds' }).waitFor();
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    await page.getByLabel('Folder', { exact: true }).selectOption('new');
    await page.getByPlaceholder('Name of the new folder').fill('Craft');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => app.asked('subscriptions.add'))
      .toEqual([
        { feedUrl: posts.feedUrl, folder: { title: 'Craft' }, firstUnread: 'recent' },
        { feedUrl: comments.feedUrl, folder: { title: 'Craft' }, firstUnread: 'recent', joins: 4 },
      ]);
    await page.getByText('Subscribed to 2 feeds').waitFor();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  test('asks once about an address on this computer', async () => {
    app = await openApp();
    await app.answer(
      'feeds.find',
      { ok: false, error: { code: 'local-address', message: 'local', detail: '', host: '127.0.0.1:8080' } },
      found,
    );
    await pressAdd();
    await app.page.keyboard.type('127.0.0.1:8080');
    await app.page.keyboard.press('Enter');
    await app.page.getByText('127.0.0.1:8080 is on this computer').waitFor();
    await app.page.getByRole('button', { name: 'Yes, read from there' }).click();
    await app.page.getByText('2 feeds on this page').waitFor();
    expect(await app.asked('feeds.find')).toEqual([
      { address: '127.0.0.1:8080', confirmLocal: false },
      { address: '127.0.0.1:8080', confirmLocal: true },
    ]);
  });

  test('begins with an address that is pasted or dropped, and refuses what is not of the web', async () => {
    app = await openApp();
    const { page } = app;
    await app.answer('feeds.find', found);
    await page.keyboard.press('+');
    await page.locator('dialog input:focus').waitFor();
    await page.keyboard.type('host.example');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+x');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+v');
    await page.getByText('2 feeds on this page').waitFor();
    expect(await app.asked('feeds.find')).toEqual([{ address: 'host.example', confirmLocal: false }]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

    const drop = (link: string) =>
      page.evaluate(text => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/uri-list', text);
        const target = document.querySelector('[data-pane="list"]') ?? document.body;
        for (const type of ['dragover', 'drop'])
          target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }, link);
    await drop('javascript:alert(1)');
    await page.getByText('begins with javascript: cannot be a feed').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await drop('https://host.example/');
    await page.getByText('2 feeds on this page').waitFor();
    expect(await page.getByRole('textbox', { name: 'Address of a site or a feed' }).inputValue()).toBe('https://host.example/');
  });

  test('says in plain words why there is nothing, and keeps the address', async () => {
    app = await openApp({ width: 400 });
    await app.answer('feeds.find', {
      ok: false,
      error: { code: 'no-feed-found', message: 'There is no feed at this address.', detail: 'x' },
    });
    await pressAdd();
    await app.page.keyboard.type('nothing.example');
    await app.page.keyboard.press('Enter');
    await app.page.getByText('There is no feed at this address.').waitFor();
    expect(await app.page.getByRole('textbox').inputValue()).toBe('nothing.example');
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test('can be given up while it looks, and stores nothing', async () => {
    app = await openApp();
    await pressAdd();
    await app.page.keyboard.type('slow.example');
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('button', { name: 'Stop' }).click();
    await app.page.getByText('Nothing is stored before you subscribe').waitFor();
    await app.page.keyboard.press('Escape');
    await expect.poll(() => app.page.getByRole('dialog').count()).toBe(0);
    expect(await app.asked('subscriptions.add')).toEqual([]);
  });
});

describe('an empty profile', () => {
  test('shows one field and the way in for an OPML file, and goes on from there', async () => {
    app = await openApp({ subscriptions: [] });
    const { page } = app;
    expect(await page.getByRole('textbox').count()).toBe(1);
    expect(await page.getByRole('button').allTextContents()).toEqual(['Import an OPML file', 'Start with a few good feeds', '']);
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    await page.getByRole('button', { name: 'Start with a few good feeds' }).click();
    await expect.poll(() => app.asked('opml.preview')).toHaveLength(1);
    expect(await app.asked('opml.preview')).toEqual([{ text: expect.stringContaining('<outline text="Science">') }]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('textbox').focus();
    await app.answer('feeds.find', found);
    await page.keyboard.type('host.example');
    await page.keyboard.press('Enter');
    await page.getByText('2 feeds on this page').waitFor();
    expect(await app.asked('feeds.find')).toEqual([{ address: 'host.example', confirmLocal: false }]);
  });
});

test('the help sheet names every command that has a key here', async () => {
  app = await openApp();
  await app.page.keyboard.press('?');
  const words = await app.page.getByRole('dialog').innerText();
  for (const label of ['Next article', 'Mark as read or unread', 'Go to Today', 'Add a feed', 'Take back', 'Keys'])
    expect(words).toContain(label);
  expect(words).not.toContain('Ctrl+N');
  expect(await faultsIn(app.page, 'dialog')).toEqual([]);
});

test('a list without articles says why, and what to do', async () => {
  app = await openApp();
  const { page } = app;
  const list = page.locator('[data-pane="list"]');
  await list.getByText('No articles').waitFor();
  await list.getByRole('button', { name: 'Add a feed' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await list.getByText('No stars yet').waitFor();
  await list.getByText('The key for it is s.').waitFor();
  expect(await faultsIn(page, '[data-pane="list"]')).toEqual([]);
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await list.getByText('Nothing yet today').waitFor();
  await list.getByRole('button', { name: 'Go on to Unread' }).click();
  await list.getByText('All read').waitFor();
  await list.getByRole('button', { name: 'Go on to Hinterland Notes' }).click();
  await list.getByText('This feed has no articles yet').waitFor();
  await list.getByRole('button', { name: 'Check it now' }).click();
  await expect.poll(() => app.asked('refresh.run')).toEqual([{ scope: { kind: 'feed', feedId: 3 } }]);
});

test('a feed that fails says what happened and since when, and can be tried again', async () => {
  const failure = {
    code: 'not-found',
    message: 'There is nothing at this feed’s address any more (404).',
    detail: 'HTTP 404',
    at: 0,
    since: Date.UTC(2024, 2, 1),
    count: 12,
  } as const;
  app = await openApp({ subscriptions: [{ ...sampleSubscription, failure }] });
  const { page } = app;
  await page.getByRole('treeitem', { name: /Hinterland Notes/ }).click();
  const note = page.getByRole('group', { name: 'This feed cannot be read at the moment' });
  await note.waitFor();
  expect(await note.innerText()).toMatch(/There is nothing at this feed’s address any more \(404\)\.\s+Since 1 March 2024\. 12 tries\./);
  await note.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => app.asked('refresh.run')).toEqual([{ scope: { kind: 'feed', feedId: 3 } }]);
});

test('a new reader is asked once, after the first subscription, what Freshet may do', async () => {
  app = await openApp({ host: 'electron' });
  const { page } = app;
  await app.answer('settings.get', ok({ ...sampleSettings, notifications: null }));
  await page.evaluate(() => window.test.loadSettings());
  await app.answer('settings.set', ok({ ...sampleSettings, notifications: true }));
  await app.answer('feeds.find', found);
  await app.answer('subscriptions.add', ok({ subscription: sampleSubscription, change: { id: 4, kind: 'subscribe', count: 1 } }));
  await page.evaluate(() => window.test.dialogs.getState().show({ kind: 'add-feed', address: 'host.example' }));
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.getByText('May Freshet notify you, and load pictures?').waitFor();
  await page.getByRole('button', { name: 'Choose…' }).click();
  const choices = page.getByRole('dialog', { name: 'What Freshet may do' });
  await choices.getByRole('switch', { name: 'Notify of new articles' }).click();
  await expect.poll(() => app.asked('settings.set')).toEqual([{ change: { notifications: true } }]);
  await app.answer('host.loginItem', ok({ opensAtLogin: true }));
  await choices.getByRole('switch', { name: 'Start at login' }).click();
  await choices.getByRole('switch', { name: 'Start at login' }).and(page.locator('[aria-checked=true]')).waitFor();
  expect(await faultsIn(page, 'dialog')).toEqual([]);
  await choices.getByRole('button', { name: 'Done' }).click();
  await choices.waitFor({ state: 'detached' });
  expect((await app.asked('settings.set')).length).toBe(1);
});

test('a timer that has stopped says why until it goes on, by the user’s word or by itself', async () => {
  app = await openApp();
  const { page } = app;
  const stop = (reason: string | null) =>
    page.evaluate(payload => window.test.bridge.announce({ name: 'worker.timerStopped', payload }), { reason });
  const banner = page.getByRole('alert').filter({ hasText: 'Refreshing by itself has stopped.' });
  await stop('The disk is full. Make room on it.');
  await banner.getByText('Freshet tries again from time to time.').waitFor();
  await app.answer('worker.resumeTimer', ok(null));
  await banner.getByRole('button', { name: 'Try again' }).click();
  await banner.waitFor({ state: 'detached' });
  await stop('database disk image is malformed');
  await banner.getByText('database disk image is malformed. Freshet tries').waitFor();
  await stop(null);
  await banner.waitFor({ state: 'detached' });
});
