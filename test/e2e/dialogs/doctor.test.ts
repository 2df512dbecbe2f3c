import { describe, expect, test } from 'vitest';
import type { FeedFailure } from '../../../worker/protocol/failures.ts';
import type { Diagnosis, UseAddress } from '../../../worker/protocol/repair.ts';
import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import { appSuite, faultsIn } from '../../helpers/app-suite.ts';
import { type AppWindow, ok } from '../../helpers/app-window.ts';
import { sampleSubscription } from '../../helpers/article-window.ts';

const day = 24 * 3_600_000;

const openApp = appSuite();
let app: AppWindow;

const failure: FeedFailure = {
  code: 'not-found',
  message: 'host.example says there is nothing at this address (404). It may have moved: look for a new address on the site.',
  detail: 'HTTP 404',
  at: Date.now() - 3_600_000,
  since: Date.now() - 3 * day,
  count: 4,
};
const failing: Subscription = { ...sampleSubscription, failure };
const found: UseAddress = {
  kind: 'use-address',
  feedUrl: 'https://host.example/rss.xml',
  title: 'Hinterland Notes',
  why: 'named-by-page',
  match: 'same-articles',
  newestTitles: ['One'],
  subscribedFeedId: null,
};
const looking: Diagnosis = {
  feedId: 3,
  repairs: [
    { kind: 'look-for-address' },
    { kind: 'try-again', notBefore: null },
    { kind: 'open-site', url: 'https://host.example/' },
    { kind: 'unsubscribe' },
  ],
  search: null,
};

async function openFeed(subscription: Subscription, diagnosis: Diagnosis): Promise<void> {
  app = await openApp({ subscriptions: [subscription] });
  await app.answer('feeds.diagnose', ok(diagnosis));
  await app.page.getByRole('treeitem').filter({ hasText: subscription.title }).click();
}

const note = () => app.page.getByRole('group', { name: 'This feed cannot be read at the moment' });

describe('the note of a feed that fails', () => {
  test('says what happened, looks for a new address, shows what was found before it is used, and takes it back', async () => {
    await openFeed(failing, looking);
    await note().getByText('This feed has moved or gone').waitFor();
    await note().getByText('4 tries.').waitFor();
    await app.answer(
      'feeds.diagnose',
      ok({
        ...looking,
        repairs: [found, ...looking.repairs],
        search: { outcome: 'found', address: 'https://host.example/', code: null, message: '' },
      }),
    );
    await note().getByRole('button', { name: 'Look for a new address' }).click();
    await note().getByText('It carries the same articles.').waitFor();
    await note().getByText('host.example/rss.xml').waitFor();
    expect(await app.asked('feeds.diagnose')).toEqual([{ feedId: 3 }, { feedId: 3, search: true }]);
    expect(await faultsIn(app.page, '[data-pane="list"]')).toEqual([]);
    await app.answer('subscriptions.changeAddress', ok({ id: 8, kind: 'change-address', count: 1 }));
    await app.answer('changes.undo', ok({ id: 8, kind: 'change-address', count: 1, skipped: [], canRedo: false }));
    await note()
      .getByRole('button', { name: /^Use this address/ })
      .click();
    await app.page.getByText('The feed is read from its new address').waitFor();
    expect(await app.asked('subscriptions.changeAddress')).toEqual([{ feedId: 3, feedUrl: found.feedUrl }]);
    await app.page.getByRole('button', { name: 'Undo' }).click();
    await app.page.getByText('Back at the address before').waitFor();
  });

  test('says that nothing was found, and why', async () => {
    await openFeed(failing, looking);
    await note().getByRole('button', { name: 'Look for a new address' }).waitFor();
    await app.answer(
      'feeds.diagnose',
      ok({ ...looking, search: { outcome: 'names-none', address: 'https://host.example/', code: null, message: '' } }),
    );
    await note().getByRole('button', { name: 'Look for a new address' }).click();
    await note().getByText('Nothing was found: https://host.example/ names no feed.').waitFor();
  });

  test('shows until when the server wants to be left alone, and asks nothing before', async () => {
    const until = Date.now() + 2 * day;
    const waiting = { ...failing, failure: { ...failure, code: 'rate-limited' as const } };
    await openFeed(waiting, {
      feedId: 3,
      repairs: [
        { kind: 'wait', until },
        { kind: 'try-again', notBefore: until },
      ],
      search: null,
    });
    await note()
      .getByText(/Its server asked to wait until/)
      .waitFor();
    expect(await note().getByRole('button', { name: 'Try again' }).isDisabled()).toBe(true);
  });

  test('allows an address on the own network by one word', async () => {
    await openFeed(
      { ...failing, failure: { ...failure, code: 'private-address' } },
      { feedId: 3, repairs: [{ kind: 'allow-host', host: 'nas.local:80' }, { kind: 'unsubscribe' }], search: null },
    );
    await app.answer('feeds.preview', ok({}));
    await note().getByRole('button', { name: 'Allow nas.local:80' }).click();
    await expect.poll(() => app.asked('feeds.preview')).toEqual([{ feedUrl: failing.feedUrl, confirmLocal: true }]);
  });

  test('opens the login where one is wanted, and tries it at once', async () => {
    await openFeed(
      { ...failing, failure: { ...failure, code: 'unauthorized' } },
      { feedId: 3, repairs: [{ kind: 'log-in' }, { kind: 'unsubscribe' }], search: null },
    );
    const access = { username: null, isLoginKept: false, canKeepLogin: false, headers: {}, userAgent: null };
    await app.answer('feeds.access', ok(access));
    await note().getByRole('button', { name: 'Log in' }).click();
    await app.page.getByText('There is no keyring here').waitFor();
    await app.answer('feeds.setAccess', ok({ ...access, username: 'mara' }));
    await app.page.getByRole('textbox', { name: 'User name' }).fill('mara');
    await app.page.getByLabel('Password').fill('secret');
    await app.page.keyboard.press('Enter');
    await expect.poll(() => app.asked('refresh.run')).toEqual([{ scope: { kind: 'feed', feedId: 3 } }]);
    expect(await app.asked('feeds.setAccess')).toEqual([{ feedId: 3, login: { username: 'mara', password: 'secret' } }]);
  });
});

describe('the overview of feeds', () => {
  const many = Array.from(
    { length: 300 },
    (_, index): Subscription => ({
      ...sampleSubscription,
      feedId: index + 1,
      title: `Feed ${String(index + 1).padStart(3, '0')}`,
      newestEntryAt: Date.now() - (index % 5 === 0 ? 200 : 1) * day,
      failure: index < 3 ? failure : null,
    }),
  );

  test('opens from the mark in the sidebar, shows what fails first, and repairs it in place', async () => {
    app = await openApp({ subscriptions: many });
    const { page } = app;
    await app.answer('feeds.diagnose', ok(looking));
    await page.getByRole('button', { name: '3 feeds have trouble' }).click();
    const list = page.getByRole('list', { name: 'Feeds' });
    await expect.poll(() => list.getByRole('listitem').count()).toBe(3);
    await list.getByRole('button', { name: 'Repair' }).first().click();
    await note().getByRole('button', { name: 'Look for a new address' }).waitFor();
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    await page.getByLabel('Show', { exact: true }).selectOption('all');
    expect(await list.getByRole('listitem').count()).toBeLessThan(40);
    await page.getByLabel('Show', { exact: true }).selectOption('silent');
    await list.getByText('Nothing new for half a year').first().waitFor();
  });

  test('unsubscribes several at once, and takes it back', async () => {
    app = await openApp({ subscriptions: many });
    const { page } = app;
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('checkbox', { name: 'Choose Feed 001' }).check();
    await page.getByRole('checkbox', { name: 'Choose Feed 003' }).check();
    await app.answer('subscriptions.remove', ok({ id: 5, kind: 'unsubscribe', count: 2 }));
    await app.answer('changes.undo', ok({ id: 5, kind: 'unsubscribe', count: 2, skipped: [], canRedo: false }));
    await page.getByText('2 chosen').waitFor();
    await page.locator('dialog').getByRole('button', { name: 'Unsubscribe' }).click();
    await expect.poll(() => app.asked('subscriptions.remove')).toEqual([{ feedIds: [1, 3], keep: false }]);
    await page.locator('dialog').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => app.asked('changes.undo')).toEqual([{ changeId: 5 }]);
  });

  test('exports those that are chosen', async () => {
    app = await openApp({ subscriptions: many });
    const { page } = app;
    await app.answer('opml.export', ok({ text: '<opml/>', feeds: 2, secrets: 0 }));
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('checkbox', { name: 'Choose Feed 001' }).check();
    await page.getByRole('checkbox', { name: 'Choose Feed 003' }).check();
    const download = page.waitForEvent('download');
    await page.locator('dialog').getByRole('button', { name: 'Export' }).click();
    expect((await download).suggestedFilename()).toBe('subscriptions.opml');
    expect(await app.asked('opml.export')).toEqual([{ scope: { kind: 'feeds', feedIds: [1, 3] } }]);
    await page.locator('dialog').getByText('2 feeds exported').waitFor();
  });

  test('says so when no feed has trouble', async () => {
    app = await openApp({ width: 400 });
    await app.page.keyboard.press('g');
    await app.page.keyboard.press('f');
    await app.page.getByLabel('Show', { exact: true }).selectOption('trouble');
    await app.page.getByText('No feed has trouble.').waitFor();
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});

describe('the sidebar', () => {
  test('marks a feed that fails and is paused with both, and says so', async () => {
    app = await openApp({ subscriptions: [{ ...failing, isHeld: true }] });
    const row = app.page.getByRole('treeitem').filter({ hasText: failing.title });
    await row.locator('[data-trouble]').waitFor();
    await row.locator('[data-paused]').waitFor();
    expect(await row.getAttribute('aria-description')).toBe(`${failure.message} Paused.`);
  });

  test('stands with the list, the article and the edges between them in landmarks', async () => {
    app = await openApp();
    await app.page.getByRole('separator').first().waitFor();
    expect(await app.page.getByRole('separator').count()).toBe(2);
    expect((await faultsIn(app.page, 'html')).filter(fault => fault.startsWith('region'))).toEqual([]);
  });
});

describe('the properties of a feed', () => {
  test('forget a login only after a question, because nothing brings it back', async () => {
    await openFeed({ ...failing, plan: { at: Date.now() + 1_000, reason: 'back-off' } }, looking);
    const { page } = app;
    const access = { username: 'mara', isLoginKept: true, canKeepLogin: true, headers: {}, userAgent: null };
    await app.answer('feeds.access', ok(access));
    await app.answer('feeds.setAccess', ok({ ...access, username: null }));
    await page.keyboard.press('e');
    const forget = page.getByRole('button', { name: 'Forget the login' });
    await forget.press('Enter');
    await page.getByText('A password cannot be shown or brought back').waitFor();
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    await page.keyboard.press('Enter');
    await forget.press('Enter');
    expect(await app.asked('feeds.setAccess')).toEqual([]);
    await page.getByRole('button', { name: 'Forget it' }).click();
    await forget.waitFor({ state: 'detached' });
    expect(await app.asked('feeds.setAccess')).toEqual([{ feedId: 3, login: null }]);
  });

  test('name the next check once', async () => {
    await openFeed({ ...failing, plan: { at: Date.now() + 2 * day, reason: 'back-off' } }, looking);
    await app.answer('feeds.access', ok({ username: null, isLoginKept: false, canKeepLogin: true, headers: {}, userAgent: null }));
    await app.page.keyboard.press('e');
    await app.page.locator('dialog').getByText('After a failure it is asked less often.').waitFor();
    expect(await app.page.locator('dialog').getByText('Next check').count()).toBe(1);
  });

  test('change title, address, pace and pause, each with a way back', async () => {
    await openFeed({ ...failing, plan: { at: Date.now() + day, reason: 'back-off' } }, looking);
    const { page } = app;
    await app.answer(
      'feeds.access',
      ok({ username: 'mara', isLoginKept: true, canKeepLogin: true, headers: { 'X-Name': 'x' }, userAgent: null }),
    );
    await app.answer('subscriptions.change', ok({ id: 6, kind: 'change-feed', count: 1 }));
    await page.keyboard.press('e');
    await page.getByText('It is kept in this system’s keyring.').waitFor();
    expect(await page.getByRole('heading', { name: 'Feed properties' }).evaluate(heading => heading === document.activeElement)).toBe(true);
    await page.getByText('After a failure it is asked less often.').waitFor();
    expect(await faultsIn(app.page, 'dialog')).toEqual([]);
    await page.getByRole('textbox', { name: 'Title' }).fill('My name');
    await page.keyboard.press('Enter');
    const undo = page.locator('dialog').getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    const { bottom, height } = await undo.evaluate(button => ({ bottom: button.getBoundingClientRect().bottom, height: innerHeight }));
    expect(bottom).toBeLessThanOrEqual(height);
    expect(await page.getByText('Feed changed').count()).toBe(1);
    await page.getByRole('switch', { name: 'Paused' }).click();
    await page.getByLabel('Check for new articles').selectOption('30');
    await expect
      .poll(() => app.asked('subscriptions.change'))
      .toEqual([
        { feedIds: [3], change: { title: 'My name' } },
        { feedIds: [3], change: { isPaused: true } },
        { feedIds: [3], change: { pace: { kind: 'every', minutes: 30 } } },
      ]);
    await app.answer(
      'subscriptions.changeAddress',
      { ok: false, error: { code: 'local-address', message: 'local', detail: '', host: '127.0.0.1:8080' } },
      { ok: false, error: { code: 'not-a-feed', message: 'This address is a web page, not a feed.', detail: '' } },
    );
    await page.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:8080/');
    await page.getByRole('button', { name: 'Use this address' }).click();
    await page.getByRole('button', { name: 'Yes, read from there' }).click();
    await page.getByText('This address is a web page, not a feed.').waitFor();
    expect(await app.asked('subscriptions.changeAddress')).toEqual([
      { feedId: 3, feedUrl: 'http://127.0.0.1:8080/', confirmLocal: false },
      { feedId: 3, feedUrl: 'http://127.0.0.1:8080/', confirmLocal: true },
    ]);
  });
});
