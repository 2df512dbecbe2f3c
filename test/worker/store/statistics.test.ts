import { expect, it } from 'vitest';
import { day, failed, idOf, namedEntry, now, openTestStore, planAt, subscribe } from '../../helpers/store.ts';

it('tells of a feed how much comes, what was opened and what it takes', async () => {
  const store = await openTestStore();
  const ages = [1, 2, 40, 89];
  const entries = ages.map(days => namedEntry(`e${days}`, { title: `e${days}`, publishedAt: now - days * day }));
  const feedId = await subscribe(store, 'https://a.example/', { entries });
  const still = await subscribe(store, 'https://b.example/');
  await store.write.setRead([idOf(store, 'e1')], true, 'opening', now);
  await store.write.setRead([idOf(store, 'e2')], true, 'command', now);
  await store.write.setStarred([idOf(store, 'e40')], true, now);
  const statistics = store.read.statistics(feedId, now);
  expect(statistics).toMatchObject({ articles: 4, starred: 1, later: 0, lately: { articles: 2, opened: 1 }, oldestAt: now - 89 * day });
  expect(statistics?.monthly).toBeCloseTo(4 / (89 / 30));
  expect(statistics?.bytes).toBeGreaterThan(1_600);
  expect(store.read.statistics(still, now)).toMatchObject({ articles: 0, monthly: null, oldestAt: null, bytes: 0 });
  expect(store.read.volumes(now)).toEqual([{ feedId, articles: 2, answerMs: null }]);
  await store.write.removeSubscriptions([feedId], now);
  expect(store.read.statistics(feedId, now)).toBeNull();
});

it('tells how long a server takes to answer, the latest checks counting most', async () => {
  const store = await openTestStore();
  const feedId = await subscribe(store, 'https://a.example/', { entries: [] });
  const succeed = (at: number, answerMs?: number) => {
    const measured = answerMs === undefined ? {} : { answerMs };
    return store.write.saveCheck(
      feedId,
      { kind: 'unchanged', etag: null, lastModified: null, movedTo: null, ...measured },
      at,
      planAt(at + day),
    );
  };
  const told = () => store.read.statistics(feedId, now)?.answerMs;
  expect(told()).toBeNull();
  await succeed(now, 8_000);
  expect(told()).toBe(8_000);
  await succeed(now + 1, 4_003);
  expect(told()).toBe(7_000);
  await succeed(now + 2);
  await store.write.saveCheck(feedId, failed({ message: 'Nothing here' }), now + 3, planAt(now + day));
  expect(told()).toBe(7_000);
  expect(store.read.volumes(now)).toEqual([{ feedId, articles: 0, answerMs: 7_000 }]);
});

it('remembers how a feed failed before, a failure that goes on as one, and the last twenty of them', async () => {
  const store = await openTestStore();
  const feedId = await subscribe(store, 'https://a.example/', { entries: [] });
  const fail = (message: string, at: number) => store.write.saveCheck(feedId, failed({ message }), at, planAt(at + day));
  const succeed = (at: number) =>
    store.write.saveCheck(feedId, { kind: 'unchanged', etag: null, lastModified: null, movedTo: null }, at, planAt(at + day));
  const past = () => store.read.statistics(feedId, now)?.pastFailures;
  await fail('Nothing here', now);
  await fail('Nothing here', now + 1);
  expect(past()).toEqual([]);
  await fail('Too slow', now + 2);
  expect(past()).toEqual([{ since: now, at: now + 1, code: 'refused', message: 'Nothing here' }]);
  await succeed(now + 3);
  await fail('Too slow', now + 4);
  expect(past()?.map(({ since }) => since - now)).toEqual([2, 0]);
  for (let turn = 0; turn < 30; turn += 1) await fail(`Failure ${turn % 2}`, now + 5 + turn);
  await succeed(now + 50);
  expect(past()).toHaveLength(20);
});
