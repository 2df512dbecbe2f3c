import { expect, it } from 'vitest';
import { day, idOf, namedEntry, now, openTestStore, subscribe } from '../../helpers/store.ts';

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
  expect(store.read.volumes(now)).toEqual([{ feedId, articles: 2 }]);
  await store.write.removeSubscriptions([feedId], now);
  expect(store.read.statistics(feedId, now)).toBeNull();
});
