import { describe, expect, it } from 'vitest';
import type { FeedRefreshed } from '../../../worker/refresh/refresh-feed.ts';
import { createRefreshQueue, type QueuedFeed } from '../../../worker/refresh/refresh-queue.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';

const unchanged: FeedRefreshed = { kind: 'unchanged' };
const broken: FeedRefreshed = { kind: 'failed', code: 'server-error', message: 'The server fails.', retryAfterAt: null, ourFault: null };
const changed = (feedId: number, count: number): FeedRefreshed => ({
  kind: 'changed',
  imageUrl: null,
  saved: {
    added: Array.from({ length: count }, (_, index) => ({ id: feedId * 100 + index, feedId, title: '', publishedAt: null })),
    updated: 0,
    wasFirstFetch: false,
  },
});

/** A queue whose feeds are answered one by one by the test. */
function openQueue() {
  const clock = createFakeClock();
  const inWork = new Map<number, { readonly signal: AbortSignal; readonly answer: (refreshed: FeedRefreshed) => void }>();
  const order: number[] = [];
  const done: number[] = [];
  let idle = 0;
  const queue = createRefreshQueue({
    clock,
    refreshFeed: (feedId, signal) => {
      order.push(feedId);
      return new Promise(resolve => inWork.set(feedId, { signal, answer: resolve }));
    },
    onFeedDone: feed => done.push(feed.feedId),
    onProgress: () => undefined,
    onIdle: () => {
      idle += 1;
    },
  });
  async function answer(feedId: number, refreshed: FeedRefreshed): Promise<void> {
    inWork.get(feedId)!.answer(refreshed);
    inWork.delete(feedId);
    await clock.advance(0);
  }
  return { clock, queue, inWork, order, done, answer, idle: () => idle };
}

const feedAt = (feedId: number, host = `h${feedId}`): QueuedFeed => ({ feedId, feedUrl: `https://${host}.example/${feedId}` });
const feeds = (count: number, host?: string): QueuedFeed[] => Array.from({ length: count }, (_, index) => feedAt(index + 1, host));
const calm = { signal: null, isUrgent: false };

describe('the refresh queue', () => {
  it('counts what came of each feed, and one bad feed stops no other', async () => {
    const { queue, answer } = openQueue();
    const result = queue.run(feeds(3), calm);
    await answer(2, broken);
    await answer(1, changed(1, 4));
    expect(queue.progress()).toMatchObject({ isRunning: true, total: 3, done: 2, failed: 1, newEntries: 4, currentHosts: ['h3.example'] });
    await answer(3, unchanged);
    expect(await result).toMatchObject({ tried: 3, changed: 1, unchanged: 1, failed: 1, newEntries: 4, wasCancelled: false });
    expect((await result).failures).toEqual([
      { feedId: 2, feedUrl: 'https://h2.example/2', code: 'server-error', message: 'The server fails.' },
    ]);
    expect(queue.progress()).toMatchObject({ isRunning: false, done: 3, finishedAt: expect.any(Number) });
  });

  it('asks one host for at most two feeds at once, and others meanwhile', () => {
    const { queue, order } = openQueue();
    void queue.run([...feeds(200, 'flood'), feedAt(900), feedAt(901)], calm);
    expect(order).toEqual([1, 900, 901, 2]);
  });

  it('has at most 96 feeds in work', async () => {
    const { queue, inWork, order, answer } = openQueue();
    void queue.run(feeds(150), calm);
    expect(inWork.size).toBe(96);
    await answer(1, unchanged);
    expect(inWork.size).toBe(96);
    expect(order).toHaveLength(97);
  });

  it('lets a feed that somebody waits for go first', async () => {
    const { queue, order, answer } = openQueue();
    void queue.run(feeds(10, 'slow'), calm);
    void queue.run([feedAt(50, 'slow')], { signal: null, isUrgent: true });
    await answer(1, unchanged);
    expect(order).toEqual([1, 2, 50]);
  });

  it('joins a feed that is in work: it is asked once and both hear of it', async () => {
    const { queue, order, answer } = openQueue();
    const first = queue.run(feeds(2), calm);
    const second = queue.run([feedAt(2)], calm);
    await answer(2, changed(2, 1));
    expect(await second).toMatchObject({ tried: 1, changed: 1, newEntries: 1 });
    await answer(1, unchanged);
    expect(await first).toMatchObject({ tried: 2, changed: 1 });
    expect(order).toEqual([1, 2]);
  });

  it('settles a cancelled wish at once and takes back what only it wanted', async () => {
    const { queue, inWork, answer, done, idle } = openQueue();
    const controller = new AbortController();
    const cancelled = queue.run(feeds(4, 'one'), { signal: controller.signal, isUrgent: false });
    const kept = queue.run([feedAt(2, 'one')], calm);
    await answer(1, unchanged);
    controller.abort();
    expect(await cancelled).toMatchObject({ tried: 1, unchanged: 1, wasCancelled: true });
    expect(inWork.get(3)?.signal.aborted).toBe(true);
    expect(inWork.get(2)?.signal.aborted).toBe(false);
    await answer(2, unchanged);
    expect(await kept).toMatchObject({ tried: 1, wasCancelled: false });
    expect(done).toEqual([1, 2]);
    expect(idle()).toBe(1);
  });

  it('announces what a cancelled feed had already stored', async () => {
    const { queue, answer, done } = openQueue();
    const result = queue.run(feeds(1), calm);
    queue.cancelAll();
    expect((await result).wasCancelled).toBe(true);
    expect(queue.progress()).toMatchObject({ isRunning: false, finishedAt: null });
    await answer(1, changed(1, 2));
    expect(done).toEqual([1]);
  });

  it('is at rest when what was in work has been told of, also what was cancelled', async () => {
    const { queue, answer, done } = openQueue();
    await queue.rest();
    const result = queue.run(feeds(2), calm);
    const toldBefore = queue.rest().then(() => [...done]);
    queue.cancelAll();
    await result;
    await answer(2, { kind: 'cancelled' });
    await answer(1, changed(1, 4));
    expect(await toldBefore).toEqual([2, 1]);
    await queue.rest();
  });

  it('begins to count anew when a refresh follows a cancelled one', async () => {
    const { queue, answer } = openQueue();
    void queue.run(feeds(5), calm);
    queue.cancelAll();
    const again = queue.run([feedAt(9)], calm);
    await answer(1, { kind: 'cancelled' });
    expect(queue.progress()).toMatchObject({ isRunning: true, total: 1, done: 0 });
    await answer(9, unchanged);
    expect(await again).toMatchObject({ tried: 1 });
    expect(queue.progress()).toMatchObject({ isRunning: false, total: 1, done: 1 });
  });

  it('settles at once without feeds, and when it was cancelled before it began', async () => {
    const { queue, order } = openQueue();
    expect(await queue.run([], calm)).toMatchObject({ tried: 0, wasCancelled: false });
    expect(await queue.run(feeds(2), { signal: AbortSignal.abort(), isUrgent: false })).toMatchObject({ tried: 0, wasCancelled: true });
    expect(order).toEqual([]);
  });
});
