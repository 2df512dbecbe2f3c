import { describe, expect, it } from 'vitest';
import type { EntryQuery, EntryRow, EntryScope, EntryView } from '../../../worker/protocol/entry-lists.ts';
import type { FeedId } from '../../../worker/protocol/ids.ts';
import { migrate } from '../../../worker/store/migrate.ts';
import { byFeed as byFeedMigration } from '../../../worker/store/migrations/0013-by-feed.ts';
import { migrations } from '../../../worker/store/migrations/all.ts';
import { openView } from '../../../worker/store/reads/entry-lists.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import type { Store } from '../../../worker/store/store.ts';
import { randomFrom } from '../../helpers/seeded-random.ts';
import { allRows, hour, namedEntry, now, openTestStore, poll, subscribe, titles, view } from '../../helpers/store.ts';

const byFeed = (scope: EntryScope = { kind: 'all' }, fields: Partial<EntryView> = {}) => view(scope, { byFeed: true, ...fields });

/** Feeds whose articles' times interleave: `b` has b0 … b2 and so on. */
async function storeWith(
  feeds: Readonly<Record<string, number>>,
): Promise<{ readonly store: Store; readonly ids: Readonly<Record<string, FeedId>> }> {
  const store = await openTestStore();
  const ids: Record<string, FeedId> = {};
  for (const [place, [title, count]] of Object.entries(feeds).entries()) {
    const entries = Array.from({ length: count }, (_, index) =>
      namedEntry(`${title}${index}`, { publishedAt: now - index * hour - place }),
    );
    const feedId = await subscribe(store, `https://example.org/${place}`, { entries });
    await store.write.changeSubscriptions([feedId], { title }, now);
    ids[title] = feedId;
  }
  return { store, ids };
}

const names = (rows: readonly EntryRow[]) => titles(rows).map(title => title.replace('Title ', ''));
const idOf = (store: Store, name: string) => allRows(store).find(({ title }) => title === `Title ${name}`)?.id ?? 0;

describe('a list that goes feed by feed', () => {
  it('is in the order of the titles that are shown, newest or oldest first within each', async () => {
    const { store } = await storeWith({ zeta: 2, Émile: 2, alpha: 1, 'feed 10': 1, 'feed 9': 2 });
    const newest = store.read.openView(byFeed(), null, 50);
    expect(names(newest.rows)).toEqual(['alpha0', 'Émile0', 'Émile1', 'feed 90', 'feed 91', 'feed 100', 'zeta0', 'zeta1']);
    const oldest = store.read.openView(byFeed({ kind: 'all' }, { order: 'oldest' }), null, 50);
    expect(names(oldest.rows)).toEqual(['alpha0', 'Émile1', 'Émile0', 'feed 91', 'feed 90', 'feed 100', 'zeta1', 'zeta0']);
    expect(newest).toMatchObject({ total: 8, unread: 8 });
  });

  it('stays the same list when feeds are named anew, articles are read and others arrive', async () => {
    const { store, ids } = await storeWith({ a: 2, b: 2, c: 1 });
    const list = store.read.openView(byFeed({ kind: 'unread' }), null, 50);
    await store.write.changeSubscriptions([ids['a'] ?? 0], { title: 'zzz' }, now);
    await store.write.setRead([idOf(store, 'b0'), idOf(store, 'c0')], true, 'command', now);
    await poll(store, ids['b'] ?? 0, [namedEntry('b-new', { publishedAt: now })]);
    expect(names(store.read.page(list.query, 0, 50, null, null).rows)).toEqual(['a0', 'a1', 'b0', 'b1', 'c0']);
    expect(store.read.countNew(list.query)).toBe(1);
    expect(names(store.read.openView(byFeed({ kind: 'unread' }), null, 50).rows)).toEqual(['b-new', 'b1', 'a0', 'a1']);
  });

  it('opens around an article at its place', async () => {
    const { store } = await storeWith({ a: 3, b: 3, c: 3 });
    const list = store.read.openView(byFeed(), idOf(store, 'b1'), 4);
    expect([list.anchorIndex, list.index, names(list.rows)]).toEqual([4, 2, ['a2', 'b0', 'b1', 'b2']]);
  });

  it('marks what stands above or below a row in this order, and nothing else', async () => {
    const { store } = await storeWith({ a: 2, b: 3, c: 2 });
    const { query, rows } = store.read.openView(byFeed(), null, 50);
    const row = rows.find(({ title }) => title === 'Title b1');
    const cursor = { sortAt: row?.sortAt ?? 0, id: row?.id ?? 0 };
    const read = () => names(allRows(store).filter(({ isRead }) => isRead)).toSorted();
    await store.write.changeMany({ query, to: cursor }, { kind: 'read', isOn: true }, now);
    expect(read()).toEqual(['a0', 'a1', 'b0', 'b1']);
    await store.write.undo(null, now);
    await store.write.changeMany({ query, from: cursor, except: [cursor.id] }, { kind: 'read', isOn: true }, now);
    expect(read()).toEqual(['b2', 'c0', 'c1']);
    await store.write.undo(null, now);
    await store.write.markAllRead([{ query }], now);
    expect(read()).toHaveLength(7);
  });

  it('marks nothing above a row whose feed is in no place of it', async () => {
    const { store } = await storeWith({ a: 2 });
    const { query } = store.read.openView(byFeed(), null, 50);
    const { change } = await store.write.changeMany({ query, to: { sortAt: 0, id: 999 } }, { kind: 'read', isOn: true }, now);
    expect(change.count).toBe(0);
  });

  it('leaves out a feed that is unsubscribed meanwhile, and pages on from one of its rows', async () => {
    const { store, ids } = await storeWith({ a: 2, b: 2, c: 2 });
    const { query, rows } = store.read.openView(byFeed(), null, 3);
    await store.write.removeSubscriptions([ids['b'] ?? 0], now);
    expect(names(store.read.page(query, 3, 10, rows[2] ?? null, null).rows)).toEqual(['c0', 'c1']);
    expect(names(store.read.page(query, 0, 10, null, rows[2] ?? null).rows)).toEqual(['a0', 'a1']);
    expect(names(store.read.page(query, 0, 10, null, null).rows)).toEqual(['a0', 'a1', 'c0', 'c1']);
  });

  it('is not for one feed, a log of what was read, nor a search', async () => {
    const { store, ids } = await storeWith({ b: 2, a: 2 });
    await store.write.setRead([idOf(store, 'a0'), idOf(store, 'b0')], true, 'command', now);
    for (const scope of [{ kind: 'feed', feedId: ids['a'] ?? 0 }, { kind: 'recent' }] as const) {
      const [plain, grouped] = [view(scope), byFeed(scope)].map(one => store.read.openView(one, null, 50));
      expect(grouped?.query.feeds).toBeUndefined();
      expect(grouped?.rows).toEqual(plain?.rows);
    }
  });

  it('knows the feeds of labels that were given by an earlier version', () => {
    const connection = openConnection(':memory:', { readOnly: false });
    migrate(connection, 'here', migrations.slice(0, migrations.indexOf(byFeedMigration)));
    connection.exec(`INSERT INTO feed (feed_url, title, position, added_at) VALUES ('u:1', 'zeta', 1, 1), ('u:2', 'alpha', 2, 1);
      INSERT INTO entry (feed_id, seen_at, title, author, snippet, link_key, content_hash) VALUES (1, 1, 'z', '', '', '', ''), (2, 1, 'a', '', '', '', '');
      INSERT INTO entry_state (entry_id, feed_id, sort_at) VALUES (1, 1, 20), (2, 2, 10);
      INSERT INTO label (name, color, position) VALUES ('L', 'red', 1);
      INSERT INTO entry_label (label_id, entry_id, sort_at, added_at) VALUES (1, 1, 20, -5), (1, 2, 10, -5)`);
    migrate(connection, 'here');
    expect(titles(openView(connection, byFeed({ kind: 'label', labelId: 1 }), null, 50).rows)).toEqual(['a', 'z']);
    connection.close();
  });
});

/** Every list that can go feed by feed, with and without what is read. */
function scopesOf(store: Store): readonly EntryScope[] {
  const { folders, labels } = store.read.subscriptions(now);
  return [
    { kind: 'all' },
    { kind: 'unread' },
    { kind: 'today', from: now - 12 * hour },
    { kind: 'starred' },
    { kind: 'later' },
    ...folders.map(({ id }) => ({ kind: 'folder' as const, folderId: id })),
    ...labels.map(({ id }) => ({ kind: 'label' as const, labelId: id })),
  ];
}

/** What a plain sort of the whole list would give. */
function grouped(store: Store, rows: readonly EntryRow[]): readonly EntryRow[] {
  const { subscriptions, kept } = store.read.subscriptions(now);
  const title = new Map([...subscriptions, ...kept].map(feed => [feed.feedId, feed.title]));
  const { compare } = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
  return rows.toSorted((one, other) => compare(title.get(one.feedId) ?? '', title.get(other.feedId) ?? '') || one.feedId - other.feedId);
}

function paged(store: Store, query: EntryQuery, total: number, limit: number): Readonly<Record<string, readonly number[]>> {
  const forward: EntryRow[] = [];
  for (;;) {
    const { rows } = store.read.page(query, forward.length, limit, forward.at(-1) ?? null, null);
    forward.push(...rows);
    if (rows.length === 0) break;
  }
  const backward: EntryRow[] = [...store.read.page(query, Math.max(0, total - 1), 1, null, null).rows];
  for (let first = backward[0]; first !== undefined; ) {
    const { rows } = store.read.page(query, 0, limit, null, first);
    backward.unshift(...rows);
    if (rows.length === 0) break;
    first = backward[0];
  }
  const jumps: EntryRow[] = [];
  for (let index = 0; index < total; index += limit) jumps.push(...store.read.page(query, index, limit, null, null).rows);
  return Object.fromEntries(Object.entries({ forward, backward, jumps }).map(([way, rows]) => [way, rows.map(({ id }) => id)]));
}

it.each([1, 2])('pages as a full sort of the same list would, through whatever is done meanwhile (%i)', async seed => {
  const random = randomFrom(seed);
  const below = (most: number) => Math.floor(random() * most);
  const store = await openTestStore();
  const shown = ['Zoo', 'äpfel', 'Apfel', 'feed 2', 'feed 10', 'same', 'same', 'ß', '日本', 'العربية'];
  for (let feed = 0; feed < 18; feed += 1) {
    const entries = Array.from({ length: feed === 7 ? 620 : below(14) }, (_, index) =>
      // Many of one time: then the id decides.
      namedEntry(`${feed}-${index}`, { publishedAt: now - below(20) * hour }),
    );
    const folder = feed % 3 === 0 ? null : { title: `F${feed % 3}` };
    const feedId = await subscribe(store, `https://f${feed}.example/`, { entries, folder });
    const title = shown[feed];
    if (title !== undefined) await store.write.changeSubscriptions([feedId], { title }, now);
    if (feed === 11) await store.write.changeSubscriptions([feedId], { isApart: true }, now);
  }
  const all = allRows(store, { kind: 'all' });
  const some = (share: number) => all.filter(() => random() < share).map(({ id }) => id);
  const change = async () => {
    await store.write.setRead(some(0.3), true, 'command', now);
    await store.write.setRead(some(0.1), false, 'command', now);
    await store.write.setStarred(some(0.15), true, now);
    await store.write.setStarred(some(0.1), false, now);
    await store.write.setLater(some(0.15), random() < 0.6, now);
    await store.write.setLabel({ ids: some(0.2) }, { name: 'L' }, random() < 0.7, now);
  };
  await change();
  await store.write.setLabel({ ids: some(0.2) }, { name: 'L' }, true, now);

  const lists = scopesOf(store).flatMap(scope =>
    [true, false].flatMap(onlyUnread =>
      (['newest', 'oldest'] as const).map(order => {
        const plain = store.read.openView(view(scope, { onlyUnread, order }), null, 100_000);
        const list = store.read.openView(byFeed(scope, { onlyUnread, order }), null, 100);
        return { list, plain };
      }),
    ),
  );
  /** The plain list as it is now: what was starred and unstarred since it was opened may be in it. */
  const expectedOf = ({ plain }: (typeof lists)[number]) => grouped(store, store.read.page(plain.query, 0, 100_000, null, null).rows);
  for (let round = 0; round < 2; round += 1) {
    for (const one of lists.filter(() => random() < 0.6)) {
      const { list, plain } = one;
      const { query } = list;
      const ids = expectedOf(one).map(({ id }) => id);
      const total = ids.length;
      const what = JSON.stringify({ ...query, feeds: query.feeds?.length });
      expect([list.total, list.unread], what).toEqual([plain.total, plain.unread]);
      for (const [way, found] of Object.entries(paged(store, query, total, 60 + below(100)))) expect(found, `${way} ${what}`).toEqual(ids);
      const states = store.read.entryRows(ids);
      for (const index of [-1, 0, below(total), total - 1]) {
        const after = states.findIndex((row, place) => place > index && !row.isRead);
        const before = states.findLastIndex((row, place) => place < index && !row.isRead);
        expect(store.read.findUnread(query, index, 1)?.index ?? -1, `next from ${index} ${what}`).toBe(after);
        expect(store.read.findUnread(query, index, -1)?.index ?? -1, `back from ${index} ${what}`).toBe(before);
      }
      expect(store.read.countNew(query), what).toBe(store.read.countNew(plain.query));
    }
    await change();
    await subscribe(store, `https://later${round}.example/`, { entries: [namedEntry(`later${round}`)] });
  }
  for (const one of lists.filter(() => random() < 0.3)) {
    const { list } = one;
    const expected = expectedOf(one);
    const anchor = expected[below(expected.length)];
    if (anchor === undefined) continue;
    const { scope, onlyUnread, order } = list.query;
    const around = store.read.openView(byFeed(scope, { onlyUnread, order }), anchor.id, 20);
    const whole = grouped(store, store.read.openView(view(scope, { onlyUnread, order }), null, 100_000).rows).map(({ id }) => id);
    const place = whole.indexOf(anchor.id);
    expect(around.anchorIndex ?? -1).toBe(place);
    if (place !== -1) expect(around.rows.map(({ id }) => id)).toEqual(whole.slice(around.index, around.index + around.rows.length));
  }
});
