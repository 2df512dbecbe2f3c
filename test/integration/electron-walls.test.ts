import { describe, expect, test } from 'vitest';
import { startReader } from '../helpers/electron-reader.ts';

const feed = (items: string) =>
  `<rss version="2.0"><channel><title>Hinterland Notes</title><link>http://127.0.0.1/</link>${items}</channel></rss>`;

describe('the main process', () => {
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
});
