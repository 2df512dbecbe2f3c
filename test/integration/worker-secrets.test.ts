import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { forkChild } from '../../worker/host/forked-child.ts';
import type { HostKeys } from '../../worker/host/host-answers.ts';
import { createHostLog } from '../../worker/host/host-log.ts';
import { createWorkerHost, type WorkerHost } from '../../worker/host/worker-host.ts';
import type { Method, Params, Result } from '../../worker/protocol/methods.ts';
import { type FeedServer, startFeedServer } from '../helpers/feed-server.ts';
import { rssDocument } from '../helpers/rss-document.ts';
import { newProfileDir, workerEntry } from '../helpers/worker-process.ts';

const password = 'pl4nted';
const basic = `Basic ${Buffer.from(`ann:${password}`).toString('base64')}`;

/** Seals by turning every bit: nothing of the text is left in it. */
const keyring: HostKeys = {
  canSeal: async () => true,
  seal: async text => Buffer.from(text).map(byte => byte ^ 0xff),
  unseal: async sealed => Buffer.from(sealed.map(byte => byte ^ 0xff)).toString(),
};

/** A feed that wants ann's password. */
async function privateFeed(): Promise<FeedServer> {
  const server = await startFeedServer();
  onTestFinished(() => server.close());
  server.on('/feed', (request, response) => {
    const isAnn = request.headers.authorization === basic;
    response.writeHead(isAnn ? 200 : 401, { 'content-type': 'application/rss+xml' });
    response.end(isAnn ? rssDocument('Private', [{ guid: 'one' }]) : '');
  });
  return server;
}

function openHost(profileDir: string, keys?: HostKeys) {
  const log = createHostLog({ file: join(profileDir, 'logs', 'freshet.log') });
  const start = { profileDir, addresses: [], intervalMs: null, liftLimitsForLoopback: true, version: '0.0.1', mode: 'reader' } as const;
  const host = createWorkerHost({
    fork: () => forkChild({ entry: workerEntry }),
    start: () => start,
    log,
    ...(keys === undefined ? {} : { keys }),
    times: { restartDelaysMs: [10, 10, 10] },
  });
  onTestFinished(() => host.stop());
  return { host, log };
}

async function call<M extends Method>(host: WorkerHost, method: M, params: Params<M>): Promise<Result<M>> {
  const outcome = await host.request(method, params);
  if (!outcome.ok) throw new Error(`${method}: ${JSON.stringify(outcome.error)}`);
  return outcome.result;
}

/** As a user does who types the login into the address. */
async function subscribe(host: WorkerHost, server: FeedServer): Promise<number> {
  const address = `${server.origin.replace('//', `//ann:${password}@`)}/feed`;
  const { candidates } = await call(host, 'feeds.find', { address, confirmLocal: true });
  const feedUrl = candidates[0]?.feedUrl ?? '';
  expect(feedUrl).toBe(`${server.origin}/feed`);
  const { subscription } = await call(host, 'subscriptions.add', { feedUrl, folder: null, firstUnread: 'all' });
  return subscription.feedId;
}

async function refresh(host: WorkerHost, feedId: number): Promise<number> {
  const { failed, tried } = await call(host, 'refresh.run', { scope: { kind: 'feed', feedId }, force: true });
  expect(tried).toBe(1);
  return failed;
}

/** Every byte that the profile holds. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

async function killWorker(host: WorkerHost): Promise<void> {
  const { pid, restarts } = await call(host, 'worker.status', {});
  process.kill(pid, 'SIGKILL');
  for (let status = { restarts }; status.restarts === restarts; ) status = await call(host, 'worker.status', {});
}

describe('a login with a keyring', () => {
  it('is there at the next start, and its password nowhere to be read', async () => {
    const [server, profileDir] = [await privateFeed(), newProfileDir()];
    const first = openHost(profileDir, keyring);
    const feedId = await subscribe(first.host, server);
    expect(await call(first.host, 'feeds.access', { feedId })).toMatchObject({ username: 'ann', isLoginKept: true, canKeepLogin: true });
    const { text } = await call(first.host, 'opml.export', {});
    server.on('/feed', { fault: 'reset' });
    await refresh(first.host, feedId);
    await first.host.request('feeds.find', { address: `https://ann:${password}@%zz/` });
    await first.host.request('feeds.find', { address: `${server.origin}/none?token=${password}` });
    await first.host.stop();

    for (const spelling of [password, basic.slice(6)]) {
      expect(text).not.toContain(spelling);
      expect(bytesOf(profileDir)).not.toContain(spelling);
      expect(first.log.recent()).not.toContain(spelling);
    }

    const again = openHost(profileDir, keyring);
    server.on('/feed', { body: rssDocument('Private', []) });
    await refresh(again.host, feedId);
    expect(server.log.at(-1)?.headers).toMatchObject({ authorization: basic });
  });

  it('is taken out of the addresses of an imported list', async () => {
    const [server, profileDir] = [await privateFeed(), newProfileDir()];
    const { host } = openHost(profileDir, keyring);
    await host.request('feeds.find', { address: `${server.origin}/`, confirmLocal: true });
    const text = `${server.origin.replace('//', `//ann:${password}@`)}/feed`;
    const { feeds } = await call(host, 'opml.preview', { text });
    expect(feeds[0]?.feedUrl).toBe(`${server.origin}/feed`);
    await call(host, 'opml.import', { text, firstUnread: 'all' });
    const { subscriptions } = await call(host, 'subscriptions.list', {});
    const [feed] = subscriptions;
    expect(feed?.feedUrl).toBe(`${server.origin}/feed`);
    expect(await call(host, 'feeds.access', { feedId: feed?.feedId ?? 0 })).toMatchObject({ username: 'ann', isLoginKept: true });
    await host.stop();
    expect(bytesOf(profileDir)).not.toContain(password);
  });

  it('comes back with its feed when an unsubscription is taken back', async () => {
    const server = await privateFeed();
    const { host } = openHost(newProfileDir(), keyring);
    const feedId = await subscribe(host, server);
    const { id: changeId } = await call(host, 'subscriptions.remove', { feedIds: [feedId] });
    await call(host, 'changes.undo', { changeId });
    expect(await refresh(host, feedId)).toBe(0);
  });
});

describe('a login without a keyring', () => {
  it('is kept for this run only, over the death of the worker', async () => {
    const [server, profileDir] = [await privateFeed(), newProfileDir()];
    const first = openHost(profileDir);
    const feedId = await subscribe(first.host, server);
    expect(await call(first.host, 'feeds.access', { feedId })).toMatchObject({
      username: 'ann',
      isLoginKept: false,
      canKeepLogin: false,
    });
    await killWorker(first.host);
    expect(await refresh(first.host, feedId)).toBe(0);
    await first.host.stop();
    expect(bytesOf(profileDir)).not.toContain(password);

    const again = openHost(profileDir);
    expect(await call(again.host, 'feeds.access', { feedId })).toMatchObject({ username: null, isLoginKept: false });
    expect(await refresh(again.host, feedId)).toBe(1);
  });

  it('that was sealed elsewhere stays sealed, and the feed says what is missing', async () => {
    const [server, profileDir] = [await privateFeed(), newProfileDir()];
    const first = openHost(profileDir, keyring);
    const feedId = await subscribe(first.host, server);
    await first.host.stop();
    const without = openHost(profileDir);
    await refresh(without.host, feedId);
    const { subscriptions } = await call(without.host, 'subscriptions.list', {});
    expect(subscriptions[0]?.failure).toMatchObject({ code: 'unauthorized', message: expect.stringContaining('keyring') });
    await without.host.stop();
    expect(await refresh(openHost(profileDir, keyring).host, feedId)).toBe(0);
  });
});
