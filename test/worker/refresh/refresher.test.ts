import { expect, it } from 'vitest';
import type { FeedId } from '../../../worker/protocol/model.ts';
import type { FeedRefreshed } from '../../../worker/refresh/refresh-feed.ts';
import { createRefresher } from '../../../worker/refresh/refresher.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';
import { failed, hour, now, openTestStore, planAt, subscribe } from '../../helpers/store.ts';

/** Feeds of one host; the first two were told to wait by their server. */
async function openRefresher() {
  const store = await openTestStore();
  const ids: FeedId[] = [];
  for (const name of ['a', 'b', 'c']) ids.push(await subscribe(store, `https://busy.example/${name}`));
  ids.push(await subscribe(store, 'https://calm.example/'));
  for (const feedId of ids.slice(0, 2)) {
    await store.write.saveCheck(feedId, failed({ code: 'rate-limited', retryAfterAt: now + 5 * hour }), now, planAt(now + 5 * hour));
  }
  const asked: FeedId[] = [];
  const clock = createFakeClock(now + hour);
  const refresher = createRefresher({
    store,
    clock,
    events: { emit: () => undefined, flush: () => undefined },
    announce: { arrived: () => undefined, stateChanged: () => undefined, subscriptions: () => undefined },
    limits: { isLifted: () => true },
    suspects: { wasJustSetAside: () => false },
    refreshFeed: async (feedId): Promise<FeedRefreshed> => {
      asked.push(feedId);
      return { kind: 'unchanged' };
    },
    icons: { want: () => undefined, resume: () => undefined, close: () => undefined },
    onOurFault: () => undefined,
    nextTickAt: () => null,
  });
  return { store, clock, refresher, asked, ids, all: () => store.read.feedsIn({ kind: 'all' }) };
}

it('lets the timer ask no feed of a host that told several of its feeds to wait, and plans it for the end of the wait (P8)', async () => {
  const { store, clock, refresher, asked, ids, all } = await openRefresher();
  const [a, b, c, calm] = ids;
  expect(await refresher.byTimer(all())).toEqual({ failedByUs: null });
  expect(asked).toEqual([calm]);
  expect([a, b, c].map(feedId => store.read.feed(Number(feedId))?.nextCheckAt)).toEqual([now + 5 * hour, now + 5 * hour, now + 5 * hour]);

  await clock.advance(4 * hour + 1);
  await refresher.byTimer(all());
  expect(asked.toSorted()).toEqual([...ids, calm]);
});
