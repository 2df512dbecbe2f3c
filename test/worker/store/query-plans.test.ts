import { expect, it } from 'vitest';
import type { EntryView } from '../../../worker/protocol/entry-lists.ts';
import { migrate } from '../../../worker/store/migrate.ts';
import { countNew, findUnread, openView, readPage } from '../../../worker/store/reads/entry-lists.ts';
import { createListAnchors } from '../../../worker/store/reads/list-anchors.ts';
import { type Connection, openConnection } from '../../../worker/store/sqlite.ts';

/** A connection that notes how SQLite means to answer each question of a list. */
function explaining(connection: Connection): { readonly connection: Connection; readonly plans: string[] } {
  const plans: string[] = [];
  const note = (sql: string) => {
    if (!sql.includes('entry_state')) return;
    plans.push(
      connection
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .map(row => row.detail)
        .join(' | '),
    );
  };
  const noting: Connection = {
    ...connection,
    isInTransaction: false,
    all: (sql, parameters) => {
      note(sql);
      return connection.all(sql, parameters);
    },
    get: (sql, parameters) => {
      note(sql);
      return connection.get(sql, parameters);
    },
  };
  return { connection: noting, plans };
}

/** Runs every question of a list on a store with a few entries. */
function plansOf(view: EntryView): readonly string[] {
  const base = openConnection(':memory:', { readOnly: false });
  migrate(base, 'here');
  base.exec(`INSERT INTO folder (title, position) VALUES ('F', 1);
    INSERT INTO feed (feed_url, position, added_at, folder_id) VALUES ('a', 1, 1, 1);
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 50)
    INSERT INTO entry (feed_id, seen_at, title, author, snippet, link_key, content_hash) SELECT 1, 1, '', '', '', n, n FROM n;
    INSERT INTO entry_state (entry_id, feed_id, sort_at, is_starred, is_later, is_read, read_at) SELECT id, 1, id * 10, 1, 1, 0, -id FROM entry;
    INSERT INTO label (name, color, position) VALUES ('L', 'red', 1);
    INSERT INTO entry_label SELECT 1, entry_id, sort_at, 0, 1 FROM entry_state`);
  const { connection, plans } = explaining(base);
  const list = openView(connection, view, 25, 10);
  const anchors = createListAnchors();
  const row = list.rows[0] ?? { sortAt: 0, id: 0 };
  readPage(connection, list.query, 0, 10, row, null, anchors);
  readPage(connection, list.query, 0, 10, null, row, anchors);
  readPage(connection, list.query, 20, 10, null, null, anchors);
  // Beyond the first anchor.
  readPage(connection, list.query, 700, 10, null, null, anchors);
  findUnread(connection, list.query, 20, 1, anchors);
  countNew(connection, list.query);
  base.close();
  return plans;
}

const scopes = [
  { kind: 'all' },
  { kind: 'unread' },
  { kind: 'today', from: 5 },
  { kind: 'feed', feedId: 1 },
  { kind: 'starred' },
  { kind: 'later' },
  { kind: 'label', labelId: 1 },
  { kind: 'recent' },
  { kind: 'folder', folderId: 1 },
] as const;
const views = scopes.flatMap(scope =>
  [true, false].flatMap(onlyUnread => (['newest', 'oldest'] as const).map(order => ({ scope, onlyUnread, order }))),
);

it.each(views)('answers every question of the list $scope.kind (only unread: $onlyUnread, $order) by an index', view => {
  const plans = plansOf(view);
  expect(plans.length).toBeGreaterThanOrEqual(8);
  for (const plan of plans) expect(plan).not.toMatch(/SCAN entry(?:_state)?(?: \||$)/);
});

it.each(views.filter(view => !view.onlyUnread && ['all', 'today', 'feed'].includes(view.scope.kind)))(
  'sorts nothing for the list $scope.kind ($order)',
  view => {
    for (const plan of plansOf(view)) expect(plan).not.toContain('TEMP B-TREE');
  },
);

it.each(views.filter(view => view.scope.kind === 'unread'))('sorts only what was read since an unread list was opened ($order)', view => {
  const pages = plansOf(view).filter(plan => plan.includes('MERGE (UNION ALL)'));
  expect(pages.length).toBeGreaterThan(3);
  for (const plan of pages) {
    const [, left = '', right = ''] = /LEFT \| (.*?) \| RIGHT \| (.*)/.exec(plan) ?? [];
    expect(left).toContain('COVERING INDEX state_unread_time');
    expect(left).not.toContain('TEMP B-TREE');
    expect(right).toContain('state_read_at');
  }
});

it.each(views.filter(view => !view.onlyUnread && ['starred', 'later', 'label', 'recent'].includes(view.scope.kind)))(
  'sorts only what has lost its mark since the list $scope.kind was opened ($order)',
  view => {
    const pages = plansOf(view).filter(plan => plan.includes('MERGE (UNION ALL)'));
    expect(pages.length).toBeGreaterThan(3);
    for (const plan of pages) {
      const [, left = '', right = ''] = /LEFT \| (.*?) \| RIGHT \| (.*)/.exec(plan) ?? [];
      expect(left).toMatch(/COVERING INDEX (?:state_starred_time|state_later_time|entry_label_time|state_read_at)/);
      expect(left).not.toContain('TEMP B-TREE');
      expect(right).toMatch(/unstarred_at|unlater_at|entry_unlabelled_at|unread_at/);
    }
  },
);

const byFeed = views.filter(({ scope }) => !['feed', 'recent'].includes(scope.kind)).map(view => ({ ...view, byFeed: true }));

it.each(byFeed)('walks $scope.kind feed by feed by an index of each feed (only unread: $onlyUnread, $order)', view => {
  const plans = plansOf(view);
  for (const plan of plans) expect(plan).not.toMatch(/SCAN entry(?:_state)?(?: \||$)/);
  const walks = plans.filter(plan => /INDEX (?:state_feed_\w+|entry_label_feed_time) \((?:label_id=\? AND )?feed_id=\?/.test(plan));
  expect(walks.length).toBeGreaterThan(5);
  for (const plan of walks) expect(/LEFT \| (.*?) \| RIGHT/.exec(plan)?.[1] ?? plan).not.toContain('TEMP B-TREE');
});
