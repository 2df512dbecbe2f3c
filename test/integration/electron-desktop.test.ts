import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runFreshet } from '../../electron/freshet.ts';
import { connectControl } from '../../worker/host/control-client.ts';
import { createFeedHandOver } from '../../worker/host/feed-hand-over.ts';
import type { ReaderEvent } from '../../worker/protocol/host.ts';
import { createFakeElectron } from '../electron/fake-electron.ts';
import { newHome, optionsOf, ownProfile, startReader } from '../helpers/electron-reader.ts';

const entryAt = (minutesAgo: number, title: string) =>
  `<item><title>${title}</title><guid isPermaLink="false">${title}</guid><pubDate>${new Date(Date.now() - minutesAgo * 60_000).toUTCString()}</pubDate></item>`;
const feed = (items: string) =>
  `<rss version="2.0"><channel><title>Hinterland Notes</title><link>http://127.0.0.1/</link>${items}</channel></rss>`;

describe('the main process', () => {
  test('shows the unread count in the tray and the badge, and the tray refreshes, pauses and opens', async () => {
    const { fake, server, ask, subscribe, window } = await startReader((_fake, feeds) => {
      feeds.on('/feed', { body: feed(entryAt(5, 'One') + entryAt(6, 'Two')), type: 'application/rss+xml' });
    });
    await subscribe('/feed');
    const [tray] = fake.trays;
    while (tray?.toolTip !== '2 unread articles') await new Promise(resolve => tray?.once('test:changed', resolve));
    expect(fake.app.badge).toBe(2);
    const item = (label: string) => tray?.menu?.template.find(entry => entry.label === label);
    const click = (label: string, given: object = {}) => (item(label)?.click as unknown as ((item: object) => void) | undefined)?.(given);

    window.hide();
    click('Open Freshet');
    expect(window.isShown).toBe(true);

    click('Pause refreshing', { checked: true });
    while (!tray?.toolTip.endsWith('refreshing paused')) await new Promise(resolve => tray?.once('test:changed', resolve));
    expect(item('Pause refreshing')?.checked).toBe(true);

    // Paused, nothing is fetched by itself: this feed is asked only because the tray says so.
    server.on('/second', { body: feed(entryAt(1, 'Three')), type: 'application/rss+xml' });
    await ask('opml.import', {
      text: `<opml version="2.0"><body><outline xmlUrl="${server.origin}/second"/></body></opml>`,
      firstUnread: 'all',
    });
    click('Refresh all');
    await server.waitForRequests('/second', 1);
  });

  test.each([
    { notifications: false, shown: [] },
    { notifications: true, shown: [['Hinterland Notes', 'Fresh water']] },
  ])('announces what a refresh brought only when asked to: $notifications', async ({ notifications, shown }) => {
    let items = entryAt(90, 'Old');
    const { fake, window, ask, heard, subscribe } = await startReader((_fake, feeds) => {
      feeds.on('/feed', { body: () => feed(items), type: 'application/rss+xml' });
    });
    const { subscription } = await subscribe('/feed');
    window.hide();
    await ask('settings.set', { change: { notifications } });
    items = entryAt(0, 'Fresh water') + items;
    await ask('refresh.run', { scope: { kind: 'all' }, force: true });
    await heard('refresh.news');
    expect(fake.notifications.map(({ options }) => [options.title, options.body])).toEqual(shown);
    if (!notifications) return;
    fake.notifications[0]?.emit('click');
    expect(window.isShown).toBe(true);
    const opened = await heard('host.openEntry');
    expect(opened.payload.feedId).toBe(subscription.feedId);
  });

  test('a second start shows the window, and the command line finds the running reader on its socket', async () => {
    const { fake, window, profileDir } = await startReader();
    window.hide();
    fake.app.emit('second-instance', {}, ['freshet', '--evil'], '/', null);
    expect(window.isShown).toBe(true);
    const connection = await connectControl(profileDir);
    if (connection.kind !== 'connected') throw new Error(`The socket answers ${connection.kind}.`);
    expect(connection.client.greeting.host).toBe('electron');
    expect(await connection.client.request('subscriptions.list', {})).toMatchObject({ ok: true });
    window.hide();
    expect(await connection.client.request('host.activate', {})).toEqual({ ok: true, result: { activated: true } });
    expect(window.isShown).toBe(true);
    connection.client.close();
  });

  test('hands a feed link of another program to the window, which asks; nothing is fetched or stored by itself', async () => {
    const { fake, window, ask, heard, server } = await startReader();
    window.hide();
    const link = `feed:${server.origin}/feed`;
    fake.app.emit('second-instance', {}, ['freshet', '--evil', '--', link, 'file:///etc/passwd'], '/', null);
    expect(window.isShown).toBe(true);
    await heard('host.handedOver');
    expect(await ask('host.takeHandedOver')).toEqual({ address: link });
    expect(await ask('host.takeHandedOver')).toEqual({ address: null });
    expect(await ask('subscriptions.list')).toMatchObject({ subscriptions: [] });
    expect(server.log).toHaveLength(0);
    expect(await ask('host.feedLinks', { claim: null })).toEqual({ isOurs: false });
    expect(await ask('host.feedLinks', { claim: true })).toEqual({ isOurs: true });
    expect(fake.app.protocolClients.get('feed')).toMatch(/ --$/);
  });

  test('opens an article in a window of its own, with no more rights than the first, once however often it is asked for', async () => {
    const { fake, window, ask, heard } = await startReader();
    expect(await ask('host.openArticle', { entryId: 7 })).toEqual({ opened: true });
    const own = fake.windows[1];
    if (own === undefined) throw new Error('No second window was opened.');
    expect(own.webContents.mainFrame.url).toBe('app://freshet/index.html#article=7');
    expect(own.options['webPreferences']).toEqual(window.options['webPreferences']);
    await ask('host.openArticle', { entryId: 7 });
    expect(fake.windows).toHaveLength(2);
    expect(await fake.invoke(own, { method: 'worker.status', params: {} })).toMatchObject({ ok: true });
    expect(await fake.invoke(own, { method: 'worker.status', params: {} }, { url: 'about:srcdoc' })).toMatchObject({ ok: false });
    const message = { method: 'host.openArticle', params: { entryId: '7; x' } };
    expect(await fake.invoke(window, message)).toMatchObject({ ok: false, error: { code: 'bad-request' } });

    await ask('settings.set', { change: { theme: 'dark' } });
    await heard('settings.changed');
    const names = () => own.webContents.sent.map(({ message: sent }) => (sent as ReaderEvent).name);
    await expect.poll(names).toContain('settings.changed');
    own.close();
    await expect.poll(() => own.isDestroyed()).toBe(true);
    await ask('host.openArticle', { entryId: 7 });
    expect(fake.windows).toHaveLength(3);

    const from = { query: { scope: { kind: 'all' } }, total: 12, index: 3 };
    await ask('host.openArticle', { entryId: 8, from });
    const last = fake.windows[3];
    if (last === undefined) throw new Error('No window was opened for another article.');
    const { url } = last.webContents.mainFrame;
    expect(url).toBe(`app://freshet/index.html#article=8&from=${encodeURIComponent(JSON.stringify(from))}`);
    // It goes on through its list: what counts is which article it shows now.
    last.webContents.mainFrame.url = url.replace('#article=8', '#article=9');
    await ask('host.openArticle', { entryId: 9, from });
    expect(fake.windows).toHaveLength(4);
    await ask('host.openArticle', { entryId: 8, from });
    expect(fake.windows).toHaveLength(5);
  });

  test('shows a running web host in the browser instead of a window without a profile, and hands it the link it was given', async () => {
    const home = newHome();
    const profileDir = join(home, 'profile');
    await ownProfile(profileDir, true);
    const fake = createFakeElectron(home);
    let isReady = false;
    const handOver = createFeedHandOver();
    handOver.add(['feed:https://tides.example/rss']);
    await runFreshet(fake.api, { ...optionsOf(profileDir, () => (isReady = true)), handOver });
    expect(await fake.app.exited).toBe(0);
    expect([isReady, fake.windows, fake.workers]).toEqual([true, [], []]);
    expect(fake.log.filter(line => line.startsWith('openExternal'))).toEqual([
      expect.stringMatching(/^openExternal http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/),
    ]);
    const running = await connectControl(profileDir);
    if (running.kind !== 'connected') throw new Error(`The socket answers ${running.kind}.`);
    const taken = { ok: true, result: { address: 'feed:https://tides.example/rss' } };
    expect(await running.client.request('host.takeHandedOver', {})).toEqual(taken);
    running.client.close();
  });
});
