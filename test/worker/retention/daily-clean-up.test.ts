import { expect, it, vi } from 'vitest';
import { createDailyCleanUp } from '../../../worker/retention/daily-clean-up.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';
import { allRows, day, namedEntry, now, openTestStore, poll, subscribe } from '../../helpers/store.ts';

const articles = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => namedEntry(`n${from + index}`, { publishedAt: now - (300 + from + index) * day }));

it('removes what is old some minutes after the start, a day later again, and waits while feeds are refreshed', async () => {
  const store = await openTestStore();
  await store.write.setSettings({ retention: { kind: 'age', days: 180, least: 0 } });
  const feedId = await subscribe(store, 'https://example.org/feed', { entries: articles(0, 450), firstUnread: 'none' });
  await poll(store, feedId, [namedEntry('new', { publishedAt: now })]);
  const clock = createFakeClock(now);
  let isBusy = true;
  const done: number[] = [];
  const cleanUp = createDailyCleanUp({
    store,
    clock,
    isBusy: () => isBusy,
    onRemoved: change => done.push(change.count),
    onOurFault: (_where, thrown) => expect.unreachable(String(thrown)),
  });
  cleanUp.begin();
  await clock.advance(60 * 60_000);
  expect(allRows(store)).toHaveLength(451);
  isBusy = false;
  // Its slices are written by another thread: time passes as often as it needs.
  await vi.waitUntil(async () => {
    await clock.advance(10_000);
    return done.length > 0;
  });
  expect(done).toEqual([450]);
  expect(allRows(store)).toHaveLength(1);
  expect(store.read.changes(null, 1).records).toMatchObject([{ kind: 'retention', count: 450 }]);

  await poll(store, feedId, articles(500, 510));
  await store.write.setSettings({ retention: { kind: 'number', most: 1 } });
  await clock.advance(day);
  cleanUp.close();
  expect(clock.pendingTimers()).toBe(0);
  expect(allRows(store)).toHaveLength(11);
});
