import { describe, expect, it } from 'vitest';
import { bringBackPlans, moveFloor, shiftPlans } from '../../../worker/refresh/plans.ts';
import { never } from '../../../worker/schedule/next-check.ts';
import type { Store } from '../../../worker/store/store.ts';
import { changed, day, hour, namedEntry, now, openTestStore } from '../../helpers/store.ts';

const year = 365 * day;

/** Subscribed feeds, each checked now and planned after that many milliseconds. */
async function planned(store: Store, gaps: readonly number[], etag: string | null = '"1"'): Promise<number[]> {
  const ids: number[] = [];
  for (const [index, gapMs] of gaps.entries()) {
    const outcome = changed([namedEntry(`${index}`)], { etag });
    const feedUrl = `https://feed${index}.example/`;
    const added = await store.write.addSubscription({
      feedUrl,
      folder: null,
      firstUnread: 'all',
      outcome,
      at: now,
      nextCheckAt: gapMs >= never ? never : now + gapMs,
    });
    ids.push(added.feedId);
  }
  return ids;
}

const gaps = ({ read }: Store, ids: readonly number[]) => ids.map(id => Number(read.feed(id)?.nextCheckAt) - now);

describe('plans when the clock was wrong', () => {
  it('move with a clock that is set back while the worker runs', async () => {
    const store = await openTestStore();
    const ids = await planned(store, [hour, day, never]);
    await shiftPlans(store, year);
    expect(gaps(store, ids)).toEqual([hour - year, day - year, never - now]);
  });

  it('are brought back when they lie years ahead at the start', async () => {
    const store = await openTestStore();
    const ids = await planned(store, [hour, day, 30 * year, never]);
    await bringBackPlans(store, now, () => 0.5);
    expect(gaps(store, ids)).toEqual([hour, day, 1.5 * hour, never - now]);
  });
});

describe('plans when the user sets another pace', () => {
  it('come sooner where the old floor held them back, and not where the feed’s own rhythm did', async () => {
    const store = await openTestStore();
    const ids = await planned(store, [6 * hour, 6.3 * hour, 10 * hour]);
    await moveFloor(store, 360, 60, now);
    expect(gaps(store, ids)).toEqual([hour, 1.05 * hour, 10 * hour]);
  });

  it('come later where they would come too soon', async () => {
    const store = await openTestStore();
    const ids = await planned(store, [hour, 3 * hour, 10 * hour]);
    await moveFloor(store, 60, 240, now);
    expect(gaps(store, ids)).toEqual([4 * hour, 4 * hour, 10 * hour]);
  });

  it('keep the two hours of feeds without validators (P4)', async () => {
    const store = await openTestStore();
    const ids = await planned(store, [4 * hour], null);
    await moveFloor(store, 240, 60, now);
    expect(gaps(store, ids)).toEqual([2 * hour]);
  });

  it('are not moved into the past', async () => {
    const store = await openTestStore();
    const ids = await planned(store, [6 * hour]);
    await moveFloor(store, 360, 60, now + 5 * hour);
    expect(gaps(store, ids)).toEqual([5 * hour]);
  });
});
