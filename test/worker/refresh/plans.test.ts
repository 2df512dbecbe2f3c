import { describe, expect, it } from 'vitest';
import { bringBackPlans, keepingPlans, shiftPlans } from '../../../worker/refresh/plans.ts';
import { never } from '../../../worker/schedule/next-check.ts';
import type { Store } from '../../../worker/store/store.ts';
import { changed, day, failed, hour, namedEntry, now, openTestStore, planAt } from '../../helpers/store.ts';

const year = 365 * day;
const minute = hour / 60;

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
      plan: planAt(gapMs >= never ? never : now + gapMs),
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
  const minutes = (count: number) => ({ kind: 'every', minutes: count }) as const;

  function needsOf(store: Store, at = now) {
    return { store, now: () => at, random: () => 0.5, limits: { isLifted: () => false }, intervalMs: null };
  }

  it('are made anew for the feeds whose pace changes, and for no others', async () => {
    const store = await openTestStore();
    const [own = 0, other = 0] = await planned(store, [6 * hour, 6 * hour]);
    await keepingPlans(needsOf(store), () => store.write.changeSubscriptions([own], { pace: minutes(60) }, now));
    expect(gaps(store, [own, other])).toEqual([1.05 * hour, 6 * hour]);
    expect(store.read.feed(own)).toMatchObject({ planReason: 'interval' });
    await keepingPlans(needsOf(store), () => store.write.setSettings({ pace: minutes(240) }));
    expect(gaps(store, [own, other])).toEqual([1.05 * hour, 4.2 * hour]);
  });

  it('come back with an undo', async () => {
    const store = await openTestStore();
    await store.write.setSettings({ pace: minutes(480) });
    const [id = 0] = await planned(store, [8.4 * hour]);
    const change = await keepingPlans(needsOf(store), () => store.write.changeSubscriptions([id], { pace: minutes(10) }, now));
    expect(gaps(store, [id])).toEqual([10.5 * minute]);
    await keepingPlans(needsOf(store), () => store.write.undo(change.id, now));
    expect(gaps(store, [id])).toEqual([8.4 * hour]);
  });

  it('keep the two hours of feeds without validators (P4)', async () => {
    const store = await openTestStore();
    const ids = await planned(store, [4 * hour], null);
    await keepingPlans(needsOf(store), () => store.write.setSettings({ pace: minutes(10) }));
    expect(gaps(store, ids)).toEqual([2.1 * hour]);
  });

  it('are not moved into the past', async () => {
    const store = await openTestStore();
    const ids = await planned(store, [6 * hour]);
    await keepingPlans(needsOf(store, now + 5 * hour), () => store.write.setSettings({ pace: minutes(60) }));
    expect(gaps(store, ids)).toEqual([5 * hour]);
  });

  it('stay after a failure, and where the server named the time', async () => {
    const store = await openTestStore();
    const [failing = 0, cached = 0] = await planned(store, [hour, hour]);
    await store.write.saveCheck(failing, failed(), now, planAt(now + 7 * hour, 'back-off'));
    await store.write.scheduleChecks([{ feedId: cached, plan: planAt(now + 7 * hour, 'cache') }]);
    await keepingPlans(needsOf(store), () => store.write.setSettings({ pace: minutes(10) }));
    expect(gaps(store, [failing, cached])).toEqual([7 * hour, 7 * hour]);
    expect(store.read.feed(cached)?.planReason).toBe('cache');
  });
});
