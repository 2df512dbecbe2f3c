import { expect, it } from 'vitest';
import type { FeedId } from '../../../worker/protocol/ids.ts';
import type { FeedRefreshed } from '../../../worker/refresh/refresh-feed.ts';
import { createRefresher } from '../../../worker/refresh/refresher.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';
import { changed, failed, hour, now, openTestStore, parsedFeed, planAt, subscribe } from '../../helpers/store.ts';

/** Feeds of one host; the first two were told to wait by their server. */
async function openRefresher(isLifted = true) {
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
    announce: {
      arrived: () => undefined,
      stateChanged: () => undefined,
      removed: () => undefined,
      counts: () => undefined,
      subscriptions: () => undefined,
    },
    meter: () => ({ requests: 0, bytes: 0 }),
    suspects: { wasJustSetAside: () => false },
    limits: { isLifted: () => isLifted },
    refreshFeed: async (feedId): Promise<FeedRefreshed> => {
      asked.push(feedId);
      return { kind: 'unchanged' };
    },
    icons: { want: () => undefined, resume: () => undefined, close: () => undefined },
    fullTexts: { want: () => undefined, resume: () => undefined },
    onOurFault: () => undefined,
    nextTickAt: () => null,
    networkTrouble: () => null,
    random: () => 0,
  });
  return { store, clock, refresher, asked, ids, all: () => store.read.feedsIn({ kind: 'all' }) };
}

it('refuses by hand what was asked a moment ago, also when that request was cut off (P5)', async () => {
  const { store, clock, refresher, asked, ids } = await openRefresher(false);
  const calm = Number(ids[3]);
  await store.write.noteAsked([{ feedId: calm, plan: planAt(clock.now() + hour, 'floor') }], clock.now());
  const byHand = () => refresher.byHand({ kind: 'feed', feedId: calm }, { isForced: false, signal: new AbortController().signal });
  expect(await byHand()).toMatchObject({ tried: 0, refused: [{ feedId: calm, reason: 'checked-recently' }] });
  await clock.advance(5 * 60_000);
  expect(await byHand()).toMatchObject({ tried: 1, refused: [] });
  expect(asked).toEqual([calm]);
});

it('lets the timer ask no feed in an hour that it does not want (P9), but by hand', async () => {
  const { store, clock, refresher, asked, ids } = await openRefresher(false);
  const calm = Number(ids[3]);
  // 13:00 UTC.
  const feed = parsedFeed([], { skipHours: [13, 14] });
  await store.write.saveCheck(calm, changed([], { feed }), now, planAt(now + hour));
  await refresher.byTimer([store.read.feed(calm)].filter(each => each !== null));
  expect(asked).toEqual([]);
  expect(store.read.feed(calm)).toMatchObject({ nextCheckAt: now + 3 * hour, planReason: 'skip-hours' });
  await refresher.byHand({ kind: 'feed', feedId: calm }, { isForced: false, signal: new AbortController().signal });
  expect(asked).toEqual([calm]);
  await clock.advance(2 * hour);
  await refresher.byTimer([store.read.feed(calm)].filter(each => each !== null));
  expect(asked).toEqual([calm, calm]);
});

it('lets the timer ask no feed of a host that told several of its feeds to wait, and plans it for the end of the wait (P8)', async () => {
  const { store, clock, refresher, asked, ids, all } = await openRefresher();
  const [a, b, c, calm] = ids;
  expect(await refresher.byTimer(all())).toEqual({ failedByUs: null, unasked: [a, b, c] });
  expect(asked).toEqual([calm]);
  expect([a, b, c].map(feedId => store.read.feed(Number(feedId))?.nextCheckAt)).toEqual([now + 5 * hour, now + 5 * hour, now + 5 * hour]);

  await clock.advance(4 * hour + 1);
  await refresher.byTimer(all());
  expect(asked.toSorted()).toEqual([...ids, calm]);
});
