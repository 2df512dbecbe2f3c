import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { rssDocument, rssItems } from '../helpers/rss-document.ts';
import { createWorkerFixture } from '../helpers/worker-fixture.ts';
import type { WorkerProcess } from '../helpers/worker-process.ts';

const { start, serve } = createWorkerFixture();
const type = 'application/rss+xml';

/** As if the database were damaged under the running worker, and mended again. */
function alterProfile({ profileDir }: WorkerProcess, sql: string): void {
  const database = new DatabaseSync(join(profileDir, 'freshet.db'), { timeout: 5_000 });
  database.exec(sql);
  database.close();
}

describe('the timer of a running worker', () => {
  it('brings a new entry without anybody asking', async () => {
    const server = await serve();
    let count = 2;
    server.on('/feed', { body: () => rssDocument('News', rssItems(count)), type });
    const worker = await start({ addresses: [`${server.origin}/feed`], intervalMs: 200, liftLimitsForLoopback: true });
    await worker.event('entries.arrived');
    count = 3;
    const [arrived, news] = await Promise.all([worker.event('entries.arrived'), worker.event('refresh.news')]);
    expect(arrived).toEqual({ feedIds: [1], added: 1 });
    expect(news).toMatchObject({ total: 1, newest: [{ title: 'Entry item-3', feedTitle: 'News' }] });
  });

  it('goes on for other feeds while one never answers', async () => {
    const [stuck, server] = [await serve({ address: '127.0.0.2' }), await serve()];
    stuck.on('/stuck', { fault: 'silent' });
    server.on('/feed', { body: () => rssDocument('News', rssItems(1)), type });
    const worker = await start({
      addresses: [`${stuck.origin}/stuck`, `${server.origin}/feed`],
      intervalMs: 200,
      liftLimitsForLoopback: true,
    });
    expect(await worker.event('entries.arrived')).toEqual({ feedIds: [2], added: 1 });
  });

  it('stops after ten ticks that failed by our own fault, says why, and starts again when told', async () => {
    const server = await serve();
    server.on('/feed', { body: () => rssDocument('News', rssItems(1)), type });
    const worker = await start({ addresses: [`${server.origin}/feed`], intervalMs: 50, liftLimitsForLoopback: true });
    await worker.event('worker.tick');
    alterProfile(worker, 'ALTER TABLE feed RENAME TO elsewhere');
    const { reason } = await worker.event('worker.timerStopped');
    expect(reason).toMatch(/\w/);
    const goesOn = worker.event('worker.timerStopped', event => event.reason === null);
    const stopped = worker.event('worker.timerStopped', event => event.reason !== null);
    await worker.call('worker.resumeTimer', {});
    await goesOn;
    expect((await stopped).reason).toBe(reason);

    alterProfile(worker, 'ALTER TABLE elsewhere RENAME TO feed');
    const status = await worker.call('worker.status', {});
    expect(status).toMatchObject({ failedTicksInARow: 10, timerStoppedBecause: reason });
    expect(Number(status.nextTickAt) - Date.now()).toBeGreaterThan(60_000);
    const next = worker.event('worker.tick', ({ failedByUs }) => !failedByUs);
    await worker.call('worker.resumeTimer', {});
    await next;
    expect(await worker.call('worker.status', {})).toMatchObject({ failedTicksInARow: 0, timerStoppedBecause: null });
    expect((await worker.stop()).code).toBe(0);
  });

  it('does not count failing feeds as its own failures', async () => {
    const server = await serve();
    server.on('/feed', { status: 500 });
    const worker = await start({ addresses: [`${server.origin}/feed`], intervalMs: 50, liftLimitsForLoopback: true });
    await worker.event('worker.tick', ({ tick }) => tick >= 12);
    const status = await worker.call('worker.status', {});
    expect(status).toMatchObject({ failedTicksInARow: 0, timerStoppedBecause: null, errorsInWork: 0 });
    expect(status.ticks).toBeGreaterThanOrEqual(12);
  });

  it('is held by the user’s pause and by being offline', async () => {
    const server = await serve();
    server.on('/feed', { body: () => rssDocument('News', rssItems(1)), type });
    const worker = await start({ addresses: [`${server.origin}/feed`], intervalMs: 50, liftLimitsForLoopback: true });
    await worker.event('worker.tick');
    const changed = worker.event('settings.changed');
    await worker.call('settings.set', { change: { refreshPaused: true } });
    expect(await changed).toMatchObject({ refreshPaused: true });
    expect((await worker.call('worker.status', {})).nextTickAt).toBeNull();
    worker.post({ kind: 'power', state: 'offline' });
    await worker.call('settings.set', { change: { refreshPaused: false } });
    expect((await worker.call('worker.status', {})).nextTickAt).toBeNull();
    worker.post({ kind: 'power', state: 'online' });
    // A feed that is in hand has no next tick until it is done.
    const nextTickIn = async () => Number((await worker.call('worker.status', {})).nextTickAt) - Date.now();
    await expect.poll(nextTickIn).toBeGreaterThan(5_000);
  });
});
