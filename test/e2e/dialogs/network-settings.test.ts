import { expect, test } from 'vitest';
import type { ProxyChoice } from '../../../worker/protocol/settings.ts';
import { appSuite } from '../../helpers/app-suite.ts';
import { type AppWindow, ok } from '../../helpers/app-window.ts';
import { sampleSettings } from '../../helpers/article-window.ts';

const openApp = appSuite();
let app: AppWindow;

const status = { canKeepLogin: false, isLoginKept: false, proxyFailure: null };
const settingsWith = (proxy: ProxyChoice) => ok({ ...sampleSettings, proxy });

async function openNetwork(more: Partial<typeof status> | { proxyFailure: string } = {}): Promise<void> {
  app = await openApp();
  await app.answer('network.status', ok({ ...status, ...more }));
  await app.page.keyboard.press('Control+,');
  await app.page.getByRole('button', { name: 'Network' }).click();
}

test('sets a proxy and its login, and says how long the login is kept', async () => {
  await openNetwork();
  const url = 'http://proxy.example:3128';
  await app.answer('settings.set', settingsWith({ kind: 'manual', url, username: null }));
  await app.answer('network.setProxyLogin', ok({ ...status }));
  await app.page.getByRole('radio', { name: 'Own' }).check();
  await app.page.getByLabel('Address of the proxy').fill('socks5://proxy.example:1080');
  await app.page.keyboard.press('Enter');
  await app.page.getByText('This is not the address of an HTTP proxy').waitFor();
  await app.page.getByLabel('Address of the proxy').fill('proxy.example:3128');
  await app.page.getByLabel('User name', { exact: true }).fill('ann');
  await app.page.getByLabel('Password', { exact: true }).fill('s3cret');
  await app.page.getByText('There is no keyring here').waitFor();
  await app.page.keyboard.press('Enter');
  await app.page.getByText('This proxy is in use').waitFor();
  expect(await app.asked('settings.set')).toEqual([{ change: { proxy: { kind: 'manual', url, username: null } } }]);
  await expect.poll(() => app.asked('network.setProxyLogin')).toEqual([{ login: { username: 'ann', password: 's3cret' } }]);
});

test('goes back to no proxy at once', async () => {
  await openNetwork();
  await app.answer('settings.set', settingsWith({ kind: 'none' }));
  await app.page.getByRole('radio', { name: 'None' }).check();
  await app.page.getByText('Servers are reached directly').waitFor();
  expect(await app.asked('settings.set')).toEqual([{ change: { proxy: { kind: 'none' } } }]);
});

test('explains a proxy that fails', async () => {
  await openNetwork({ proxyFailure: 'The proxy proxy.example:3128 wants a user name and password (407).' });
  await app.page.getByText('wants a user name and password (407)').waitFor();
});
