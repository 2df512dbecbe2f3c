import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReaderBridge } from '../../electron/bridge.ts';
import { createWebBridge } from '../../renderer/client/web-bridge.ts';
import { controlPath } from '../../worker/host/control-path.ts';
import { isAlive } from '../../worker/port/is-alive.ts';
import type { ReaderEvent, WorkerHealth } from '../../worker/protocol/host.ts';
import type { WorkerStatus } from '../../worker/protocol/status.ts';
import { type FeedServer, startFeedServer } from '../helpers/feed-server.ts';
import { buildFreshet, type FreshetBuild, type FreshetProgram } from '../helpers/freshet-program.ts';

let site: FeedServer;
let build: FreshetBuild;
let freshet: FreshetProgram;

const feedWith = (titles: readonly string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Tides</title>${titles
    .map(title => `<item><guid>${title}</guid><title>${title}</title><pubDate>${new Date().toUTCString()}</pubDate></item>`)
    .join('')}</channel></rss>`;

beforeAll(async () => {
  [site, build] = await Promise.all([startFeedServer(), buildFreshet()]);
});
afterAll(async () => {
  await site.close();
  build.remove();
});
beforeEach(() => {
  freshet = build.profile();
  site.on('/feed', { body: feedWith(['one']), type: 'application/rss+xml' });
});
afterEach(() => freshet.remove());

const printedAddress = /^Freshet is at (http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+)\n/m;

/** A browser tab at the printed address. */
function openTab(address: string): Promise<ReaderBridge> {
  const url = new URL(address);
  const kept = new Map<string, string>();
  return createWebBridge({
    fetch: (path, init) => fetch(`${url.origin}${String(path)}`, init),
    storage: { getItem: name => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value), removeItem: () => {} },
    platform: 'Linux',
    hash: () => url.hash,
    clearHash: () => {},
    reload: () => {},
    isVisible: () => true,
    onWake: () => {},
    onHashChange: () => {},
  });
}

async function got<T>(tab: ReaderBridge, method: string, params: unknown): Promise<T> {
  const outcome = await tab.request(method, params);
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message} ${outcome.error.detail}`);
  return outcome.result as T;
}

const add = (tab: ReaderBridge) =>
  got(tab, 'subscriptions.add', { feedUrl: `${site.origin}/feed`, folder: null, firstUnread: 'recent', confirmLocal: true });
const workerPid = async (tab: ReaderBridge) => (await got<WorkerStatus>(tab, 'worker.status', {})).pid;

describe('the web host', () => {
  it('walks the whole way: address, feed, list, command line, second start, end, and everything there again', async () => {
    const web = freshet.start('web', '--no-open');
    const tab = await openTab(await web.printed(printedAddress));
    expect(await got(tab, 'host.about', {})).toMatchObject({ host: 'web', version: '0.0.1', profileDir: freshet.profileDir });
    await add(tab);
    const pid = await workerPid(tab);

    expect(await freshet.json('list')).toMatchObject([{ title: 'one', feedTitle: 'Tides' }]);
    expect(await freshet.json('status')).toMatchObject({ running: true, pid });

    const second = await freshet.run('web', '--no-open');
    expect(second.code).toBe(0);
    const secondTab = await openTab(printedAddress.exec(second.stdout)![1]!);
    expect(await workerPid(secondTab)).toBe(pid);

    web.child.kill('SIGINT');
    expect(await web.ended).toMatchObject({ code: 0, stderr: '' });
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(controlPath(freshet.profileDir)!)).toBe(false);
    expect(await tab.request('entries.get', { id: 1 })).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });

    const again = freshet.start('web', '--no-open', '--json');
    const { address } = JSON.parse(await again.printed(/\{[^}]+\}/)) as { address: string };
    const view = { scope: { kind: 'all' }, onlyUnread: true, order: 'newest' };
    expect(await got(await openTab(address), 'entries.open', { view, anchorId: null, limit: 10 })).toMatchObject({
      total: 1,
      rows: [{ title: 'one' }],
    });
    again.child.kill('SIGTERM');
    expect((await again.ended).code).toBe(0);
  });

  it('lets a new entry reach two open tabs by the timer alone, and keeps on with none open', async () => {
    const web = freshet.start('web', '--no-open', '--test-interval-ms', '200', '--test-lift-loopback');
    const tabs = [await openTab(await web.printed(printedAddress))];
    const { stdout } = await freshet.run('web', '--no-open');
    tabs.push(await openTab(printedAddress.exec(stdout)![1]!));
    const heard: ReaderEvent[][] = [[], []];
    for (const [index, tab] of tabs.entries()) tab.onEvent(event => heard[index]?.push(event));
    await add(tabs[0]!);
    site.on('/feed', { body: feedWith(['one', 'two']), type: 'application/rss+xml' });
    for (const events of heard) await expect.poll(() => events.map(({ name }) => name), { timeout: 10_000 }).toContain('entries.arrived');
    site.on('/feed', { body: feedWith(['one', 'two', 'three']), type: 'application/rss+xml' });
    await expect.poll(async () => (await freshet.json('list')) as unknown[], { timeout: 15_000, interval: 500 }).toHaveLength(3);
  });

  it('stays up when its worker is killed, tells it, and starts another', async () => {
    const web = freshet.start('web', '--no-open');
    const tab = await openTab(await web.printed(printedAddress));
    const healths: WorkerHealth[] = [];
    tab.onEvent(event => {
      if (event.name === 'host.health') healths.push(event.payload);
    });
    await add(tab);
    const pid = await workerPid(tab);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => healths.at(-1), { timeout: 10_000 }).toMatchObject({ state: 'ready', restarts: 1 });
    expect(await got<WorkerStatus>(tab, 'worker.status', {})).toMatchObject({ restarts: 1, entries: 1 });
    expect(await workerPid(tab)).not.toBe(pid);
  });

  it('is followed by its worker when it is killed, and the next start takes over', async () => {
    const web = freshet.start('web', '--no-open');
    const tab = await openTab(await web.printed(printedAddress));
    await add(tab);
    const pid = await workerPid(tab);
    web.child.kill('SIGKILL');
    // Sooner than by its last witness, the ten seconds without a ping.
    await expect.poll(() => isAlive(pid), { timeout: 9_000 }).toBe(false);
    await web.ended;
    const next = freshet.start('web', '--no-open');
    expect(await got(await openTab(await next.printed(printedAddress)), 'subscriptions.list', {})).toMatchObject({
      subscriptions: [{ title: 'Tides' }],
    });
  });

  it('has one owner when several are started at once: the others print its address and end', async () => {
    const starts = Array.from({ length: 4 }, () => freshet.start('web', '--no-open'));
    const addresses = await Promise.all(starts.map(start => start.printed(printedAddress)));
    expect(new Set(addresses.map(address => new URL(address).port)).size).toBe(1);
    expect(new Set(addresses).size).toBe(4);
    const ended: number[] = [];
    for (const start of starts) void start.ended.then(({ code }) => ended.push(code ?? -1));
    await expect.poll(() => ended).toEqual([0, 0, 0]);
  });

  it('says in one sentence that its port is taken', async () => {
    const port = new URL(site.origin).port;
    expect(await freshet.run('web', '--no-open', '--port', port)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^freshet: Port \d+ is taken/),
    });
  });

  it('serves the window at the port and address that it was given', async () => {
    const web = freshet.start('web', '--no-open', '--ipv6');
    const address = await web.printed(/(http:\/\/\[::1\]:\d+\/#token=\S+)/);
    expect(await (await fetch(address)).text()).toContain('<title>Freshet</title>');
  });
});
