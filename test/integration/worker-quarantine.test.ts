import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { forkChild } from '../../worker/host/forked-child.ts';
import { createHostLog } from '../../worker/host/host-log.ts';
import { createWorkerHost, type WorkerHost } from '../../worker/host/worker-host.ts';
import type { Method, Params, Result } from '../../worker/protocol/methods.ts';
import { type FeedServer, startFeedServer } from '../helpers/feed-server.ts';
import { rssDocument, rssItems } from '../helpers/rss-document.ts';
import { workers } from '../helpers/scripted-host.ts';
import { newProfileDir } from '../helpers/worker-process.ts';

const type = 'application/rss+xml';
const all = { scope: { kind: 'all' } } as const;
const good = rssDocument('Good', rssItems(2));
const planted = (fault: string) => ({ body: rssDocument(`planted ${fault}`, rssItems(2)), type });
const hosts: WorkerHost[] = [];
const servers: FeedServer[] = [];

/** The real worker, really forked, with parse threads that meet what a document names. */
async function open(paths: Readonly<Record<string, string | null>>, file = 'planted.ts') {
  const server = await startFeedServer();
  servers.push(server);
  for (const [path, fault] of Object.entries(paths)) server.on(path, fault === null ? { body: good, type } : planted(fault));
  const profileDir = newProfileDir();
  const addresses = Object.keys(paths).map(path => `${server.origin}${path}`);
  const log = createHostLog({ file: null });
  const host = createWorkerHost({
    fork: () => forkChild({ entry: join(workers, file) }),
    start: () => ({ profileDir, addresses, intervalMs: null, liftLimitsForLoopback: true, version: '0.0.1', mode: 'batch' }),
    log,
    times: { restartDelaysMs: [10] },
  });
  hosts.push(host);
  await host.settled();
  async function ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const outcome = await host.request(method, params);
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}\n${log.recent()}`);
    return outcome.result;
  }
  return {
    server,
    host,
    ask,
    /** The failure codes by path; null for a feed that is well and fresh. */
    async health(): Promise<Readonly<Record<string, string | null>>> {
      const { subscriptions } = await ask('subscriptions.list', {});
      const codeOf = ({ failure, newestEntryAt }: (typeof subscriptions)[number]) =>
        failure?.code ?? (newestEntryAt === null ? 'nothing stored' : null);
      return Object.fromEntries(subscriptions.map(feed => [new URL(feed.feedUrl).pathname, codeOf(feed)]));
    },
    async feed(path: string) {
      const { subscriptions } = await ask('subscriptions.list', {});
      const found = subscriptions.find(({ feedUrl }) => new URL(feedUrl).pathname === path);
      if (found === undefined) throw new Error(`no feed ${path}`);
      return found;
    },
  };
}

afterEach(async () => {
  await Promise.all(hosts.splice(0).map(host => host.stop()));
  await Promise.all(servers.splice(0).map(server => server.close()));
});

const crowd = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`/good-${n}`, null]));

describe('a document that hangs its thread', () => {
  it('is given up and its feed set aside; all others are fresh', async () => {
    const { ask, health, host } = await open({ '/hangs': 'endless loop', ...crowd });
    expect(await ask('refresh.run', all)).toMatchObject({ tried: 13, changed: 12, failed: 1, failures: [{ code: 'quarantined' }] });
    expect(await health()).toEqual({ '/hangs': 'quarantined', ...crowd });
    expect(host.health()).toMatchObject({ state: 'ready', restarts: 0 });
  });

  it('is not asked for with the others, but once by the user’s word for just this feed', async () => {
    const { ask, server, feed, health } = await open({ '/hangs': 'endless loop', '/good': null });
    await ask('refresh.run', all);
    const { feedId, failure, plan } = await feed('/hangs');
    expect(failure?.message).toMatch(/set aside for a day.*Refresh this feed/);
    expect(Number(plan?.at) - Number(failure?.at)).toBeGreaterThan(21 * 3_600_000);
    const again = await ask('refresh.run', { ...all, force: true });
    expect(again).toMatchObject({ tried: 1, refused: [{ feedId, reason: 'quarantined', until: plan?.at }] });
    expect(server.requests('/hangs')).toHaveLength(1);

    const byHand = { scope: { kind: 'feed', feedId }, force: true } as const;
    expect(await ask('refresh.run', byHand)).toMatchObject({ tried: 1, failures: [{ code: 'quarantined' }] });
    server.on('/hangs', { body: good, type });
    expect(await ask('refresh.run', byHand)).toMatchObject({ changed: 1 });
    expect(await health()).toEqual({ '/hangs': null, '/good': null });
  });
});

describe('a document that takes the whole process with it', () => {
  it.each(['memory growth', 'kill'])(
    'by %s sets its feed aside; the others are fresh, and nothing that was acknowledged is lost',
    async fault => {
      const { ask, health, feed, server } = await open({ '/calm': null, '/kills': fault, ...crowd });
      await ask('refresh.run', { scope: { kind: 'feed', feedId: (await feed('/calm')).feedId } });
      const list = await ask('entries.open', {
        view: { scope: { kind: 'all' }, onlyUnread: false, order: 'newest' },
        anchorId: null,
        limit: 9,
      });
      const ids = list.rows.map(row => row.id);
      expect(ids).toHaveLength(2);
      await ask('entries.setStarred', { ids, isStarred: true });

      await ask('refresh.run', all);
      expect(await health()).toEqual({ '/calm': null, '/kills': 'quarantined', ...crowd });
      expect((await ask('subscriptions.list', {})).counts.starred).toBe(2);
      expect(server.requests('/kills')).toHaveLength(1);
      expect(await ask('worker.status', {})).toMatchObject({ errorsInWork: 0 });
    },
  );

  it('is found among several that were in work, without blame for the others', async () => {
    const { ask, health, host } = await open(
      { '/slow-1': 'pause', '/slow-2': 'pause', '/kills': 'kill', '/slow-3': 'pause', ...crowd },
      'planted-several.ts',
    );
    await ask('refresh.run', all);
    expect(await health()).toEqual({ '/slow-1': null, '/slow-2': null, '/kills': 'quarantined', '/slow-3': null, ...crowd });
    expect(host.health()).toMatchObject({ state: 'ready', restarts: expect.toSatisfy((restarts: number) => restarts <= 2) });
  });

  it('does not stop Freshet, even when there are four of them', async () => {
    const { ask, health, host } = await open({
      '/kills-1': 'kill',
      '/kills-2': 'kill',
      '/kills-3': 'kill',
      '/kills-4': 'kill',
      ...crowd,
    });
    await ask('refresh.run', all);
    expect(await health()).toEqual({
      '/kills-1': 'quarantined',
      '/kills-2': 'quarantined',
      '/kills-3': 'quarantined',
      '/kills-4': 'quarantined',
      ...crowd,
    });
    expect(host.health()).toMatchObject({ state: 'ready', restarts: 4 });
  });

  it('kills once more when the user tries it by hand, and stays set aside', async () => {
    const { ask, feed, health } = await open({ '/kills': 'kill', '/good': null });
    await ask('refresh.run', all);
    const { feedId } = await feed('/kills');
    const summary = await ask('refresh.run', { scope: { kind: 'feed', feedId }, force: true });
    expect(summary).toMatchObject({ tried: 0, refused: [{ feedId, reason: 'checked-recently' }] });
    expect(await health()).toEqual({ '/kills': 'quarantined', '/good': null });
  });

  it('fails the search that met it, in words, is not asked for again by itself, and nobody is set aside for it', async () => {
    const { host, ask, server, health } = await open({ '/good': null });
    server.on('/kills', planted('kill'));
    const outcome = await host.request('feeds.find', { address: `${server.origin}/kills`, confirmLocal: true });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    await ask('refresh.run', all);
    expect(server.requests('/kills')).toHaveLength(1);
    expect(await health()).toEqual({ '/good': null });
  });
});

it('sets nobody aside for a worker that dies of something else', async () => {
  const { host, ask, health } = await open({ '/good': null });
  const { pid } = await ask('worker.status', {});
  process.kill(pid, 'SIGKILL');
  await ask('refresh.run', all);
  expect(await health()).toEqual({ '/good': null });
  expect(host.health()).toMatchObject({ restarts: 1 });
});
