import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../../worker/store/migrate.ts';
import { type Connection, openConnection } from '../../../worker/store/sqlite.ts';
import { setState } from '../../../worker/store/writes/entry-states.ts';
import { pruneChanges } from '../../../worker/store/writes/prune-changes.ts';
import { settleLeft } from '../../../worker/store/writes/settle-feeds.ts';
import { addSubscription, removeSubscriptions } from '../../../worker/store/writes/subscriptions.ts';
import { undo } from '../../../worker/store/writes/undo.ts';
import { changed, day, namedEntry, now, planAt } from '../../helpers/store.ts';

const many = 450;
const document = Array.from({ length: many }, (_, index) =>
  namedEntry(`e${index}`, { contentHtml: '<p>Text</p>', publishedAt: now - index * 1000 }),
);

let connection: Connection;
let feedId: number;

beforeEach(() => {
  connection = openConnection(':memory:', { readOnly: false });
  onTestFinished(() => connection.close());
  migrate(connection, 'here');
  feedId = subscribeAt(now, 'all');
  connection.exec(`INSERT INTO icon (feed_id, type, bytes) VALUES (1, 'image/png', x'00');
    INSERT INTO former_address (feed_url, feed_id) VALUES ('https://old.example/', 1);
    UPDATE feed SET etag = '"1"', body_hash = 'h'`);
});

function subscribeAt(at: number, firstUnread: 'all' | 'recent' = 'recent'): number {
  return addSubscription(connection, {
    feedUrl: 'https://example.org/feed',
    folder: null,
    firstUnread,
    outcome: changed(document),
    at,
    plan: planAt(at),
  }).feedId;
}

function unsubscribe(keeps: boolean): number {
  const { id } = removeSubscriptions(connection, [feedId], now, keeps);
  while (settleLeft(connection, now));
  return id;
}

function prune(days: number): number {
  let slices = 0;
  while (pruneChanges(connection, now + days * day)) slices += 1;
  return slices;
}

const star = (...ids: readonly number[]) => setState(connection, 'star', ids, true, 'command', now);
const stored = (table: string) => connection.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count;
const ids = () => connection.all<{ id: number }>('SELECT id FROM entry ORDER BY id').map(({ id }) => id);

it('forgets a feed that was unsubscribed more than 30 days ago with all it had, in slices', () => {
  unsubscribe(false);
  prune(30);
  expect([stored('feed'), stored('entry')]).toEqual([1, many]);
  expect(prune(31)).toBeGreaterThan(many / 200);
  for (const table of ['feed', 'entry', 'entry_state', 'entry_body', 'icon', 'former_address', 'feed_count', 'known_entries'])
    expect([table, stored(table)]).toEqual([table, 0]);
});

it('forgets what went with a feed that keeps articles, and never those', () => {
  star(3, 5);
  unsubscribe(true);
  prune(31);
  expect(ids()).toEqual([3, 5]);
  expect(connection.all('SELECT keeps, etag, body_hash FROM feed')).toMatchObject([{ keeps: 1, etag: null, body_hash: null }]);
  expect(connection.all('SELECT entries, starred FROM feed_count')).toMatchObject([{ entries: 2, starred: 2 }]);
  // New from then on: the document is its first answer, and what is older than 30 days is read.
  expect(subscribeAt(now + 60 * day)).toBe(feedId);
  while (settleLeft(connection, now));
  expect(
    connection.all('SELECT count(*) AS entries, sum(is_starred) AS starred, sum(is_read = 0) AS unread FROM entry_state'),
  ).toMatchObject([{ entries: many, starred: 2, unread: 2 }]);
});

it('lets a feed be subscribed to as a new one when nothing of it is left', () => {
  unsubscribe(false);
  prune(31);
  expect(subscribeAt(now + 60 * day)).not.toBe(feedId);
  expect(connection.all('SELECT count(*) AS entries, sum(is_read) AS read FROM entry_state')).toMatchObject([
    { entries: many, read: many },
  ]);
});

it('leaves what is starred, to be read later, labelled or was brought back, in a feed that keeps nothing too', () => {
  star(1);
  setState(connection, 'later', [2], true, 'command', now);
  connection.exec(`INSERT INTO label (name, color, position) VALUES ('Work', 'red', 1);
    INSERT INTO entry_label (label_id, entry_id, sort_at, added_at) VALUES (1, 3, 1, 1); INSERT INTO entry_kept (entry_id) VALUES (4)`);
  unsubscribe(false);
  prune(31);
  expect([stored('feed'), ids()]).toEqual([1, [1, 2, 3, 4]]);
  expect(prune(400)).toBe(0);
});

it('leaves all of a feed alone while a change that has to do with it can be taken back', () => {
  unsubscribe(false);
  connection.exec(`INSERT INTO change (kind, cause, at, count) VALUES ('change-feed', 'command', ${now + 20 * day}, 1);
    INSERT INTO change_feed (change_id, feed_id) VALUES ((SELECT max(id) FROM change), 1)`);
  prune(49);
  expect([stored('feed'), stored('entry')]).toEqual([1, many]);
  prune(51);
  expect([stored('feed'), stored('entry')]).toEqual([0, 0]);
});

it('leaves an article whose star was taken lately, for the day that this is taken back', () => {
  star(3, 5);
  unsubscribe(true);
  const { change } = setState(connection, 'star', [5], false, 'command', now + 20 * day);
  prune(40);
  expect(ids()).toEqual([3, 5]);
  const job = undo(connection, change.id, now + 41 * day);
  while (!job.step().isDone);
  expect(connection.all('SELECT entry_id AS id FROM entry_state WHERE is_starred = 1')).toMatchObject([{ id: 3 }, { id: 5 }]);
});

it('leaves a feed that is subscribed again, and one that asked to wait', () => {
  unsubscribe(false);
  subscribeAt(now + day);
  prune(100);
  expect(stored('entry')).toBe(many);
  removeSubscriptions(connection, [feedId], now + 100 * day);
  connection.run('UPDATE feed SET retry_after_at = :at', { at: now + 200 * day });
  prune(140);
  expect([stored('entry'), stored('feed')]).toEqual([0, 1]);
  prune(201);
  expect(stored('feed')).toBe(0);
});
