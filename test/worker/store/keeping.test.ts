import { describe, expect, it } from 'vitest';
import { readArchiveLines } from '../../../worker/archive/read-archive-lines.ts';
import { openStore } from '../../../worker/store/open-store.ts';
import type { Store } from '../../../worker/store/store.ts';
import {
  allRows,
  changed,
  day,
  hour,
  idOf,
  namedEntry,
  now,
  openTestStore,
  planAt,
  poll,
  subscribe,
  temporaryFolder,
  titles,
  view,
} from '../../helpers/store.ts';

const url = 'https://example.org/feed';
const names = ['a', 'b', 'c', 'd', 'e'];
const entries = names.map((name, index) => namedEntry(name, { title: name, publishedAt: now - (index + 1) * hour }));

/** Of five articles one is starred, one for later and read, one labelled. */
async function withMarks(store: Store): Promise<number> {
  const feedId = await subscribe(store, url, { entries, folder: { title: 'News' } });
  await store.write.setStarred([idOf(store, 'a')], true, now);
  await store.write.setLater([idOf(store, 'b')], true, now);
  await store.write.setRead([idOf(store, 'b')], true, 'command', now);
  await store.write.setLabel({ ids: [idOf(store, 'c')] }, { name: 'Work' }, true, now);
  return feedId;
}

async function unsubscribe(store: Store, feedIds: readonly number[], keeps = true) {
  const change = await store.write.removeSubscriptions(feedIds, now, keeps);
  await store.write.settleFeeds(now);
  return change;
}

async function undo(store: Store, changeId: number | null) {
  const change = await store.write.undo(changeId, now);
  await store.write.settleFeeds(now);
  return change;
}

async function subscribeAgain(store: Store, feedUrl = url, answer: Parameters<typeof changed>[0] | null = entries) {
  const added = await store.write.addSubscription({
    feedUrl,
    folder: null,
    firstUnread: 'recent',
    outcome: answer === null ? null : changed(answer),
    at: now,
    plan: planAt(now + hour),
  });
  await store.write.settleFeeds(now);
  return added;
}

const labelId = (store: Store) => store.read.subscriptions(now - day).labels[0]?.id ?? 0;
const shown = (store: Store) => titles(allRows(store));

/** What every list and every count says; lists and counts must agree. */
function told(store: Store) {
  const { counts, labels } = store.read.subscriptions(now - day);
  const total = (kind: 'all' | 'unread' | 'starred' | 'later' | 'recent') => store.read.openView(view({ kind }), null, 100);
  for (const kind of ['all', 'unread', 'starred', 'later', 'recent'] as const) {
    const list = total(kind);
    expect([kind, list.total, list.unread]).toEqual([kind, list.rows.length, list.rows.filter(row => !row.isRead).length]);
  }
  expect(store.read.unreadTotal()).toBe(counts.unread);
  return {
    all: shown(store),
    unread: counts.unread,
    starred: counts.starred,
    later: counts.later,
    today: counts.today,
    labels: labels.map(l => l.entryCount),
  };
}

describe('unsubscribing that keeps', () => {
  it('counts the marked articles, each once', async () => {
    const store = await openTestStore();
    const feedId = await withMarks(store);
    await store.write.setStarred([idOf(store, 'c')], true, now);
    expect(store.read.markedCount([feedId])).toBe(3);
    expect(store.read.markedCount([])).toBe(0);
    await store.write.removeLabel(labelId(store), now);
    await store.write.setStarred([idOf(store, 'c')], false, now);
    expect(store.read.markedCount([feedId])).toBe(2);
  });

  it('leaves the marked articles in their views, in all and in counts, and nothing else', async () => {
    const store = await openTestStore();
    const feedId = await withMarks(store);
    expect(await unsubscribe(store, [feedId])).toEqual({ id: expect.any(Number), kind: 'unsubscribe', count: 1 });
    expect(told(store)).toEqual({ all: ['a', 'b', 'c'], unread: 2, starred: 1, later: 1, today: 2, labels: [1] });
    expect(titles(allRows(store, { kind: 'label', labelId: labelId(store) }))).toEqual(['c']);
    const tree = store.read.subscriptions(now - day);
    expect([tree.folders, tree.subscriptions]).toEqual([[], []]);
    expect(tree.kept).toEqual([
      {
        feedId,
        feedUrl: url,
        siteUrl: 'https://example.org/',
        title: 'Example',
        language: null,
        iconVersion: null,
        unsubscribedAt: now,
        entryCount: 3,
      },
    ]);
    expect(store.read.entry(idOf(store, 'a'))).toMatchObject({ title: 'a', feedId });
    expect(store.read.articleFeedUrl(feedId)).toBe(url);
    expect(store.read.dueFeeds(now + 400 * day, 10)).toEqual([]);
    expect((await poll(store, feedId, [...entries, namedEntry('f')])).added).toEqual([]);
  });

  it('takes all of it along where nothing is kept', async () => {
    const store = await openTestStore();
    const feedId = await withMarks(store);
    await unsubscribe(store, [feedId], false);
    expect(told(store)).toEqual({ all: [], unread: 0, starred: 0, later: 0, today: 0, labels: [0] });
    expect(store.read.articleFeedUrl(feedId)).toBeNull();
  });

  it('is taken back whole, also after a restart, with place and states', async () => {
    const profileDir = temporaryFolder();
    const first = await openStore({ profileDir, now: () => now });
    const feedId = await withMarks(first);
    const before = [told(first), first.read.subscriptions(now - day), allRows(first)];
    const { id } = await unsubscribe(first, [feedId]);
    await first.close();
    const store = await openTestStore({ profileDir });
    expect(shown(store)).toEqual(['a', 'b', 'c']);
    expect(await undo(store, id)).toMatchObject({ id, kind: 'unsubscribe', count: 1, skipped: [] });
    expect([told(store), store.read.subscriptions(now - day), allRows(store)]).toEqual(before);
  });

  it('goes on where a worker was killed in between', async () => {
    const profileDir = temporaryFolder();
    const first = await openStore({ profileDir, now: () => now });
    const feedId = await withMarks(first);
    await first.write.removeSubscriptions([feedId], now, true);
    expect(shown(first)).toEqual([]);
    await first.close();
    const store = await openTestStore({ profileDir });
    await expect.poll(() => shown(store)).toEqual(['a', 'b', 'c']);
  });

  it('keeps an article whose last mark was taken until the day after, and a mark that comes back brings it back', async () => {
    let time = now;
    const profileDir = temporaryFolder();
    const first = await openStore({ profileDir, now: () => time });
    const feedId = await withMarks(first);
    await unsubscribe(first, [feedId]);
    const { change } = await first.write.setStarred([idOf(first, 'a')], false, now);
    await first.write.setLabel({ ids: [idOf(first, 'c')] }, { name: 'Work' }, false, now);
    await first.close();
    time = now + 23 * hour;
    const second = await openStore({ profileDir, now: () => time });
    // Behind the pause in which the clean-up would come.
    await second.write.setRead([idOf(second, 'a')], true, 'command', time);
    expect(shown(second)).toEqual(['a', 'b', 'c']);
    await second.close();
    time = now + 25 * hour;
    const store = await openTestStore({ profileDir, now: () => time });
    await expect.poll(() => shown(store)).toEqual(['b']);
    expect(store.read.subscriptions(time - day).counts).toMatchObject({ starred: 0, later: 1 });
    await store.write.undo(change.id, time);
    expect(shown(store)).toEqual(['a', 'b']);
    expect(titles(allRows(store, { kind: 'starred' }))).toEqual(['a']);
  });

  it('lets kept articles be marked, read and deleted as others', async () => {
    const store = await openTestStore();
    await unsubscribe(store, [await withMarks(store)]);
    await store.write.setRead([idOf(store, 'a')], true, 'command', now);
    await store.write.setLater([idOf(store, 'a')], true, now);
    expect(told(store)).toMatchObject({ unread: 1, later: 2 });
    const { change } = await store.write.removeEntries([idOf(store, 'a')], now);
    expect(told(store)).toMatchObject({ all: ['b', 'c'], starred: 0, later: 1 });
    await store.write.undo(change.id, now);
    expect(told(store)).toMatchObject({ all: ['a', 'b', 'c'], starred: 1, later: 2 });
  });

  it('is found by a search, by its feed’s name too', async () => {
    const store = await openTestStore();
    await unsubscribe(store, [await withMarks(store)]);
    const found = async (query: string) =>
      titles((await store.search.open(view({ kind: 'search', query, order: 'newest', within: null }), null, 100)).rows);
    expect(await found('feed:Example')).toEqual(['a', 'b', 'c']);
  });

  it('is never thinned out by age', async () => {
    const store = await openTestStore();
    await unsubscribe(store, [await withMarks(store)]);
    expect(store.read.retention({ kind: 'number', most: 1 })).toEqual([]);
  });
});

describe('subscribing again', () => {
  it('brings all articles back with their states, none twice and none as new', async () => {
    const store = await openTestStore();
    const feedId = await withMarks(store);
    await store.write.setRead([idOf(store, 'd')], true, 'command', now);
    const before = [told(store), allRows(store)];
    await unsubscribe(store, [feedId]);
    expect((await subscribeAgain(store)).feedId).toBe(feedId);
    expect([told(store), allRows(store)]).toEqual(before);
    expect(store.read.subscriptions(now - day).kept).toEqual([]);
  });

  it('finds the feed by an address that is asked for the same thing', async () => {
    const store = await openTestStore();
    const feedId = await withMarks(store);
    await unsubscribe(store, [feedId]);
    expect((await subscribeAgain(store, 'https://EXAMPLE.org:443/feed#top')).feedId).toBe(feedId);
    expect(shown(store)).toEqual(names);
    expect(store.read.subscriptions(now - day).subscriptions).toHaveLength(1);
  });

  it('brings what was missed meanwhile by the rule for a first answer: what is older than 30 days is read', async () => {
    const store = await openTestStore();
    await unsubscribe(store, [await withMarks(store)]);
    await subscribeAgain(store, url, [
      ...entries,
      namedEntry('old', { title: 'old', publishedAt: now - 31 * day }),
      namedEntry('missed', { title: 'missed', publishedAt: now - day }),
    ]);
    const rows = allRows(store);
    expect(rows.filter(({ isRead }) => isRead).map(({ title }) => title)).toEqual(['b', 'old']);
    expect(shown(store)).toHaveLength(7);
  });

  it('is taken back to what was kept', async () => {
    const store = await openTestStore();
    const feedId = await withMarks(store);
    await unsubscribe(store, [feedId]);
    const before = [told(store), store.read.subscriptions(now - day)];
    const { change } = await subscribeAgain(store);
    await undo(store, change.id);
    expect([told(store), store.read.subscriptions(now - day)]).toEqual(before);
  });

  it('by an import brings the state back too', async () => {
    const store = await openTestStore();
    const feedId = await withMarks(store);
    const before = told(store);
    await unsubscribe(store, [feedId]);
    await store.write.importOutlines([{ feedUrl: url, title: null, siteUrl: null, path: [] }], 'recent', now);
    await store.write.settleFeeds(now);
    expect(told(store)).toEqual(before);
  });

  it('finds the kept articles months later, and the others with the next answer', async () => {
    const profileDir = temporaryFolder();
    const first = await openStore({ profileDir, now: () => now });
    const feedId = await withMarks(first);
    await unsubscribe(first, [feedId]);
    await first.close();
    const store = await openTestStore({ profileDir, now: () => now + 100 * day });
    await expect.poll(() => store.read.changes(null, 10).records).toEqual([]);
    await subscribeAgain(store);
    expect(shown(store)).toEqual(names);
  });
});

describe('a folder that is deleted', () => {
  it('hands its feeds and folders to the one above, and takes them back', async () => {
    const store = await openTestStore();
    const outline = (name: string, path: readonly string[]) => ({
      feedUrl: `https://example.org/${name}`,
      title: name,
      siteUrl: null,
      path,
    });
    await store.write.importOutlines(
      [outline('a', ['Outer']), outline('b', ['Outer', 'Inner']), outline('c', ['Outer', 'Inner', 'Core'])],
      'all',
      now,
    );
    const before = store.read.subscriptions(now - day);
    const inner = before.folders.find(({ title }) => title === 'Inner');
    const outer = before.folders.find(({ title }) => title === 'Outer');
    const change = await store.write.moveFolderUp(inner?.id ?? 0, now);
    expect(change).toEqual({ id: expect.any(Number), kind: 'remove-folder', count: 1 });
    const after = store.read.subscriptions(now - day);
    expect(after.folders.map(({ title, parentId }) => [title, parentId])).toEqual([
      ['Outer', null],
      ['Core', outer?.id],
    ]);
    expect(after.subscriptions.find(({ title }) => title === 'b')?.folderId).toBe(outer?.id);
    expect(store.read.changes(null, 1).records).toMatchObject([{ kind: 'remove-folder', subjects: ['Inner'], standing: 'stands' }]);
    expect(await undo(store, null)).toMatchObject({ id: change.id, kind: 'remove-folder', count: expect.any(Number), skipped: [] });
    expect(store.read.subscriptions(now - day)).toEqual(before);
    await expect(store.write.moveFolderUp(999, now)).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('a full export', () => {
  it('has kept articles with their feed, and brings them to another profile once', async () => {
    const store = await openTestStore();
    await unsubscribe(store, [await withMarks(store)]);
    const pages = [store.read.archivePage(0, false, now), store.read.archivePage(1, false, now)];
    const archive = { ...readArchiveLines(pages.map(({ lines }) => lines).join(''), 1), settings: null, joins: null };
    expect([archive.feeds.map(({ isUnsubscribed }) => isUnsubscribed), archive.articles.length]).toEqual([[true], 3]);

    const other = await openTestStore();
    expect(await other.write.addArchive(archive, now)).toMatchObject({ feeds: 0, articles: 3 });
    expect(told(other)).toEqual(told(store));
    expect(other.read.subscriptions(now - day)).toMatchObject({ subscriptions: [], kept: [{ feedUrl: url, entryCount: 3 }] });
    expect(await other.write.addArchive(archive, now)).toMatchObject({ changeId: 0, feeds: 0, articles: 0, states: 0 });
    await undo(other, null);
    expect([told(other).all, other.read.subscriptions(now - day).kept]).toEqual([[], []]);
  });
});
