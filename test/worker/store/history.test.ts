import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeRecord } from '../../../worker/protocol/history.ts';
import type { Store } from '../../../worker/store/store.ts';
import { allRows, day, hour, idOf, namedEntry, now, openTestStore, subscribe, temporaryFolder, view } from '../../helpers/store.ts';

const url = 'https://example.org/feed';
const entries = (count: number) =>
  Array.from({ length: count }, (_, index) => namedEntry(`e${index}`, { publishedAt: now - index * hour }));

async function storeWith(count: number): Promise<Store> {
  const store = await openTestStore();
  await subscribe(store, url, { entries: entries(count) });
  return store;
}

const history = (store: Store): readonly ChangeRecord[] => store.read.changes(null, 1000).records;
const told = (store: Store) =>
  history(store).map(({ kind, by, count, subjects, standing }) => `${by} ${kind} ${count} (${subjects.join('; ')}) ${standing}`);

describe('the history', () => {
  it('has more to name only where there are more feeds, not more articles', async () => {
    const store = await storeWith(5);
    await store.write.markAllRead([{ query: store.read.openView(view({ kind: 'all' }), null, 2).query }], now + 1000);
    expect(history(store)[0]).toMatchObject({ count: 5, subjects: ['Example'], hasMore: false });
    for (const name of ['b', 'c', 'd']) {
      const feedId = await subscribe(store, `https://${name}.example/feed`, { entries: entries(5) });
      await store.write.changeSubscriptions([feedId], { title: name }, now + 1500);
    }
    await store.write.markAllRead([{ query: store.read.openView(view({ kind: 'all' }), null, 2).query }], now + 2000);
    expect(history(store)[0]).toMatchObject({ count: 15, hasMore: false });
    await store.write.setRead(
      allRows(store).map(({ id }) => id),
      false,
      'command',
      now + 3000,
    );
    const feedIds = store.read.subscriptions(now).subscriptions.map(({ feedId }) => feedId);
    await store.write.changeSubscriptions(feedIds, { isPaused: true }, now + 4000);
    expect(history(store).slice(0, 2)).toMatchObject([
      { count: 4, hasMore: true },
      { count: 20, hasMore: true },
    ]);
  });

  it('tells what was done, newest first, with what it touched and whether it still stands', async () => {
    const store = await storeWith(5);
    const [one, two] = [idOf(store, 'Title e0'), idOf(store, 'Title e1')];
    const star = await store.write.setStarred([one], true, now + 1000);
    const { query } = store.read.openView(view({ kind: 'all' }), null, 2);
    await store.write.markAllRead([{ query }], now + 2000);
    await store.write.setRead([two], false, 'command', now + 3000);
    await store.write.undo(star.change.id, now + 4000);
    expect(told(store)).toEqual([
      'you mark-unread 1 (Title e1) stands',
      'you mark-all-read 5 (Example) stands',
      'you star 1 (Title e0) taken-back',
      'you subscribe 1 (Example) stands',
    ]);
    expect(history(store).map(({ at, undoneAt }) => [at - now, undoneAt])).toEqual([
      [3000, null],
      [2000, null],
      [1000, now + 4000],
      [0, null],
    ]);
  });

  it('tells what was opened in one line a day, and takes the day back at once', async () => {
    const store = await storeWith(4);
    const at = new Date(2026, 2, 1, 9).getTime();
    for (const [index, title] of ['Title e0', 'Title e1', 'Title e2'].entries()) {
      await store.write.setRead([idOf(store, title)], true, 'opening', at + index * 1000);
    }
    await store.write.setRead([idOf(store, 'Title e3')], true, 'opening', at + day);
    expect(told(store)).toEqual([
      'opening mark-read 1 (Title e3) stands',
      'opening mark-read 3 (Title e0; Title e1; Title e2) stands',
      'you subscribe 1 (Example) stands',
    ]);
    expect(await store.write.undo(history(store)[1]?.id ?? 0, now)).toMatchObject({ kind: 'mark-read', count: 3 });
    expect(told(store).slice(0, 2)).toEqual([
      'opening mark-read 1 (Title e3) stands',
      'opening mark-read 3 (Title e0; Title e1; Title e2) taken-back',
    ]);
    expect(allRows(store).map(row => row.isRead)).toEqual([false, false, false, true]);
  });

  it('comes in pages that follow one another without a gap, also after a restart', async () => {
    const profileDir = temporaryFolder();
    const store = await openTestStore({ profileDir });
    await subscribe(store, url, { entries: entries(2) });
    const id = idOf(store, 'Title e0');
    for (let index = 0; index < 10; index += 1) await store.write.setStarred([id], index % 2 === 0, now + index);
    const all = history(store).map(record => record.id);
    await store.close();
    const again = await openTestStore({ profileDir });
    const paged: number[] = [];
    for (let before: number | null = null, pages = 0; pages < 20; pages += 1) {
      const { records, next } = again.read.changes(before, 3);
      paged.push(...records.map(record => record.id));
      if (next === null) break;
      before = next;
    }
    expect(all).toHaveLength(11);
    expect(paged).toEqual(all);
  });

  it('says of a change that later ones have set anew that nothing of it is left', async () => {
    const store = await storeWith(2);
    const id = idOf(store, 'Title e0');
    await store.write.setRead([id], true, 'command', now);
    await store.write.setRead([id], false, 'command', now);
    const feedId = store.read.feedsIn({ kind: 'all' })[0]?.feedId ?? 0;
    await store.write.changeSubscriptions([feedId], { title: 'Mine' }, now);
    await store.write.changeSubscriptions([feedId], { title: 'Yours' }, now);
    await store.write.removeSubscriptions([feedId], now);
    expect(told(store)).toEqual([
      'you unsubscribe 1 (Yours) stands',
      'you change-feed 1 (Yours) stands',
      'you change-feed 1 (Yours) changed-since',
      'you mark-unread 1 (Title e0) stands',
      'you mark-read 1 (Title e0) changed-since',
      'you subscribe 1 (Yours) changed-since',
    ]);
  });
});

describe('taking back in any order', () => {
  it('leads to the state before, whichever of two changes goes first', async () => {
    const store = await storeWith(3);
    const id = idOf(store, 'Title e0');
    const { query } = store.read.openView(view({ kind: 'all' }), null, 2);
    const all = await store.write.markAllRead([{ query }], now);
    const unread = await store.write.setRead([id], false, 'command', now);
    await store.write.undo(all.id, now);
    await store.write.undo(unread.change.id, now);
    expect(allRows(store).filter(row => row.isRead)).toEqual([]);
  });

  it('holds for titles and folders of feeds', async () => {
    const store = await storeWith(0);
    const feedId = store.read.feedsIn({ kind: 'all' })[0]?.feedId ?? 0;
    const title = () => store.read.subscription(feedId)?.title;
    const first = await store.write.changeSubscriptions([feedId], { title: 'Mine' }, now);
    const second = await store.write.changeSubscriptions([feedId], { title: 'Yours' }, now);
    await store.write.undo(first.id, now);
    expect(title()).toBe('Yours');
    await store.write.undo(second.id, now);
    expect(title()).toBe('Example');
  });

  it('of all changes, in whatever order, leaves everything as it was', async () => {
    const store = await storeWith(4);
    const ids = allRows(store).map(row => row.id);
    const flags = () => allRows(store).map(({ id, isRead, isStarred }) => [id, isRead, isStarred]);
    const step = fc.record({
      which: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
      isOn: fc.boolean(),
      state: fc.constantFrom('read', 'star'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.infiniteStream(fc.nat()), async (steps, picks) => {
        const before = flags();
        const changes: number[] = [];
        for (const { which, isOn, state } of steps) {
          const chosen = which.flatMap(index => ids[index] ?? []);
          const { change } =
            state === 'read' ? await store.write.setRead(chosen, isOn, 'command', now) : await store.write.setStarred(chosen, isOn, now);
          if (change.id !== 0) changes.push(change.id);
        }
        while (changes.length > 0) {
          const [changeId = 0] = changes.splice((picks.next().value ?? 0) % changes.length, 1);
          await store.write.undo(changeId, now);
        }
        expect(flags()).toEqual(before);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
