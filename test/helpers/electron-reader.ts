import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type FreshetOptions, runFreshet } from '../../electron/freshet.ts';
import { startWebHost } from '../../headless/web/web-host.ts';
import { createFeedHandOver } from '../../worker/host/feed-hand-over.ts';
import { forkChild } from '../../worker/host/forked-child.ts';
import { createHostLog } from '../../worker/host/host-log.ts';
import { createWorkerHost } from '../../worker/host/worker-host.ts';
import type { Outcome } from '../../worker/protocol/errors.ts';
import type { ReaderEvent } from '../../worker/protocol/host.ts';
import { createFakeElectron, type FakeElectron } from '../electron/fake-electron.ts';
import { type FeedServer, startFeedServer } from './feed-server.ts';

const root = join(import.meta.dirname, '..', '..');
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'freshet-main-'));
  cleanUps.push(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** Of the program as it is built, with the sources of its worker. */
export function optionsOf(profileDir: string, onShown: () => void): FreshetOptions {
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

/** Starts the program beside a server of feeds; the test ends both. */
export async function startReader(
  setUp: (fake: FakeElectron, server: FeedServer, profileDir: string) => Promise<void> | void = () => undefined,
) {
  const home = newHome();
  const server = await startFeedServer();
  cleanUps.push(() => server.close());
  const fake = createFakeElectron(home);
  const profileDir = join(home, 'profile');
  await setUp(fake, server, profileDir);
  const shown = Promise.withResolvers<void>();
  await runFreshet(fake.api, optionsOf(profileDir, shown.resolve));
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
export async function ownProfile(profileDir: string, withWindow = false): Promise<() => Promise<void>> {
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
