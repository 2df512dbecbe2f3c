import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../worker/store/store.ts';
import { changed, hour, namedEntry, now, openTestStore, planAt, subscribe, view } from '../../helpers/store.ts';

const url = 'https://example.org/feed';
const entries = ['a', 'b', 'c'].map((title, index) => namedEntry(title, { title, publishedAt: now - (index + 1) * hour }));

async function unsubscribe(store: Store, feedIds: readonly number[], keeps = false) {
  const change = await store.write.removeSubscriptions(feedIds, now, keeps);
  await store.write.settleFeeds(now);
  return change;
}

async function subscribeAgain(store: Store, folder: { readonly title: string } | null = null) {
  const request = { feedUrl: url, folder, firstUnread: 'recent', outcome: changed(entries), at: now, plan: planAt(now + hour) } as const;
  const { change } = await store.write.addSubscription(request);
  await store.write.settleFeeds(now);
  return change;
}

async function undo(store: Store, changeId: number) {
  const change = await store.write.undo(changeId, now);
  await store.write.settleFeeds(now);
  return change;
}

/** Address and folder of each feed. */
function feeds(store: Store) {
  const { subscriptions, folders } = store.read.subscriptions(now);
  const titleOf = (id: number | null) => folders.find(folder => folder.id === id)?.title ?? null;
  return subscriptions.map(({ feedUrl, folderId }) => [feedUrl, titleOf(folderId)]);
}

describe('taking back changes of feeds in any order', () => {
  it('has both feeds when unsubscribing them and subscribing to one again are taken back', async () => {
    const store = await openTestStore();
    const one = await subscribe(store, url, { entries });
    const other = await subscribe(store, 'https://example.com/feed');
    const left = await unsubscribe(store, [one, other]);
    const again = await subscribeAgain(store);
    await undo(store, left.id);
    await undo(store, again.id);
    expect(feeds(store)).toHaveLength(2);
  });

  it('has a feed where it was when moving it and then unsubscribing it are taken back', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, url, { entries });
    const moved = await store.write.changeSubscriptions([feedId], { folder: { title: 'New' } }, now);
    const left = await unsubscribe(store, [feedId]);
    await undo(store, moved.id);
    await undo(store, left.id);
    expect(feeds(store)).toEqual([[url, null]]);
  });

  it('leaves a feed in the folder that was chosen when it was subscribed again, until that is taken back too', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, url, { entries });
    const moved = await store.write.changeSubscriptions([feedId], { folder: { title: 'New' } }, now);
    await unsubscribe(store, [feedId]);
    const again = await subscribeAgain(store, { title: 'New' });
    await undo(store, moved.id);
    expect(feeds(store)).toEqual([[url, 'New']]);
    await undo(store, again.id);
    expect(feeds(store)).toEqual([]);
    await store.write.undo(null, now);
    expect(feeds(store)).toEqual([[url, null]]);
  });

  it('leaves every feed as and where it was, whatever was done', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, url, { entries, folder: { title: 'Old' } });
    await store.write.setStarred([store.read.openView(view({ kind: 'all' }), null, 9).rows[0]?.id ?? 0], true, now);
    const before = JSON.stringify([feeds(store), store.read.counts(now)]);
    const step = fc.constantFrom('leave', 'leave, keeping', 'return', 'return to A', 'move to A', 'move to B', 'move out');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.infiniteStream(fc.nat()), async (steps, picks) => {
        const done: number[] = [];
        for (const each of steps) {
          const [verb, title] = each.split(' to ');
          const folder = title === undefined ? null : { title };
          const { id } = each.startsWith('leave')
            ? await unsubscribe(store, [feedId], each === 'leave, keeping')
            : verb === 'return'
              ? await subscribeAgain(store, folder)
              : await store.write.changeSubscriptions([feedId], { folder }, now);
          if (id !== 0) done.push(id);
        }
        while (done.length > 0) {
          const [changeId = 0] = done.splice((picks.next().value ?? 0) % done.length, 1);
          await undo(store, changeId);
        }
        expect(JSON.stringify([feeds(store), store.read.counts(now)])).toBe(before);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
