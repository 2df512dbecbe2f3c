import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type FreshetOptions, runFreshet } from '../../electron/freshet.ts';
import { startWebHost } from '../../headless/web/web-host.ts';
import { connectControl } from '../../worker/host/control-client.ts';
import { createFeedHandOver } from '../../worker/host/feed-hand-over.ts';
import { forkChild } from '../../worker/host/forked-child.ts';
import { createHostLog } from '../../worker/host/host-log.ts';
import { createWorkerHost } from '../../worker/host/worker-host.ts';
import type { Outcome } from '../../worker/protocol/errors.ts';
import type { ReaderEvent } from '../../worker/protocol/host.ts';
import { createFakeElectron, type FakeElectron } from '../electron/fake-electron.ts';
import { type FeedServer, startFeedServer } from '../helpers/feed-server.ts';

const root = join(import.meta.dirname, '..', '..');
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const entryAt = (minutesAgo: number, title: string) =>
  `<item><title>${title}</title><guid isPermaLink="false">${title}</guid><pubDate>${new Date(Date.now() - minutesAgo * 60_000).toUTCString()}</pubDate></item>`;
const feed = (items: string) =>
  `<rss version="2.0"><channel><title>Hinterland Notes</title><link>http://127.0.0.1/</link>${items}</channel></rss>`;

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'freshet-main-'));
  cleanUps.push(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

function options(profileDir: string, onShown: () => void): FreshetOptions {
  return {
    profileDir,
    platform: 'linux',
    files: {
      preload: join(root, 'dist/preload/preload.cjs'),
      mainEntry: join(root, 'dist/main/main.js'),
      workerEntry: join(root, 'worker/main.ts'),
      rendererDir: join(root, 'renderer'),
      iconDir: join(root, 'build/icons/tray'),
    },
    start: { liftLimitsForLoopback: true },
    handOver: createFeedHandOver(),
    onShown,
  };
}

async function startReader(setUp: (fake: FakeElectron, server: FeedServer, profileDir: string) => Promise<void> | void = () => undefined) {
  const home = newHome();
  const server = await startFeedServer();
  cleanUps.push(() => server.close());
  const fake = createFakeElectron(home);
  const profileDir = join(home, 'profile');
  await setUp(fake, server, profileDir);
  const shown = Promise.withResolvers<void>();
  await runFreshet(fake.api, options(profileDir, shown.resolve));
  cleanUps.push(async () => {
    fake.app.quit();
    await fake.app.exited;
  });
  await shown.promise;
  const [window] = fake.windows;
  if (window === undefined) throw new Error('No window was opened.');
  const ask = async <T>(method: string, params: unknown = {}): Promise<T> => {
    const outcome = (await fake.invoke(window, { method, params })) as Outcome<T>;
    if (!outcome.ok) throw new Error(`${method}: ${outcome.error.code} ${outcome.error.message} ${outcome.error.detail}`);
    return outcome.result;
  };
  /** The first event of that name the window was sent, from now on or before. */
  const heard = <N extends ReaderEvent['name']>(name: N, from = 0): Promise<Extract<ReaderEvent, { name: N }>> =>
    new Promise(resolve => {
      const look = () => {
        const found = window.webContents.sent.slice(from).find(({ message }) => (message as ReaderEvent).name === name);
        if (found === undefined) return void window.webContents.once('test:sent', look);
        resolve(found.message as Extract<ReaderEvent, { name: N }>);
      };
      look();
    });
  const subscribe = async (path: string) => {
    const feedUrl = `${server.origin}${path}`;
    await ask('feeds.find', { address: feedUrl, confirmLocal: true });
    return ask<{ subscription: { feedId: number } }>('subscriptions.add', { feedUrl, folder: null, firstUnread: 'all' });
  };
  return { fake, server, window, ask, heard, subscribe, profileDir };
}

/** Another Freshet takes the profile first. Returns what gives it up. */
async function ownProfile(profileDir: string, withWindow = false): Promise<() => Promise<void>> {
  const log = createHostLog({ file: null });
  const start = { profileDir, addresses: [], intervalMs: null, liftLimitsForLoopback: false, version: '0.1.0', mode: 'reader' } as const;
  const worker = createWorkerHost({ fork: () => forkChild({ entry: join(root, 'worker/main.ts') }), start: () => start, log });
  await worker.settled();
  const web = withWindow
    ? await startWebHost({
        worker,
        files: new Map(),
        rendererDir: profileDir,
        profileDir,
        version: '0.1.0',
        port: 0,
        host: '127.0.0.1',
        log,
      })
    : null;
  const release = async () => {
    await web?.close();
    await worker.stop();
  };
  cleanUps.push(release);
  return release;
}

describe('the main process', () => {
  test('opens a window without rights, forks the worker by its name and relays calls to it', async () => {
    const { fake, window, ask } = await startReader();
    expect(window.isShown).toBe(true);
    expect(window.options['webPreferences']).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    expect(fake.workers[0]?.options).toMatchObject({ serviceName: 'Freshet worker', stdio: 'pipe' });
    expect(Object.keys(fake.workers[0]?.options.env ?? {})).not.toContain('NODE_OPTIONS');
    const status = await ask<{ pid: number; name: string }>('worker.status');
    expect(status.pid).toBe(fake.workers[0]?.child.pid);
    expect([...fake.handlers.keys()]).toEqual(['reader:request']);
  });

  test('answers nobody but the main frame of its own window at its own page', async () => {
    const { fake, window } = await startReader();
    const message = { method: 'worker.status', params: {} };
    const article = { url: 'about:srcdoc' };
    const refusals = [
      await fake.invoke(window, message, article),
      await fake.invoke(window, message, null),
      await fake.invoke(window, message, { url: 'app://freshet/index.html' }),
    ];
    expect(refusals.map(outcome => (outcome as { error: { code: string } }).error.code)).toEqual([
      'forbidden-here',
      'forbidden-here',
      'forbidden-here',
    ]);
  });

  test('answers malformed messages with errors and goes on', async () => {
    const { fake, window, ask } = await startReader();
    const pictures = { method: 'pictures.get', params: { feedId: 1, url: 'x' } };
    const malformed = [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      { method: 1 },
      { method: '__proto__', params: {} },
      { method: 'toString', params: {} },
      pictures,
    ];
    for (const message of malformed) expect(await fake.invoke(window, message), JSON.stringify(message)).toMatchObject({ ok: false });
    expect(await ask('worker.status')).toMatchObject({ errorsInWork: 0, restarts: 0 });
  });

  test('refuses every permission and every way out of the page', async () => {
    const { fake, window } = await startReader();
    const granted: unknown[] = [];
    fake.session.permissions.request?.(window.webContents, 'notifications', answer => granted.push(answer));
    fake.session.permissions.display?.({}, answer => granted.push(answer));
    expect([granted, fake.session.permissions.check?.(), fake.session.permissions.device?.()]).toEqual([[false, null], false, false]);
    const prevented = (name: string, details: object) => {
      let isPrevented = false;
      const event = { ...details, preventDefault: () => (isPrevented = true) };
      window.webContents.emit(name, event, {});
      return isPrevented;
    };
    expect(prevented('will-navigate', { url: 'https://evil.example/' })).toBe(true);
    expect(prevented('will-navigate', { url: 'app://freshet/index.html' })).toBe(false);
    expect(prevented('will-redirect', { url: 'file:///etc/passwd' })).toBe(true);
    expect(prevented('will-frame-navigate', { url: 'app://freshet/index.html', isMainFrame: false })).toBe(true);
    expect(prevented('will-frame-navigate', { url: 'about:srcdoc', isMainFrame: false })).toBe(false);
    expect(prevented('will-frame-navigate', { url: 'about:srcdoc', isMainFrame: true })).toBe(true);
    expect(prevented('will-attach-webview', {})).toBe(true);
    expect(window.webContents.openHandler?.({ url: 'https://example.org/' })).toEqual({ action: 'deny' });
  });

  test('lets the page ask the network for recordings only, and for no local one but what the worker has named (H4)', async () => {
    const { fake, ask, server, subscribe, heard } = await startReader((_, of) => {
      of.on('/feed', {
        body: feed(`<item><title>One</title><guid>1</guid><enclosure url="${of.origin}/one.mp3" type="audio/mpeg"/></item>`),
      });
      of.on('/one.mp3', { body: 'ID3', type: 'audio/mpeg' });
    });
    fake.answers.hosts = { 'cdn.example': '93.184.215.14', 'inside.example': '192.168.0.1', 'mapped.example': '::ffff:10.0.0.1' };
    const mayLoad = (url: string, resourceType = 'media') =>
      new Promise<boolean>(resolve => fake.session.beforeRequest?.({ url, resourceType }, ({ cancel }) => resolve(!cancel)));
    expect(await mayLoad('https://cdn.example/a.mp3')).toBe(true);
    expect(await mayLoad('https://unknown.example/a.mp3')).toBe(true);
    for (const kind of ['image', 'xhr', 'script', 'subFrame', 'ping', 'other'])
      expect(await mayLoad('https://cdn.example/a', kind)).toBe(false);
    for (const host of [
      'inside.example',
      'mapped.example',
      'printer.local',
      'localhost',
      '127.0.0.1',
      '[::1]',
      '169.254.169.254',
      '2130706433',
    ]) {
      expect(await mayLoad(`http://${host}/a.mp3`), host).toBe(false);
    }
    expect(await mayLoad('ws://cdn.example/', 'webSocket')).toBe(false);

    const url = `${server.origin}/one.mp3`;
    expect(await mayLoad(url)).toBe(false);
    await subscribe('/feed');
    await heard('entries.arrived');
    const list = await ask<{ rows: { id: number }[] }>('entries.open', {
      view: { scope: { kind: 'all' }, onlyUnread: false, order: 'newest' },
      anchorId: null,
      limit: 1,
    });
    await ask('media.locate', { entryId: list.rows[0]?.id, url });
    expect(await mayLoad(url)).toBe(true);
    expect(await mayLoad(url.replace('127.0.0.1', '127.0.0.2'))).toBe(false);
  });

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

  test('copies for the window, which has no right to the clipboard itself', async () => {
    const { fake, ask } = await startReader();
    expect(await ask('host.copyText', { text: 'https://example.org/feed' })).toEqual({ copied: true });
    expect(fake.log).toContain('clipboard https://example.org/feed');
    await expect(ask('host.copyText', { text: 7 })).rejects.toThrow('bad-request');
  });

  test('lets links out only through the gate, one at a time', async () => {
    const { fake, ask } = await startReader();
    const open = (url: string, confirmed = false) => ask<{ kind: string }>('host.openLink', { url, inBackground: false, confirmed });
    const verdicts = [
      await open('javascript:alert(1)'),
      await open('file:///etc/passwd'),
      await open('http://127.0.0.1:8080/'),
      await open('https://example.org/a b'),
      await open('https://example.org/second'),
    ];
    expect(verdicts.map(verdict => verdict.kind)).toEqual(['refused', 'refused', 'ask', 'opened', 'refused']);
    expect(fake.log.filter(line => line.startsWith('openExternal'))).toEqual(['openExternal https://example.org/a%20b']);
  });

  test('lets a link of the context menu out through the same gate', async () => {
    const { fake, window, ask } = await startReader();
    const follow = (linkURL: string) => {
      window.webContents.emit('context-menu', {}, { isEditable: false, linkURL, mediaType: 'none', selectionText: '' });
      const click = fake.menus.popup?.find(item => item.label === 'Open link')?.click;
      (click as unknown as () => void)();
    };
    const boxes = (count: number) =>
      expect.poll(() => fake.log.filter(line => line === 'messageBox').length, { timeout: 15_000 }).toBe(count);
    const opened = () => fake.log.filter(line => line.startsWith('openExternal'));
    follow('file:///etc/passwd');
    await boxes(1);
    fake.answers.messageBox = { response: 1, checkboxChecked: false };
    follow('http://127.0.0.1:8080/');
    await boxes(2);
    await ask('worker.status');
    expect(opened()).toEqual([]);
    fake.answers.messageBox = { response: 0, checkboxChecked: false };
    follow('http://127.0.0.1:8080/');
    await boxes(3);
    await expect.poll(opened, { timeout: 15_000 }).toEqual(['openExternal http://127.0.0.1:8080/']);
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
    await runFreshet(fake.api, { ...options(profileDir, () => (isReady = true)), handOver });
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

  test('answers on its socket also when the profile was to be had at the second try only', async () => {
    let release = async () => {};
    const { ask, profileDir } = await startReader(async (_fake, _server, dir) => {
      release = await ownProfile(dir);
    });
    expect(await ask('host.health')).toMatchObject({ state: 'failed', error: { code: 'profile-in-use' } });
    await release();
    await ask('host.restartWorker');
    await expect.poll(async () => (await connectControl(profileDir)).kind, { timeout: 30_000 }).toBe('connected');
  });

  test('goes on with a new worker when the old one is killed, and tells the window', async () => {
    const { fake, ask, heard, window } = await startReader();
    const from = window.webContents.sent.length;
    fake.workers[0]?.child.kill('SIGKILL');
    expect((await heard('host.health', from)).payload.state).toBe('restarting');
    expect(await ask('worker.status')).toMatchObject({ restarts: 1, pid: fake.workers[1]?.child.pid });
  });

  test('takes the last words of a worker that V8 ends as words, not as an error of its own', async () => {
    const { fake, ask, heard, window, profileDir } = await startReader();
    fake.workers[0]?.emit('error', 'FatalError', 'v8::ToLocalChecked', '{}');
    const from = window.webContents.sent.length;
    fake.workers[0]?.child.kill('SIGABRT');
    expect((await heard('host.health', from)).payload.state).toBe('restarting');
    expect(await ask('worker.status')).toMatchObject({ restarts: 1 });
    expect(readFileSync(join(profileDir, 'logs/freshet.log'), 'utf8')).toContain('FatalError at v8::ToLocalChecked');
  });

  test('notes the place of the window when it has moved, so that a kill does not lose it', async () => {
    const { window, profileDir } = await startReader();
    const file = join(profileDir, 'window.json');
    expect(existsSync(file)).toBe(false);
    window.emit('move');
    await expect.poll(() => existsSync(file), { timeout: 15_000 }).toBe(true);
  });

  test('quits in order: windows, then the worker, then the process, with no child left behind', async () => {
    const { fake, window } = await startReader();
    const [worker] = fake.workers;
    fake.app.quit();
    expect(await fake.app.exited).toBe(0);
    expect(window.isDestroyed()).toBe(true);
    expect(fake.log.filter(line => ['will-quit', 'exit 0'].includes(line))).toEqual(['will-quit', 'will-quit', 'exit 0']);
    expect(worker?.child.exitCode).toBe(0);
    expect(fake.trays[0]?.isDestroyed).toBe(true);
  });

  test('the close button ends the process where the user wants that', async () => {
    const { fake, window, ask, heard } = await startReader();
    await ask('settings.set', { change: { closeButton: 'quit' } });
    await heard('settings.changed');
    window.close();
    expect(await fake.app.exited).toBe(0);
    expect(window.isDestroyed()).toBe(true);
  });

  test('the close button asks once, and hides the window into the tray while the worker goes on', async () => {
    const { fake, window, ask, heard } = await startReader();
    window.close();
    await new Promise(resolve => window.once('hide', resolve));
    expect(window.isDestroyed()).toBe(false);
    expect((await heard('settings.changed')).payload.closeButton).toBe('tray');
    window.show();
    window.close();
    expect(window.isShown).toBe(false);
    expect(fake.log.filter(line => line === 'messageBox')).toHaveLength(1);
    expect(await ask('worker.status')).toMatchObject({ restarts: 0 });
  });
});
