import { expect, it } from 'vitest';
import { allRows, day, namedEntry, now, openTestStore, subscribe, titles, view } from '../../helpers/store.ts';

it('keeps a feed out of All, Unread and Today and of what they count, and nowhere else', async () => {
  const store = await openTestStore();
  const at = { publishedAt: now - 60_000 };
  const loud = await subscribe(store, 'https://loud.example/', {
    entries: [namedEntry('l1', { title: 'l1', ...at }), namedEntry('l2', { title: 'l2', ...at })],
    folder: { title: 'F' },
  });
  await subscribe(store, 'https://calm.example/', { entries: [namedEntry('c1', { title: 'c1', ...at })] });
  const today = now - day / 2;
  const counts = () => store.read.subscriptions(today).counts;
  const list = (scope: Parameters<typeof view>[0]) => store.read.openView(view(scope), null, 10);
  expect(counts()).toMatchObject({ unread: 3, today: 3 });

  const change = await store.write.changeSubscriptions([loud], { isApart: true }, now);
  expect(store.read.subscription(loud)).toMatchObject({ isApart: true, unreadCount: 2 });
  expect(counts()).toMatchObject({ unread: 1, today: 1 });
  expect(store.read.counts(today).counts).toMatchObject({ unread: 1, today: 1 });
  expect(store.read.unreadTotal()).toBe(1);
  for (const scope of [{ kind: 'all' }, { kind: 'unread' }, { kind: 'today', from: today }] as const) {
    expect(titles(allRows(store, scope))).toEqual(['c1']);
    expect(list(scope)).toMatchObject({ total: 1, unread: 1 });
  }
  const folderId = store.read.subscription(loud)?.folderId ?? 0;
  expect(list({ kind: 'feed', feedId: loud })).toMatchObject({ total: 2, unread: 2 });
  expect(list({ kind: 'folder', folderId })).toMatchObject({ total: 2, unread: 2 });

  const { query } = list({ kind: 'all' });
  await store.write.markAllRead([{ query }], now);
  expect(store.read.subscription(loud)?.unreadCount).toBe(2);
  await store.write.undo(change.id, now);
  expect(counts()).toMatchObject({ unread: 2, today: 2 });
});
