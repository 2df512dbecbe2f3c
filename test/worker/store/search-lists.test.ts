import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryView, PlainScope } from '../../../worker/protocol/entry-lists.ts';
import type { EntryId } from '../../../worker/protocol/ids.ts';
import { migrate } from '../../../worker/store/migrate.ts';
import { createSearchGuard } from '../../../worker/store/search-guard.ts';
import { createSearchLists } from '../../../worker/store/search-lists.ts';
import { type Connection, openConnection } from '../../../worker/store/sqlite.ts';
import { randomFrom } from '../../helpers/seeded-random.ts';
import { now } from '../../helpers/store.ts';

const entries = 5000;
/** Small ones, so that few entries are many. */
const limits = { ranked: 60, beforePage: 400, rivals: 20, sorted: 200, walked: 3000 };

let profileDir: string;
let connection: Connection;

beforeAll(() => {
  profileDir = mkdtempSync(join(tmpdir(), 'freshet-search-lists-'));
  connection = openConnection(join(profileDir, 'freshet.db'), { readOnly: false });
  migrate(connection, profileDir);
  // "river" is in all, "lake" in every third, "pond" in every fiftieth. Times go with the ids, but for a few that come from the past or the future.
  connection.exec(`
    INSERT INTO feed (feed_url, title, position, added_at) VALUES ('http://a.example/', 'One', 1, 1), ('http://b.example/', 'Two', 2, 1), ('http://c.example/', 'Gone', 3, 1);
    UPDATE feed SET removed_at = 5 WHERE id = 3;
    WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${entries})
    INSERT INTO entry (id, feed_id, seen_at, title, url, author, snippet, link_key, content_hash)
    SELECT id, iif(id % 100 = 99, 3, 1 + id % 2), 1, iif(id % 7 = 0, 'river river', 'river') || iif(id % 3 = 0, ' lake', '') || iif(id % 50 = 0, ' pond', ''),
      'http://a.example/' || id, '', '', id, '' FROM n;
    INSERT INTO entry_state (entry_id, feed_id, sort_at, is_read, is_starred)
    SELECT id, feed_id, CASE WHEN id % 977 = 5 THEN 90000000 - id WHEN id % 500 = 6 THEN id ELSE id * 1000 + (id * 7919) % 100000 END, id % 4 = 0, id % 40 = 0 FROM entry;
    INSERT INTO entry_search (rowid, title, author, body, title_pairs, author_pairs, body_pairs) SELECT id, title, '', '', '', '', '' FROM entry;
    INSERT INTO label (name, color, position) VALUES ('Few', 'red', 1), ('Many', 'blue', 2);
    INSERT INTO entry_label (label_id, entry_id, sort_at, added_at, feed_id)
    SELECT label.id, entry_id, sort_at, 0, feed_id FROM entry_state JOIN label ON entry_id % iif(label.id = 1, 83, 5) = 0;
    UPDATE feed_count SET entries = (SELECT count(*) FROM entry_state WHERE entry_state.feed_id = feed_count.feed_id);
    UPDATE search_progress SET up_to_id = ${entries}`);
});
afterAll(() => {
  connection.close();
  rmSync(profileDir, { recursive: true, force: true });
});

function viewOf(
  query: string,
  fields: { readonly order?: 'newest' | 'relevance'; readonly within?: PlainScope; readonly oldest?: true } = {},
): EntryView {
  const { order = 'newest', within = null } = fields;
  return { scope: { kind: 'search', query, order, within }, onlyUnread: false, order: fields.oldest ? 'oldest' : 'newest' };
}

function expected(where: string, direction = 'DESC'): readonly EntryId[] {
  return connection
    .all<{ id: EntryId }>(
      `SELECT entry_id AS id FROM entry_state JOIN entry ON entry.id = entry_id WHERE entry.feed_id <> 3 AND (${where}) ORDER BY sort_at ${direction}, entry_id ${direction}`,
    )
    .map(row => row.id);
}

const searches: readonly (readonly [query: string, where: string, fields: NonNullable<Parameters<typeof viewOf>[1]>])[] = [
  ['river', 'TRUE', {}],
  ['river', 'TRUE', { oldest: true }],
  ['lake', 'entry.id % 3 = 0', {}],
  ['pond', 'entry.id % 50 = 0', {}],
  ['pond', 'entry.id % 50 = 0', { oldest: true }],
  ['river is:starred', 'is_starred', {}],
  ['lake is:unread', 'entry.id % 3 = 0 AND is_read = 0', {}],
  ['river feed:two', 'entry.feed_id = 2', {}],
  ['river', 'entry.feed_id = 2', { within: { kind: 'feed', feedId: 2 } }],
  ['lake', 'entry.id % 3 = 0 AND is_starred', { within: { kind: 'starred' } }],
  ['river', 'sort_at >= 4000000', { within: { kind: 'today', from: 4_000_000 } }],
  ['is:unread', 'is_read = 0', {}],
  ['is:unread', 'is_read = 0', { oldest: true }],
  ['feed:one', 'entry.feed_id = 1', {}],
  ['-lake', 'entry.id % 3 <> 0', {}],
  ['river -lake', 'entry.id % 3 <> 0', {}],
  ['url:example/12', "url LIKE '%example/12%'", {}],
  ['pond OR is:starred', 'entry.id % 50 = 0 OR is_starred', {}],
  ['river OR is:starred', 'TRUE', {}],
  ['river label:few', 'entry.id % 83 = 0', {}],
  ['river label:few', 'entry.id % 83 = 0', { oldest: true }],
  ['lake label:many', 'entry.id % 15 = 0', {}],
  ['riv* label:few', 'entry.id % 83 = 0', {}],
  ['"river lake" is:starred', 'entry.id % 120 = 0', {}],
  ['river date:1970-01-01', `sort_at >= ${new Date(1970, 0, 1).getTime()} AND sort_at < ${new Date(1970, 0, 2).getTime()}`, {}],
];

const atoms: readonly (readonly [query: string, where: string])[] = [
  ['river', 'TRUE'],
  ['lake', 'entry.id % 3 = 0'],
  ['pond', 'entry.id % 50 = 0'],
  ['"lake pond"', 'entry.id % 150 = 0'],
  ['riv*', 'TRUE'],
  ['is:starred', 'is_starred'],
  ['is:unread', 'is_read = 0'],
  ['feed:two', 'entry.feed_id = 2'],
  ['label:few', 'entry.id % 83 = 0'],
  ['label:many', 'entry.id % 5 = 0'],
];

/** Some of the parts, joined by and, some of them not wanted, some in pairs of which one is enough. */
function anyQuery(random: () => number): readonly [query: string, where: string] {
  const any = () => atoms[Math.floor(random() * atoms.length)] ?? ['river', 'TRUE'];
  const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, (): readonly [string, string] => {
    const [query, where] = any();
    const kind = random();
    if (kind < 0.2) return [`-${query}`, `NOT (${where})`];
    if (kind > 0.4) return [query, where];
    const [otherQuery, otherWhere] = any();
    return [`(${query} OR ${otherQuery})`, `(${where} OR ${otherWhere})`];
  });
  return [parts.map(([query]) => query).join(' '), parts.map(([, where]) => `(${where})`).join(' AND ')];
}

describe('a search of very many', () => {
  it.each(searches)('gives “%s” page by page as all of it in order, and counts it', (query, where, fields) => {
    const lists = createSearchLists(
      connection,
      () => now,
      () => {},
      limits,
    );
    const all = expected(where, fields.oldest ? 'ASC' : 'DESC');
    const list = lists.open(viewOf(query, fields), null, 50);
    expect(list.rows.map(row => row.id)).toEqual(all.slice(0, 50));
    expect(list.total).toBeLessThanOrEqual(all.length);
    if (list.search?.isCounting !== true) expect(list.total).toBe(all.length);
    expect(lists.countAll(list.query)).toBe(all.length);
    const paged = Array.from({ length: Math.ceil(all.length / 500) }, (_, page) =>
      lists.page(list.query, page * 500, 500).rows.map(row => row.id),
    );
    expect(paged.flat()).toEqual(all);
  });

  it('gives whatever is asked for as a plain look through everything would', () => {
    const random = randomFrom(20_261_128);
    for (let turn = 0; turn < 100; turn += 1) {
      const lists = createSearchLists(
        connection,
        () => now,
        () => {},
        limits,
      );
      const [query, where] = anyQuery(random);
      const isOldest = random() < 0.3;
      const all = expected(where, isOldest ? 'ASC' : 'DESC');
      const list = lists.open(viewOf(query, isOldest ? { oldest: true } : {}), null, 50);
      expect([query, list.rows.map(row => row.id)]).toEqual([query, all.slice(0, 50)]);
      expect([query, lists.ids(list.query)]).toEqual([query, all]);
      if (list.search?.isCounting === false) expect([query, list.total]).toEqual([query, all.length]);

      const ranked = lists.open(viewOf(query, { order: 'relevance' }), null, 50);
      const ids = lists.ids(ranked.query);
      expect([query, ids.slice(0, ranked.rows.length)]).toEqual([query, ranked.rows.map(row => row.id)]);
      expect([query, ids.toSorted((one, other) => one - other)]).toEqual([query, all.toSorted((one, other) => one - other)]);
    }
  });

  it('puts the best of the newest first, and says how many were ranked', () => {
    const lists = createSearchLists(
      connection,
      () => now,
      () => {},
      limits,
    );
    const list = lists.open(viewOf('river', { order: 'relevance' }), null, 50);
    expect(list.search).toEqual({ fault: null, left: 0, isCounting: true, ranked: 60 });
    expect(list.rows.slice(0, 5).every(row => row.title.startsWith('river river'))).toBe(true);
    const all = expected('TRUE');
    expect(lists.countAll(list.query)).toBe(all.length);
    const ids = lists.ids(list.query);
    expect(ids.slice(0, 50)).toEqual(list.rows.map(row => row.id));
    expect(ids.toSorted((one, other) => one - other)).toEqual(all.toSorted((one, other) => one - other));
    const rest = new Set(ids.slice(0, list.total));
    expect(ids.slice(list.total)).toEqual(all.filter(id => !rest.has(id)));
  });

  it('looks at no more rows for the first page of a common word than its limit', () => {
    let rows = 0;
    const lists = createSearchLists(
      connection,
      () => now,
      () => (rows += 1),
      limits,
    );
    const list = lists.open(viewOf('river'), null, 50);
    expect(list.search?.isCounting).toBe(true);
    expect(rows).toBeLessThanOrEqual(limits.beforePage + limits.rivals);
    lists.countAll(list.query);
    expect(rows).toBeGreaterThan(entries);
  });

  it('keeps the first page as it was when more came into the index before the rest was found', () => {
    const lists = createSearchLists(
      connection,
      () => now,
      () => {},
      limits,
    );
    connection.exec(`DELETE FROM entry_search WHERE rowid = ${entries - 10}`);
    const list = lists.open(viewOf('river'), null, 50);
    connection.exec(`INSERT INTO entry_search (rowid, title) VALUES (${entries - 10}, 'river')`);
    expect(lists.countAll(list.query)).toBe(expected('TRUE').length);
    expect(lists.page(list.query, 0, 50).rows).toEqual(list.rows);
  });

  it('counts the unread ones of a search', () => {
    const lists = createSearchLists(
      connection,
      () => now,
      () => {},
      limits,
    );
    for (const [query, where] of [
      ['river', 'is_read = 0'],
      ['pond', 'entry.id % 50 = 0 AND is_read = 0'],
      ['is:starred', 'is_starred AND is_read = 0'],
    ] as const)
      expect(lists.countUnread(viewOf(query))).toBe(expected(where).length);
  });
});

describe('a question in the middle of a long scan', () => {
  it.each(['river', 'url:nowhere', '-lake', 'is:unread is:starred url:nowhere', 'river is:starred url:nowhere'])(
    'stops “%s” within a few rows when a newer one is asked',
    query => {
      const stopped = new Int32Array(new SharedArrayBuffer(16));
      const guard = createSearchGuard(stopped);
      const stopAt = 300;
      let rows = 0;
      const lists = createSearchLists(
        connection,
        () => now,
        () => {
          rows += 1;
          // As the thread that asks does it.
          if (rows === stopAt) Atomics.store(stopped, 1, 1);
          guard.look();
        },
      );
      guard.begin(1);
      expect(() => lists.countAll({ ...viewOf(query), upToId: entries, openedAt: 1 })).toThrow('Cancelled.');
      expect(rows).toBeLessThan(stopAt + 20);
      guard.begin(2);
      expect(lists.open(viewOf('pond'), null, 10).total).toBe(expected('entry.id % 50 = 0').length);
    },
  );
});
