import { expect, it } from 'vitest';
import { foundIn } from '../../../worker/api/archive.ts';
import { readArchiveLines } from '../../../worker/archive/read-archive-lines.ts';
import type { Store } from '../../../worker/store/store.ts';
import { allRows, hour, idOf, namedEntry, now, openTestStore, subscribe } from '../../helpers/store.ts';

const url = 'https://example.org/feed';
const entries = ['a', 'b', 'c'].map((name, index) => namedEntry(name, { title: name, publishedAt: now - (index + 1) * hour }));

async function unsubscribe(store: Store, feedIds: readonly number[], keeps: boolean) {
  const change = await store.write.removeSubscriptions(feedIds, now, keeps);
  await store.write.settleFeeds(now);
  return change;
}

async function undo(store: Store, changeId: number | null) {
  const change = await store.write.undo(changeId, now);
  await store.write.settleFeeds(now);
  return change;
}

function exported(store: Store): string {
  let lines = '';
  for (let after: number | null = 0; after !== null; ) {
    const page = store.read.archivePage(after, true, now);
    lines += page.lines;
    after = page.next;
  }
  return lines;
}

async function imported(store: Store, lines: string) {
  const { settings: _, ...archive } = readArchiveLines(lines, 1);
  const added = await store.write.addArchive({ ...archive, settings: null, joins: null }, now);
  await store.write.settleFeeds(now);
  return added;
}

const starred = (store: Store) =>
  allRows(store, { kind: 'starred' })
    .map(row => row.title)
    .sort();

it('brings the stars of a feed that had been unsubscribed here with its marked articles kept', async () => {
  const store = await openTestStore();
  const feedId = await subscribe(store, url, { entries });
  await store.write.setStarred([idOf(store, 'a'), idOf(store, 'b')], true, now);
  const file = exported(store);
  await store.write.setStarred([idOf(store, 'b')], false, now);
  await unsubscribe(store, [feedId], true);
  expect(await imported(store, file)).toMatchObject({ feeds: 1, states: 1 });
  expect(starred(store)).toEqual(['a', 'b']);
  expect(await imported(store, file)).toMatchObject({ changeId: 0, feeds: 0, articles: 0, states: 0 });
});

it('brings kept articles once more after the import was taken back', async () => {
  const there = await openTestStore();
  const feedId = await subscribe(there, url, { entries });
  await there.write.setStarred([idOf(there, 'a')], true, now);
  await unsubscribe(there, [feedId], true);
  const file = exported(there);
  const here = await openTestStore();
  const { changeId } = await imported(here, file);
  expect(starred(here)).toEqual(['a']);
  await undo(here, changeId);
  expect(await imported(here, file)).toMatchObject({ feeds: 0, articles: 1, states: 0 });
  expect(starred(here)).toEqual(['a']);
  expect(await imported(here, file)).toMatchObject({ changeId: 0, articles: 0 });
});

it('brings kept articles of a feed that was unsubscribed here for good', async () => {
  const there = await openTestStore();
  const feedId = await subscribe(there, url, { entries });
  await there.write.setStarred([idOf(there, 'a')], true, now);
  await unsubscribe(there, [feedId], true);
  const here = await openTestStore();
  await unsubscribe(here, [await subscribe(here, url, { entries })], false);
  const added = await imported(here, exported(there));
  expect(added).toMatchObject({ feeds: 0, articles: 1, states: 0 });
  expect([starred(here), allRows(here).length]).toEqual([['a'], 1]);
  expect(here.read.subscriptions(now)).toMatchObject({ subscriptions: [], kept: [{ feedUrl: url, entryCount: 1 }] });
  expect(await imported(here, exported(there))).toMatchObject({ changeId: 0, articles: 0, states: 0 });
  await undo(here, added.changeId);
  expect(allRows(here)).toEqual([]);
});

it('tells of feeds only what will be subscribed: none is new in an export that is imported where it was written', async () => {
  const store = await openTestStore();
  const feedId = await subscribe(store, url, { entries });
  await subscribe(store, 'https://example.com/feed');
  await store.write.setStarred([idOf(store, 'a')], true, now);
  await unsubscribe(store, [feedId], true);
  expect(foundIn(readArchiveLines(exported(store), 1), store.read.feedAddresses())).toMatchObject({ feeds: 1, newFeeds: 0, starred: 1 });
});
