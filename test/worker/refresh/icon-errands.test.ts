import { describe, expect, it } from 'vitest';
import { FeedError } from '../../../worker/errors.ts';
import type { IconWish } from '../../../worker/icon/icon-fetcher.ts';
import type { Picture } from '../../../worker/protocol/entries.ts';
import { createIconErrands } from '../../../worker/refresh/icon-errands.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';
import { changed, day, namedEntry, now, openTestStore, planAt } from '../../helpers/store.ts';

const icon: Picture = { type: 'image/png', bytes: new Uint8Array([1, 2, 3]) };

async function openErrands(feeds: number) {
  const store = await openTestStore();
  const ids: number[] = [];
  for (let index = 0; index < feeds; index += 1) {
    const outcome = changed([namedEntry(`${index}`)]);
    const feedUrl = `https://feed${index}.example/`;
    ids.push(
      (await store.write.addSubscription({ feedUrl, folder: null, firstUnread: 'all', outcome, at: now, plan: planAt(now + day) })).feedId,
    );
  }
  const clock = createFakeClock(now);
  const asked: IconWish[] = [];
  const faults: unknown[] = [];
  const saved = Promise.withResolvers<void>();
  let atOnce = 0;
  let most = 0;
  const state = { isRefreshing: false, answer: (): Promise<Picture | null> => Promise.resolve(icon) };
  const errands = createIconErrands({
    store,
    clock,
    announce: {
      arrived: () => undefined,
      stateChanged: () => undefined,
      removed: () => undefined,
      counts: () => undefined,
      subscriptions: () => saved.resolve(),
    },
    isRefreshing: () => state.isRefreshing,
    fetchIcon: async wish => {
      asked.push(wish);
      atOnce += 1;
      most = Math.max(most, atOnce);
      try {
        return await state.answer();
      } finally {
        atOnce -= 1;
      }
    },
    onOurFault: (_where, thrown) => faults.push(thrown),
  });
  /** Whatever was to be stored before a request is. */
  const written = () => store.write.scheduleChecks([]);
  return { store, clock, ids, asked, faults, errands, state, saved: saved.promise, written, most: () => most };
}

describe('icons beside the refresh', () => {
  it('are fetched and stored after a feed’s answer, at most once in 7 days (P14)', async () => {
    const { store, clock, ids, asked, errands, saved, written } = await openErrands(1);
    const [feedId = 0] = ids;
    errands.want(feedId, 'https://feed0.example/logo.png');
    await saved;
    expect(asked).toMatchObject([{ feedUrl: 'https://feed0.example/', imageUrl: 'https://feed0.example/logo.png' }]);
    expect(store.read.icon(feedId)).toEqual(icon);
    await clock.advance(6 * day);
    errands.want(feedId, null);
    await written();
    expect(asked).toHaveLength(1);
    await clock.advance(2 * day);
    errands.want(feedId, null);
    await written();
    expect(asked).toHaveLength(2);
  });

  it('wait until a refresh is over, and come two at a time', async () => {
    const { ids, asked, errands, state, most, written } = await openErrands(5);
    state.isRefreshing = true;
    for (const feedId of ids) errands.want(feedId, null);
    await written();
    expect(asked).toEqual([]);
    state.isRefreshing = false;
    const all = Promise.withResolvers<void>();
    let answered = 0;
    state.answer = async () => {
      await written();
      answered += 1;
      if (answered === 5) all.resolve();
      return null;
    };
    errands.resume();
    await all.promise;
    expect(most()).toBe(2);
  });

  it('are called off at the end, and that is no fault', async () => {
    const { ids, faults, errands, state } = await openErrands(3);
    const gate = Promise.withResolvers<Picture | null>();
    state.answer = () => gate.promise;
    for (const feedId of ids) errands.want(feedId, null);
    errands.close();
    gate.reject(new FeedError('cancelled', 'Cancelled.'));
    await gate.promise.catch(() => undefined);
    await Promise.resolve();
    expect(faults).toEqual([]);
  });

  it('report a fault of our own and go on with the next', async () => {
    const { ids, asked, faults, errands, state, saved } = await openErrands(3);
    let turn = 0;
    state.answer = () => (turn++ < 2 ? Promise.reject(new TypeError('bug')) : Promise.resolve(icon));
    for (const feedId of ids) errands.want(feedId, null);
    await saved;
    expect(asked).toHaveLength(3);
    expect(faults).toHaveLength(2);
  });

  it('are not fetched for a feed that is paused', async () => {
    const { store, ids, asked, errands, saved } = await openErrands(2);
    const [paused = 0, other = 0] = ids;
    await store.write.changeSubscriptions([paused], { isPaused: true }, now);
    errands.want(paused, null);
    errands.want(other, null);
    await saved;
    expect(asked.map(({ feedUrl }) => feedUrl)).toEqual(['https://feed1.example/']);
  });

  it('are looked for once in 7 days also when there is none', async () => {
    const { store, clock, ids, asked, errands, state, written } = await openErrands(1);
    const [feedId = 0] = ids;
    state.answer = () => Promise.resolve(null);
    errands.want(feedId, null);
    await expect.poll(() => store.read.feed(feedId)?.iconCheckedAt).toBe(now);
    await expect.poll(() => asked).toHaveLength(1);
    await clock.advance(6 * day);
    errands.want(feedId, null);
    await written();
    expect(asked).toHaveLength(1);
  });

  it('are not asked for again at the next start when this one ended before the answer', async () => {
    const { store, ids, asked, errands, state } = await openErrands(1);
    const [feedId = 0] = ids;
    state.answer = () => new Promise(() => undefined);
    errands.want(feedId, null);
    await expect.poll(() => asked).toHaveLength(1);
    expect(store.read.feed(feedId)?.iconCheckedAt).toBe(now);
    errands.close();
  });
});
