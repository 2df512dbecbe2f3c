import { expect, test } from 'vitest';
import type { Outcome } from '../../../worker/protocol/errors.ts';
import { appSuite } from '../../helpers/app-suite.ts';
import { type AppWindow, ok } from '../../helpers/app-window.ts';

const openApp = appSuite();
let app: AppWindow;

const feed = {
  feedUrl: 'https://host.example/feed.xml',
  title: 'Members only',
  kind: 'atom',
  siteUrl: null,
  subscribedFeedId: null,
  preview: { entryCount: 3, newestEntryAt: null, newestTitles: ['One', 'Two', 'Three'], perWeek: 1 },
};
const found = (...candidates: unknown[]) => ok({ address: 'https://host.example/', candidates, canLookDeeper: false });
const unauthorized = (message: string): Outcome => ({
  ok: false,
  error: { code: 'unauthorized', message, detail: 'HTTP 401', origin: 'https://host.example' },
});
const wanted = unauthorized('host.example wants a user name and password for this address (401). Log in to read it.');
const refused = unauthorized('host.example does not accept this user name and password (401). Check both, and log in again.');

async function open(canKeepLogin: boolean): Promise<void> {
  app = await openApp();
  await app.answer('network.status', ok({ canKeepLogin, isLoginKept: false, proxyFailure: null }));
  await app.page.keyboard.press('+');
  await app.page.locator('dialog input:focus').waitFor();
  await app.page.keyboard.type('host.example');
}

test('asks for the login that an address wants, by the keyboard alone, and again when it is wrong', async () => {
  await open(false);
  await app.answer('feeds.find', wanted, refused, found(feed));
  await app.page.keyboard.press('Enter');
  await app.page.getByText('There is no keyring here').waitFor();
  await app.page.keyboard.type('ann');
  await app.page.keyboard.press('Tab');
  await app.page.keyboard.type('wrong');
  await app.page.keyboard.press('Enter');
  await app.page.getByText('does not accept this user name').waitFor();
  expect(await app.page.getByLabel('Password', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  await app.page.getByLabel('Password', { exact: true }).fill('right');
  await app.page.keyboard.press('Enter');
  await app.page.getByText('One feed found').waitFor();
  const asked = (password: string) => ({ address: 'host.example', confirmLocal: false, login: { username: 'ann', password } });
  expect(await app.asked('feeds.find')).toEqual([{ address: 'host.example', confirmLocal: false }, asked('wrong'), asked('right')]);
});

test('subscribes with that login, and gives it to the feeds of that server only', async () => {
  await open(true);
  const other = { ...feed, feedUrl: 'https://other.example/feed.xml', title: 'Elsewhere', preview: null };
  await app.answer('feeds.find', wanted, found(feed, other));
  await app.answer('feeds.preview', ok({ ...other, preview: feed.preview }));
  await app.answer(
    'subscriptions.add',
    ok({ subscription: { feedId: 3, title: 'Members only' }, change: { id: 1, kind: 'subscribe', count: 1 } }),
  );
  await app.page.keyboard.press('Enter');
  await app.page.getByText('keeps them in the keyring of this system').waitFor();
  await app.page.getByLabel('User name', { exact: true }).fill('ann');
  await app.page.getByLabel('Password', { exact: true }).fill('right');
  await app.page.getByRole('button', { name: 'Log in' }).click();
  await app.page.getByText('Elsewhere').click();
  await app.page.getByRole('button', { name: 'Subscribe to 2 feeds' }).click();
  await app.page.locator('dialog').waitFor({ state: 'detached' });
  expect(await app.asked('feeds.preview')).toEqual([{ feedUrl: 'https://other.example/feed.xml' }]);
  expect(await app.asked('subscriptions.add')).toEqual([
    { feedUrl: feed.feedUrl, folder: null, firstUnread: 'recent', login: { username: 'ann', password: 'right' } },
    { feedUrl: other.feedUrl, folder: null, firstUnread: 'recent', joins: 1 },
  ]);
});

test('asks for the login of one feed that a public page names', async () => {
  await open(false);
  await app.answer('feeds.find', found({ ...feed, preview: null }));
  await app.answer('feeds.preview', wanted, ok(feed));
  await app.page.keyboard.press('Enter');
  await app.page.getByLabel('User name', { exact: true }).fill('ann');
  await app.page.getByLabel('Password', { exact: true }).fill('right');
  await app.page.getByRole('button', { name: 'Log in' }).click();
  await app.page.getByText('Three').waitFor();
  expect(await app.asked('feeds.preview')).toEqual([
    { feedUrl: feed.feedUrl },
    { feedUrl: feed.feedUrl, login: { username: 'ann', password: 'right' } },
  ]);
});

test('offers no login where a redirect led to another server', async () => {
  await open(false);
  await app.answer('feeds.find', { ok: false, error: { code: 'unauthorized', message: 'Sent on to other.example (401).', detail: '' } });
  await app.page.keyboard.press('Enter');
  await app.page.getByText('Sent on to other.example').waitFor();
  expect(await app.page.getByLabel('Password', { exact: true }).count()).toBe(0);
});
