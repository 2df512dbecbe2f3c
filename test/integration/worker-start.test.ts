import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { FromWorker } from '../../worker/protocol/messages.ts';
import { rssDocument, rssItems } from '../helpers/rss-document.ts';
import { createWorkerFixture } from '../helpers/worker-fixture.ts';
import { forkWorker, newProfileDir, startMessage } from '../helpers/worker-process.ts';

const { keep, start, serve } = createWorkerFixture();

const isFailure = (message: FromWorker): message is Extract<FromWorker, { kind: 'start-failed' }> => message.kind === 'start-failed';

describe('the start message', () => {
  it('makes the worker ready and idle when its list is empty', async () => {
    const worker = await start();
    // On a slow machine it has answered pings meanwhile.
    expect(worker.messages.map(message => message.kind).filter(kind => kind !== 'pong')).toEqual(['hello', 'ready']);
    expect(worker.messages.map(message => message.seq)).toEqual(worker.messages.map((_, index) => index + 1));
    expect(worker.messages[0]).toMatchObject({ protocol: 1, pid: worker.pid });
    const status = await worker.call('worker.status', {});
    expect(status).toMatchObject({
      name: 'freshet-worker',
      pid: worker.pid,
      feeds: 0,
      entries: 0,
      ticks: 0,
      nextTickAt: null,
      restarts: 0,
    });
    expect(await worker.stop()).toEqual({ code: 0, signal: null });
  });

  it.each([
    [{ addresses: ['https://a.example/feed', 'ftp://b.example/feed'] }, 'addresses[1]'],
    [{ addresses: 'https://a.example/feed' }, 'addresses'],
    [{ addresses: [7] }, 'addresses[0]'],
    [{ intervalMs: 'soon' }, 'intervalMs'],
    [{ intervalMs: 1_000 }, 'intervalMs'],
    [{ profileDir: 'relative/place' }, 'profileDir'],
    [{ parentPid: 0 }, 'parentPid'],
    [{ version: 'a b\r\nCookie: x' }, 'version'],
    [{ mode: 'daemon' }, 'mode'],
    [{ surprise: true }, 'surprise'],
  ])('is refused with the name of its wrong field: %o', async (change, field) => {
    const worker = keep(forkWorker({ ...startMessage(), ...change }));
    const failed = await worker.message(isFailure);
    expect(failed).toMatchObject({ isFinal: true, error: { code: 'bad-request', field } });
    expect(await worker.exited).toEqual({ code: 2, signal: null });
  });

  it('is refused when it speaks another protocol, whatever else is in it', async () => {
    const worker = keep(forkWorker({ kind: 'start', protocol: 99, somethingNew: true }));
    expect(await worker.message(isFailure)).toMatchObject({ isFinal: true, error: { code: 'protocol-mismatch' } });
    expect(await worker.exited).toEqual({ code: 2, signal: null });
  });

  it('is refused for a profile that another worker has open', async () => {
    const profileDir = newProfileDir();
    await start({ profileDir });
    const second = keep(forkWorker(startMessage({ profileDir })));
    expect(await second.message(isFailure)).toMatchObject({ isFinal: true, error: { code: 'profile-in-use' } });
    expect(await second.exited).toEqual({ code: 2, signal: null });
  });

  it('is refused for a profile that cannot be', async () => {
    const worker = keep(forkWorker(startMessage({ profileDir: '/dev/null/profile' })));
    expect(await worker.message(isFailure)).toMatchObject({ isFinal: true, error: { code: 'profile-unusable' } });
  });

  it('subscribes to its addresses, fetches nothing before ready, and brings their entries by the timer', async () => {
    const server = await serve();
    server.on('/feed', { body: rssDocument('Morning', rssItems(3)), type: 'application/rss+xml' });
    const worker = keep(forkWorker(startMessage({ addresses: [`${server.origin}/feed`], intervalMs: 1_000, liftLimitsForLoopback: true })));
    await worker.message(message => {
      if (message.kind === 'ready') expect(server.log).toEqual([]);
      return message.kind === 'ready';
    });
    await worker.event('entries.arrived');
    const { subscriptions } = await worker.call('subscriptions.list', {});
    expect(subscriptions).toMatchObject([{ feedUrl: `${server.origin}/feed`, title: 'Morning', unreadCount: 3, failure: null }]);
  });

  it('does not let a list reach this computer unasked', async () => {
    const server = await serve();
    const worker = keep(forkWorker(startMessage({ addresses: [`${server.origin}/feed`] })));
    await worker.event('worker.tick');
    const { subscriptions } = await worker.call('subscriptions.list', {});
    expect(subscriptions[0]?.failure).toMatchObject({ code: 'private-address', count: 1 });
    expect(server.log).toEqual([]);
  });

  it('keeps the subscriptions of an earlier start', async () => {
    const profileDir = newProfileDir();
    const address = 'http://127.0.0.1:9/feed';
    for (let turn = 0; turn < 2; turn += 1) {
      const worker = await start({ profileDir, addresses: [address], mode: 'batch' });
      expect((await worker.call('subscriptions.list', {})).subscriptions).toHaveLength(1);
      await worker.stop();
    }
  });

  it('has the timer stand still in batch mode', async () => {
    const worker = await start({ addresses: ['http://127.0.0.1:9/feed'], mode: 'batch' });
    expect(await worker.call('worker.status', {})).toMatchObject({ feeds: 1, nextTickAt: null });
  });
});

describe('the worker process', () => {
  it('is seen by its name', async () => {
    const worker = await start();
    const seen = execFileSync('ps', ['-o', 'args=', '-p', String(worker.pid)], { encoding: 'utf8' });
    expect(seen.trim()).toBe('freshet-worker');
  });

  it('answers a call before it is ready with a typed error', async () => {
    const worker = keep(forkWorker({ ...startMessage(), kind: 'not yet' }));
    await worker.message(message => message.kind === 'hello');
    expect(await worker.ask('settings.get', {})).toMatchObject({ ok: false, error: { code: 'not-ready' } });
  });

  it('survives messages that make no sense', async () => {
    const worker = await start();
    for (const nonsense of [
      null,
      7,
      'stop',
      [],
      {},
      { kind: 'call' },
      { kind: 'call', id: 'x', method: 'settings.get' },
      { kind: '__proto__' },
    ]) {
      worker.post(nonsense as never);
    }
    expect(await worker.ask('constructor', {})).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
    expect(await worker.ask('settings.get', {})).toMatchObject({ ok: true });
  });

  it('is not ended by Ctrl+C in the terminal, and ends in order by SIGTERM', async () => {
    const worker = await start();
    worker.kill('SIGINT');
    worker.kill('SIGHUP');
    expect(await worker.ask('settings.get', {})).toMatchObject({ ok: true });
    worker.kill('SIGTERM');
    expect(await worker.exited).toEqual({ code: 0, signal: null });
  });

  it('settles the calls in work when it is stopped', async () => {
    const server = await serve();
    server.on('/slow', { fault: 'silent' });
    const worker = await start({ addresses: [`${server.origin}/slow`], liftLimitsForLoopback: true, mode: 'batch' });
    const refresh = worker.ask('refresh.run', { scope: { kind: 'all' } });
    await server.waitForRequests('/slow', 1);
    expect(await worker.stop()).toEqual({ code: 0, signal: null });
    expect(await refresh).toMatchObject({ ok: true, result: { wasCancelled: true, tried: 0 } });
  });
});
