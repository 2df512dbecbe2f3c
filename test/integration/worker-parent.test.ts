import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { FromWorker } from '../../worker/protocol/messages.ts';
import { readProfile } from '../helpers/profile-check.ts';
import { rssDocument, rssItems } from '../helpers/rss-document.ts';
import { createWorkerFixture } from '../helpers/worker-fixture.ts';
import { forkWorker, newProfileDir, startMessage, workerEntry } from '../helpers/worker-process.ts';

const middleParent = fileURLToPath(new URL('../helpers/middle-parent.ts', import.meta.url));
const entriesPerFeed = 40;
const { start, serve } = createWorkerFixture();
const parents: ChildProcess[] = [];

afterEach(() => {
  for (const parent of parents.splice(0)) parent.kill('SIGKILL');
});

/** Feeds, each on a server of its own that answers after its own delay, so that a refresh of all takes a while. */
async function slowFeeds(count: number): Promise<string[]> {
  const started = await Promise.all(Array.from({ length: count }, (_, index) => serve({ address: `127.0.1.${index + 1}` })));
  return started.map((server, index) => {
    server.on('/feed', { body: rssDocument(`Feed ${index}`, rssItems(entriesPerFeed)), type: 'application/rss+xml', delayMs: index * 15 });
    return `${server.origin}/feed`;
  });
}

/** Gone, or dead and not yet fetched by whoever adopted it. */
function hasEnded(pid: number): boolean {
  try {
    return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .startsWith('Z');
  } catch {
    return true;
  }
}

async function timeToEnd(pid: number): Promise<number> {
  const startedAt = performance.now();
  while (!hasEnded(pid)) await new Promise(resolve => setTimeout(resolve, 50));
  return performance.now() - startedAt;
}

/** Every feed is there whole or not at all. */
function expectWhole(profileDir: string, addresses: readonly string[]): void {
  const { integrity, entries, fetched } = readProfile(profileDir);
  expect(integrity).toBe('ok');
  expect([...entries.keys()].sort()).toEqual([...addresses].sort());
  for (const [address, count] of entries) expect(count, address).toBe(fetched.has(address) ? entriesPerFeed : 0);
}

describe('a parent that is gone', () => {
  it('is noticed in the midst of a refresh: the worker ends by itself within 2 s and the data is whole', async () => {
    const addresses = await slowFeeds(60);
    const profileDir = newProfileDir();
    const parent = fork(middleParent, [workerEntry], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    parents.push(parent);
    const workerPid = await new Promise<number>(resolve => {
      let stored = 0;
      parent.on('message', raw => {
        const { workerPid: pid, message } = raw as { workerPid: number; message: FromWorker };
        if (message.kind === 'hello') parent.send(startMessage({ profileDir, addresses, mode: 'batch', liftLimitsForLoopback: true }));
        if (message.kind === 'ready') parent.send({ kind: 'call', id: 1, method: 'refresh.run', params: { scope: { kind: 'all' } } });
        if (message.kind === 'event' && message.event.name === 'entries.arrived') stored += message.event.payload.feedIds.length;
        if (stored >= 10) resolve(pid);
      });
    });
    parent.kill('SIGKILL');
    expect(await timeToEnd(workerPid)).toBeLessThan(2_000);
    expectWhole(profileDir, addresses);

    const next = await start({ profileDir, addresses, liftLimitsForLoopback: true, mode: 'batch' });
    const summary = await next.call('refresh.run', { scope: { kind: 'all' }, force: true });
    expect(summary).toMatchObject({ tried: 60, failed: 0, wasCancelled: false });
    await next.stop();
    expect([...readProfile(profileDir).entries.values()]).toEqual(addresses.map(() => entriesPerFeed));
  });

  it('is noticed when it closes the channel', async () => {
    const worker = await start();
    const startedAt = performance.now();
    worker.disconnect();
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('is noticed when its process is not there, although the channel is open', async () => {
    // On a slow machine that is before it is ready.
    const worker = forkWorker(startMessage({ parentPid: 2 ** 30 }));
    expect(await worker.exited).toEqual({ code: 0, signal: null });
  });
});

describe('a parent that does not listen any more', () => {
  it('has its missing acknowledgements counted, and the worker ends in order', async () => {
    const worker = await start();
    worker.fallSilent({ acks: true, pings: false });
    const startedAt = performance.now();
    let failedSends = 0;
    while (failedSends === 0) {
      await new Promise(resolve => setTimeout(resolve, 200));
      failedSends = (await worker.call('worker.status', {})).failedSends;
    }
    expect(performance.now() - startedAt).toBeGreaterThan(4_500);
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - startedAt).toBeLessThan(13_000);
    expect(worker.messages.some(message => message.kind === 'log' && message.text.includes('acknowledged nothing'))).toBe(true);
  });

  it('is given up when it pings no more', async () => {
    const worker = await start();
    await worker.message(message => message.kind === 'pong');
    worker.fallSilent({ acks: false, pings: true });
    const startedAt = performance.now();
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - startedAt).toBeGreaterThan(7_000);
  });
});

describe('a worker that is killed in the midst of a refresh', () => {
  it('leaves whole data, and the next one goes on', async () => {
    const addresses = await slowFeeds(40);
    const profileDir = newProfileDir();
    const settings = { profileDir, addresses, liftLimitsForLoopback: true, mode: 'batch' } as const;
    for (let round = 0; round < 3; round += 1) {
      const worker = await start(settings);
      const refresh = worker.ask('refresh.run', { scope: { kind: 'all' }, force: true });
      await worker.event('refresh.progress', ({ done }) => done > 3 + round * 5);
      worker.kill('SIGKILL');
      expect(await refresh).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
      expect(await worker.exited).toEqual({ code: null, signal: 'SIGKILL' });
      expectWhole(profileDir, addresses);
    }
    const last = await start(settings);
    const summary = await last.call('refresh.run', { scope: { kind: 'all' }, force: true });
    expect(summary).toMatchObject({ tried: 40, failed: 0 });
    const { counts } = await last.call('subscriptions.list', {});
    expect(counts.unread).toBe(40 * 20);
    expect((await last.call('worker.status', {})).entries).toBe(40 * entriesPerFeed);
  });
});
