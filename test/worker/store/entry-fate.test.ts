import { expect, it } from 'vitest';
import { hour, idOf, namedEntry, now, openTestStore, subscribe } from '../../helpers/store.ts';

const url = 'https://example.org/feed';
const entries = ['a', 'b', 'c'].map((title, index) => namedEntry(title, { title, publishedAt: now - index * hour }));

it('says of an article that was deleted, or went with its feed, what brings it back', async () => {
  const store = await openTestStore();
  const feedId = await subscribe(store, url, { entries });
  const [a, b, c] = ['a', 'b', 'c'].map(title => idOf(store, title)) as [number, number, number];
  const { feedTitle } = store.read.entryFate(a);
  expect(feedTitle).not.toBe('');
  expect(store.read.entryFate(a)).toEqual({ kind: 'unknown', feedTitle, change: null });

  const deleting = await store.write.removeEntries([a, b], now);
  expect(store.read.entryFate(a)).toEqual({ kind: 'deleted', feedTitle, change: deleting.change });
  const unsubscribing = await store.write.removeSubscriptions([feedId], now, false);
  await store.write.settleFeeds(now);
  expect(store.read.entryFate(c)).toEqual({ kind: 'unsubscribed', feedTitle, change: unsubscribing });
  expect(store.read.entryFate(a)).toEqual({ kind: 'deleted', feedTitle, change: deleting.change });

  await store.write.undo(unsubscribing.id, now);
  await store.write.undo(deleting.change.id, now);
  expect(store.read.entry(a)).not.toBeNull();
  expect(store.read.entryFate(9_999)).toEqual({ kind: 'unknown', feedTitle: '', change: null });
});

it('says the same of the unmarked ones of a feed whose marked articles were kept', async () => {
  const store = await openTestStore();
  const feedId = await subscribe(store, url, { entries });
  const [a, b] = ['a', 'b'].map(title => idOf(store, title)) as [number, number];
  await store.write.setStarred([a], true, now);
  const change = await store.write.removeSubscriptions([feedId], now, true);
  await store.write.settleFeeds(now);
  expect(store.read.entry(a)).not.toBeNull();
  expect(store.read.entryFate(b)).toMatchObject({ kind: 'unsubscribed', change });
});

it('knows no way back from a subscribing that was taken back', async () => {
  const store = await openTestStore();
  await subscribe(store, url, { entries });
  const a = idOf(store, 'a');
  await store.write.undo(store.read.changes(null, 1).records[0]?.id ?? 0, now);
  expect(store.read.entry(a)).toBeNull();
  expect(store.read.entryFate(a)).toMatchObject({ kind: 'unsubscribed', change: null });
});
