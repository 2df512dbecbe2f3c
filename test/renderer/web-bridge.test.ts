import { afterEach, describe, expect, it } from 'vitest';
import { createWebBridge } from '../../renderer/client/web-bridge.ts';
import type { WebPage } from '../../renderer/client/web-page.ts';
import type { ReaderEvent } from '../../worker/protocol/host.ts';
import { type ServerUnderTest, serveWeb } from '../helpers/web-server-under-test.ts';

const opened: ServerUnderTest[] = [];
async function serve(): Promise<ServerUnderTest> {
  const web = await serveWeb();
  opened.push(web);
  return web;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ server }) => server.close()));
});

/** A tab at the printed address of a really running web server. */
function tabAt(web: ServerUnderTest, hash: string) {
  const kept = new Map<string, string>();
  const tab = { hash, reloads: 0, kept, changed: () => {} };
  const page: WebPage = {
    fetch: (path, init) => fetch(`${web.origin}${String(path)}`, init),
    storage: {
      getItem: name => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: name => void kept.delete(name),
    },
    platform: 'Linux x86_64',
    hash: () => tab.hash,
    clearHash: () => {
      tab.hash = '';
    },
    reload: () => {
      tab.reloads += 1;
    },
    isVisible: () => true,
    onWake: () => {},
    onHashChange: listener => {
      tab.changed = listener;
    },
  };
  return { tab, page };
}

const freshHash = (web: ServerUnderTest) => new URL(web.server.address()).hash;

describe('the bridge of a browser tab', () => {
  it('exchanges the token of the address, takes it out of the address, and asks', async () => {
    const web = await serve();
    const { tab, page } = tabAt(web, freshHash(web));
    const bridge = await createWebBridge(page);
    expect(tab.hash).toBe('');
    expect(await bridge.request('entries.get', { id: 1 })).toEqual({ ok: true, result: 'called' });
    expect(web.calls).toEqual([['entries.get', { id: 1 }]]);
    expect(bridge).toMatchObject({ host: 'web', platform: 'linux' });
    expect((await fetch(web.origin + bridge.pictureUrl(3, 'https://example.org/ä?a&b'))).status).toBe(200);
    expect((await fetch(web.origin + bridge.iconUrl(3, 2))).status).toBe(200);
    expect(web.pictures[0]).toEqual(['pictures.get', { feedId: 3, url: 'https://example.org/ä?a&b' }]);
  });

  it('finds its session again after a reload', async () => {
    const web = await serve();
    const { page } = tabAt(web, freshHash(web));
    await createWebBridge(page);
    const bridge = await createWebBridge(page);
    expect(await bridge.request('entries.get', {})).toEqual({ ok: true, result: 'called' });
    expect((await fetch(web.origin + bridge.iconUrl(3, 2))).status).toBe(200);
  });

  it('keeps the session of the tab when an address is used a second time in it', async () => {
    const web = await serve();
    const hash = freshHash(web);
    const { tab, page } = tabAt(web, hash);
    await createWebBridge(page);
    tab.hash = hash;
    expect(await (await createWebBridge(page)).request('entries.get', {})).toMatchObject({ ok: true });
  });

  it.each(['', '#token=used', '#something'])('says what to do at an address with %j', async hash => {
    const web = await serve();
    const bridge = await createWebBridge(tabAt(web, hash).page);
    const error = { code: 'forbidden-here', message: expect.stringContaining('npm start') };
    expect(await bridge.request('subscriptions.list', {})).toMatchObject({ ok: false, error });
    expect(await bridge.request('host.health', {})).toMatchObject({ ok: true, result: { state: 'failed', error } });
    expect(web.calls).toEqual([]);
  });

  it('loads anew when a fresh address is typed into the same tab', async () => {
    const web = await serve();
    const { tab, page } = tabAt(web, '');
    await createWebBridge(page);
    tab.hash = '#elsewhere';
    tab.changed();
    expect(tab.reloads).toBe(0);
    tab.hash = freshHash(web);
    tab.changed();
    expect(tab.reloads).toBe(1);
  });

  it('sends an OPML file through its own door', async () => {
    const web = await serve();
    const bridge = await createWebBridge(tabAt(web, freshHash(web)).page);
    expect(await bridge.request('opml.import', { text: 'x'.repeat(3_000_000), firstUnread: 'none' })).toMatchObject({ ok: true });
  });

  it('waits instead of failing when it asks too much at once', async () => {
    const web = await serve();
    const bridge = await createWebBridge(tabAt(web, freshHash(web)).page);
    const outcomes = await Promise.all(Array.from({ length: 120 }, () => bridge.request('entries.get', {})));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(120);
  });

  it('hears events, and the health first', async () => {
    const web = await serve();
    const bridge = await createWebBridge(tabAt(web, freshHash(web)).page);
    const heard: ReaderEvent[] = [];
    bridge.onEvent(event => heard.push(event));
    await expect.poll(() => heard).toEqual([{ name: 'host.health', payload: { state: 'ready', pid: 1, restarts: 0 } }]);
    web.server.tell({ name: 'subscriptions.changed', payload: { unread: 2, countsOnly: false } });
    await expect.poll(() => heard.at(-1)).toEqual({ name: 'subscriptions.changed', payload: { unread: 2, countsOnly: false } });
  });

  it('settles calls and tells that the host is gone, and comes back to a host that forgot it with the way out', async () => {
    const web = await serve();
    const { page } = tabAt(web, freshHash(web));
    const target = { web };
    const bridge = await createWebBridge({ ...page, fetch: (path, init) => fetch(`${target.web.origin}${String(path)}`, init) });
    const heard: ReaderEvent[] = [];
    bridge.onEvent(event => heard.push(event));
    await expect.poll(() => heard.length).toBe(1);
    await web.server.close();
    expect(await bridge.request('entries.get', {})).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    await expect
      .poll(() => heard.at(-1), { timeout: 5_000 })
      .toMatchObject({ payload: { state: 'failed', error: { code: 'worker-stopped' } } });
    target.web = await serve();
    await expect
      .poll(() => heard.at(-1), { timeout: 8_000 })
      .toMatchObject({ payload: { state: 'failed', error: { code: 'forbidden-here' } } });
    expect(await bridge.request('entries.get', {})).toMatchObject({ ok: false, error: { code: 'forbidden-here' } });
  });
});
