import { describe, expect, it } from 'vitest';
import {
  allRows,
  changed,
  failed,
  hour,
  idOf,
  namedEntry,
  now,
  openTestStore,
  parsedFeed,
  poll,
  subscribe,
  titles,
} from '../../helpers/store.ts';

const oldUrl = 'https://old.example/feed';
const newUrl = 'https://new.example/feed';
const later = now + hour;

async function failing() {
  const store = await openTestStore();
  const feedId = await subscribe(store, oldUrl, { entries: [namedEntry('a'), namedEntry('b')], folder: { title: 'News' } });
  await store.write.setStarred([idOf(store, 'Title a')], true, now);
  await store.write.setRead([idOf(store, 'Title b')], true, 'command', now);
  await store.write.saveCheck(feedId, failed({ code: 'not-found', facts: { status: 404 } }), now, { at: now + hour, reason: 'back-off' });
  const change = (feedUrl = newUrl, entries = [namedEntry('b'), namedEntry('c')], title = 'Example') =>
    store.write.changeAddress({
      feedId,
      feedUrl,
      outcome: changed(entries, { feed: parsedFeed(entries, { title }), etag: '"new"', bodyHash: 'new' }),
      at: later,
      plan: { at: later + hour, reason: 'rhythm' },
    });
  return { store, feedId, change };
}

describe('a change of address', () => {
  it('keeps articles, their states, the folder and the title, and stores what answered', async () => {
    const { store, feedId, change } = await failing();
    const before = store.read.subscription(feedId);
    const result = await change(newUrl, undefined, 'Renamed by its owner');
    expect(result).toMatchObject({ change: { kind: 'change-address', count: 1 }, takenBy: null, saved: { wasFirstFetch: false } });
    expect(titles(result?.saved.added ?? [])).toEqual(['Title c']);
    expect(store.read.subscription(feedId)).toMatchObject({
      feedUrl: newUrl,
      title: before?.title,
      folderId: before?.folderId,
      failure: null,
    });
    expect(store.read.feed(feedId)).toMatchObject({ etag: '"new"', bodyHash: 'new', failureCount: 0 });
    const rows = allRows(store).toSorted((one, other) => one.title.localeCompare(other.title));
    expect(rows.map(({ title, isRead, isStarred }) => [title, isRead, isStarred])).toEqual([
      ['Title a', false, true],
      ['Title b', true, false],
      ['Title c', false, false],
    ]);
  });

  it('makes no flood of a feed with other articles: it counts as a first answer', async () => {
    const { store, change } = await failing();
    const old = Array.from({ length: 30 }, (_, index) => namedEntry(`x${index}`, { publishedAt: now - index * 24 * hour * 3 }));
    const result = await change(newUrl, old);
    expect(result?.saved.wasFirstFetch).toBe(true);
    expect(store.read.unreadTotal()).toBeGreaterThan(0);
  });

  it('goes back whole: address, validators, title and the failure', async () => {
    const { store, feedId, change } = await failing();
    const before = { feed: store.read.feed(feedId), subscription: store.read.subscription(feedId), failure: store.read.failure(feedId) };
    const result = await change(newUrl, undefined, 'Renamed');
    expect(await store.write.undo(null, later)).toMatchObject({ ...result?.change, count: 1, skipped: [] });
    expect({ ...store.read.feed(feedId), newestEntryAt: null }).toEqual({ ...before.feed, newestEntryAt: null });
    expect(store.read.failure(feedId)).toEqual(before.failure);
    const { unreadCount: _, newestEntryAt: __, ...rest } = { ...before.subscription };
    expect(store.read.subscription(feedId)).toMatchObject(rest);
    // What arrived meanwhile is nobody's to take away.
    expect(titles(allRows(store)).toSorted()).toEqual(['Title a', 'Title b', 'Title c']);
  });

  it('is refused where another subscription has the address, and changes nothing', async () => {
    const { store, feedId, change } = await failing();
    const other = await subscribe(store, newUrl, { entries: [namedEntry('z')] });
    expect(await change()).toMatchObject({ change: { id: 0 }, takenBy: other });
    expect(store.read.subscription(feedId)).toMatchObject({ feedUrl: oldUrl, failure: { code: 'not-found' } });
  });

  it('takes the address of a feed that was unsubscribed, whose articles come back with it', async () => {
    const { store, feedId, change } = await failing();
    const other = await subscribe(store, newUrl, { entries: [namedEntry('z')] });
    const removed = await store.write.removeSubscriptions([other], now);
    const moved = await change();
    expect(moved?.takenBy).toBeNull();
    expect(store.read.feedIdByUrl(newUrl)).toBe(feedId);
    await store.write.undo(moved?.change.id ?? 0, later);
    await store.write.undo(removed.id, later);
    expect(store.read.feedIdByUrl(newUrl)).toBe(other);
    expect(titles(allRows(store, { kind: 'feed', feedId: other }))).toEqual(['Title z']);
  });

  it('stays when a later one stands, or the address before is taken', async () => {
    const { store, feedId, change } = await failing();
    const first = await change();
    const second = await change('https://third.example/feed');
    expect(await store.write.undo(first?.change.id ?? 0, later)).toMatchObject({ count: 0 });
    expect(store.read.subscription(feedId)?.feedUrl).toBe('https://third.example/feed');
    await subscribe(store, newUrl, { entries: [namedEntry('q')] });
    expect(await store.write.undo(second?.change.id ?? 0, later)).toMatchObject({ count: 0 });
    expect(store.read.subscription(feedId)?.feedUrl).toBe('https://third.example/feed');
  });

  it('does not touch a title that the user gave', async () => {
    const store = await openTestStore();
    await store.write.importOutlines([{ feedUrl: oldUrl, title: 'My name for it', siteUrl: null, path: [] }], 'all', now);
    const feedId = store.read.feedIdByUrl(oldUrl) ?? 0;
    await poll(store, feedId, [namedEntry('a')]);
    await store.write.changeAddress({
      feedId,
      feedUrl: newUrl,
      outcome: changed([namedEntry('a')]),
      at: later,
      plan: { at: later + hour, reason: 'rhythm' },
    });
    expect(store.read.subscription(feedId)?.title).toBe('My name for it');
    expect(
      await store.write.changeAddress({
        feedId: 99,
        feedUrl: newUrl,
        outcome: changed([]),
        at: later,
        plan: { at: later, reason: 'rhythm' },
      }),
    ).toBeNull();
  });
});
