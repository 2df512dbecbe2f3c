import { describe, expect, it } from 'vitest';
import { openStore } from '../../../worker/store/open-store.ts';
import { day, hour, now, openTestStore, planAt, subscribe, temporaryFolder } from '../../helpers/store.ts';

const minutes = (count: number) => ({ kind: 'every', minutes: count }) as const;
const adaptive = { kind: 'adaptive' } as const;
const byHand = { kind: 'by-hand' } as const;

describe('the pace of a feed', () => {
  it('is its own, else that of the nearest folder that has one, else the settings’', async () => {
    const store = await openTestStore();
    await store.write.importOutlines(
      [{ feedUrl: 'https://inner.example/', title: null, siteUrl: null, path: ['Outer', 'Inner'] }],
      'all',
      now,
    );
    const [{ feedId = 0 } = {}] = store.read.subscriptions(now).subscriptions;
    const [outer = 0, inner = 0] = store.read.subscriptions(now).folders.map(({ id }) => id);
    const pace = () => store.read.subscription(feedId)?.effectivePace;
    expect(pace()).toEqual(adaptive);
    await store.write.setSettings({ pace: minutes(240) });
    expect(pace()).toEqual(minutes(240));
    await store.write.changeFolder(outer, { pace: byHand }, now);
    expect(pace()).toEqual(byHand);
    await store.write.changeFolder(inner, { pace: adaptive }, now);
    expect(pace()).toEqual(adaptive);
    await store.write.changeSubscriptions([feedId], { pace: minutes(10) }, now);
    expect(pace()).toEqual(minutes(10));
    expect(store.read.feed(feedId)).toMatchObject({ pace: minutes(10), hasOwnPace: true });
    expect(store.read.subscriptions(now)).toMatchObject({
      folders: [{ pace: byHand }, { pace: adaptive }],
      subscriptions: [{ pace: minutes(10), effectivePace: minutes(10) }],
    });
    expect([store.read.folderPace(null), store.read.folderPace(outer), store.read.folderPace(inner)]).toEqual([
      minutes(240),
      byHand,
      adaptive,
    ]);
  });

  it('of by hand only, and a pause of its own, of a folder above or of all, take it from the timer', async () => {
    const store = await openTestStore();
    const [held, free] = [
      await subscribe(store, 'https://a.example/', { folder: { title: 'F' } }),
      await subscribe(store, 'https://b.example/'),
    ];
    const folderId = store.read.subscription(held)?.folderId ?? 0;
    const due = () => store.read.dueFeeds(now + day, 10).map(({ feedId }) => feedId);
    const isHeld = () => store.read.subscription(held)?.isHeld;
    expect(due()).toEqual([held, free]);
    await store.write.changeFolder(folderId, { isPaused: true }, now);
    expect([due(), isHeld(), store.read.subscription(held)?.plan]).toEqual([[free], true, null]);
    await store.write.changeFolder(folderId, { isPaused: false, pace: byHand }, now);
    expect([due(), isHeld(), store.read.subscription(held)?.plan]).toEqual([[free], false, null]);
    await store.write.changeFolder(folderId, { pace: null }, now);
    await store.write.changeSubscriptions([held], { isPaused: true }, now);
    expect([due(), isHeld()]).toEqual([[free], true]);
    await store.write.changeSubscriptions([held], { isPaused: false }, now);
    await store.write.setSettings({ pace: byHand });
    expect([due(), store.read.earliestCheckAt()]).toEqual([[], null]);
    await store.write.changeSubscriptions([free], { pace: adaptive }, now);
    await store.write.scheduleChecks([{ feedId: free, plan: planAt(now + 2 * hour) }]);
    expect([due(), store.read.earliestCheckAt()]).toEqual([[free], now + 2 * hour]);
  });
});

describe('a change of feeds', () => {
  it('is one step of undo, and touches only what differs', async () => {
    const store = await openTestStore();
    const [a, b] = [await subscribe(store, 'https://a.example/'), await subscribe(store, 'https://b.example/')];
    await store.write.changeSubscriptions([a], { isPaused: true }, now);
    const change = await store.write.changeSubscriptions([a, b, 99], { isPaused: true }, now);
    expect(change).toMatchObject({ kind: 'change-feed', count: 1 });
    expect(await store.write.changeSubscriptions([a, b], { isPaused: true }, now)).toEqual({ id: 0, kind: 'change-feed', count: 0 });
    expect(await store.write.undo(change.id, now)).toMatchObject({ kind: 'change-feed', count: 1 });
    expect([a, b].map(id => store.read.subscription(id)?.isPaused)).toEqual([true, false]);
    expect(await store.write.undo(null, now)).toMatchObject({ kind: 'change-feed' });
    expect(store.read.subscription(a)?.isPaused).toBe(false);
  });

  it('leaves what a later change has set, when it is undone', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://a.example/');
    const first = await store.write.changeSubscriptions([feedId], { pace: minutes(60), title: 'Mine' }, now);
    await store.write.changeSubscriptions([feedId], { pace: minutes(120) }, now);
    await store.write.undo(first.id, now);
    expect(store.read.subscription(feedId)).toMatchObject({ pace: minutes(120), title: 'a.example' });
  });

  it('does not stand in the way of undoing the subscription', async () => {
    const store = await openTestStore();
    const { feedId, change } = await store.write.addSubscription({
      feedUrl: 'https://a.example/',
      folder: null,
      firstUnread: 'all',
      outcome: null,
      at: now,
      plan: planAt(now),
    });
    await store.write.changeSubscriptions([feedId], { title: 'Mine' }, now);
    await store.write.undo(change.id, now);
    expect(store.read.subscription(feedId)).toBeNull();
  });

  it('moves feeds into a folder, also a new one, and back', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://a.example/', { folder: { title: 'Old' } });
    const other = await subscribe(store, 'https://b.example/');
    const tree = () => {
      const { folders, subscriptions } = store.read.subscriptions(now);
      return { folders: folders.map(({ title }) => title), order: subscriptions.map(each => each.feedId) };
    };
    const change = await store.write.changeSubscriptions([feedId], { folder: { title: 'New' } }, now);
    expect(tree()).toEqual({ folders: ['New'], order: [other, feedId] });
    await store.write.undo(change.id, now);
    expect(tree()).toEqual({ folders: ['Old'], order: [feedId, other] });
    await expect(store.write.changeSubscriptions([feedId], { folder: { id: 999 } }, now)).rejects.toMatchObject({ code: 'bad-request' });
    await store.write.changeSubscriptions([feedId], { folder: null }, now);
    expect(tree()).toEqual({ folders: [], order: [other, feedId] });
  });

  it('gives a feed a title, and takes it away again', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://a.example/');
    await store.write.changeSubscriptions([feedId], { title: 'Mine' }, now);
    expect(store.read.subscription(feedId)?.title).toBe('Mine');
    await store.write.changeSubscriptions([feedId], { title: '  ' }, now);
    expect(store.read.subscription(feedId)?.title).toBe('a.example');
  });
});

describe('a change of a folder', () => {
  it('renames it and is undone', async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://a.example/', { folder: { title: 'Old' } });
    const folder = () => store.read.subscriptions(now).folders[0];
    const change = await store.write.changeFolder(folder()?.id ?? 0, { title: 'New', isPaused: true }, now);
    expect(folder()).toMatchObject({ title: 'New', isPaused: true });
    expect(await store.write.changeFolder(folder()?.id ?? 0, { title: 'New' }, now)).toMatchObject({ id: 0, count: 0 });
    expect(await store.write.undo(change.id, now)).toMatchObject({ kind: 'change-folder', count: 1 });
    expect(folder()).toMatchObject({ title: 'Old', isPaused: false });
    await expect(store.write.changeFolder(999, { title: 'x' }, now)).rejects.toMatchObject({ code: 'bad-request' });
  });
});

it('survives a restart', async () => {
  const profileDir = temporaryFolder();
  const store = await openStore({ profileDir });
  const feedId = await subscribe(store, 'https://a.example/', { folder: { title: 'F' } });
  await store.write.changeSubscriptions([feedId], { pace: minutes(10), isPaused: true }, now);
  await store.close();
  const again = await openTestStore({ profileDir });
  expect(again.read.subscription(feedId)).toMatchObject({ pace: minutes(10), isPaused: true, isHeld: true });
});
