import { describe, expect, it } from 'vitest';
import { profileFiles } from '../../../worker/store/profile.ts';
import { createListAnchors } from '../../../worker/store/reads/list-anchors.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import { viewSql } from '../../../worker/store/view-sql.ts';
import { hour, namedEntry, now, openTestStore, poll, subscribe, temporaryFolder, titles, view } from '../../helpers/store.ts';

const count = 2_600;
const entries = (prefix: string) =>
  Array.from({ length: count }, (_, at) => namedEntry(`${prefix}${at}`, { publishedAt: now - hour - at * 1_000 }));

describe('a jump into a long list', () => {
  it('gives the rows that paging from its head gives, forwards and backwards, at and beyond every anchor and behind the end', async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://example.org/a', { entries: entries('a') });
    const { query, total, rows } = store.read.openView(view({ kind: 'all' }), null, count);
    expect([total, rows.length]).toEqual([count, count]);
    const expected = titles(rows);
    for (const index of [2_599, 499, 500, 501, 999, 1_000, 1_001, 2_499, 2_500, 2_501, 0, 1_730]) {
      expect(titles(store.read.page(query, index, 50, null, null).rows), `at ${index}`).toEqual(expected.slice(index, index + 50));
    }
    expect(store.read.page(query, count, 50, null, null).rows).toEqual([]);
    expect(store.read.page(query, 10 * count, 50, null, null).rows).toEqual([]);
  });

  it('is walked towards in short turns, one after the other', async () => {
    const profileDir = temporaryFolder();
    const store = await openTestStore({ profileDir });
    await subscribe(store, 'https://example.org/a', { entries: entries('a') });
    const { query } = store.read.openView(view({ kind: 'all' }), null, 10);
    const connection = openConnection(profileFiles(profileDir).database, { readOnly: true });
    try {
      let time = 0;
      // Every look at the clock is later than the end of a turn.
      const anchors = createListAnchors(() => (time += 10));
      const approach = (index: number) => anchors.approach(connection, query, viewSql(connection, query), index);
      expect(approach(500)).toBe(true);
      expect([approach(2_599), approach(2_599), approach(2_599), approach(2_599), approach(2_599), approach(2_599)]).toEqual([
        false,
        false,
        false,
        false,
        false,
        true,
      ]);
      expect(approach(2_000)).toBe(true);
      while (!approach(10 * count));
      expect(anchors.keysAt(connection, query, viewSql(connection, query), 10 * count, 5)).toEqual([]);
    } finally {
      connection.close();
    }
  });

  it('stays where it was when articles are read and arrive meanwhile', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/a', { entries: entries('a') });
    const { query, rows } = store.read.openView(view({ kind: 'unread' }), null, count);
    const expected = titles(rows);
    expect(titles(store.read.page(query, 2_000, 5, null, null).rows)).toEqual(expected.slice(2_000, 2_005));
    await store.write.setRead(
      rows.slice(0, 1_500).map(({ id }) => id),
      true,
      'command',
      now,
    );
    await poll(store, feedId, [namedEntry('new', { publishedAt: now })], now + hour);
    expect(titles(store.read.page(query, 2_000, 5, null, null).rows)).toEqual(expected.slice(2_000, 2_005));
    expect(titles(store.read.page(query, 1_400, 5, null, null).rows)).toEqual(expected.slice(1_400, 1_405));
  });

  it('counts anew when articles were removed from the list, and when they are back', async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://example.org/a', { entries: entries('a') });
    const { query, rows } = store.read.openView(view({ kind: 'all' }), null, count);
    const expected = titles(rows);
    const at = () => titles(store.read.page(query, 2_000, 5, null, null).rows);
    expect(at()).toEqual(expected.slice(2_000, 2_005));
    const { change } = await store.write.removeEntries(
      rows.slice(100, 110).map(({ id }) => id),
      now,
    );
    expect(at()).toEqual(expected.slice(2_010, 2_015));
    await store.write.undo(change.id, now);
    expect(at()).toEqual(expected.slice(2_000, 2_005));
  });

  it('counts anew when a feed has left the list', async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://example.org/a', { entries: entries('a') });
    const other = await subscribe(store, 'https://example.org/b', { entries: entries('b') });
    const { query } = store.read.openView(view({ kind: 'all' }), null, 10);
    store.read.page(query, 4_000, 5, null, null);
    await store.write.removeSubscriptions([other], now);
    const expected = titles(store.read.openView(view({ kind: 'all' }), null, count).rows);
    expect(titles(store.read.page(query, 2_000, 5, null, null).rows)).toEqual(expected.slice(2_000, 2_005));
  });
});
