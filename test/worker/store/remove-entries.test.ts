import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ParsedEntry } from '../../../worker/feed.ts';
import { migrate } from '../../../worker/store/migrate.ts';
import { readChanges } from '../../../worker/store/reads/changes.ts';
import { openView } from '../../../worker/store/reads/entry-lists.ts';
import { readSubscriptions } from '../../../worker/store/reads/feeds.ts';
import { type Connection, openConnection } from '../../../worker/store/sqlite.ts';
import { setState } from '../../../worker/store/writes/entry-states.ts';
import { pruneChanges } from '../../../worker/store/writes/prune-changes.ts';
import { removeEntries } from '../../../worker/store/writes/remove-entries.ts';
import { saveCheck } from '../../../worker/store/writes/save-check.ts';
import { addSubscription, removeSubscriptions } from '../../../worker/store/writes/subscriptions.ts';
import { undo } from '../../../worker/store/writes/undo.ts';
import { changed, day, hour, namedEntry, now, planAt, titles, view } from '../../helpers/store.ts';

const entries = (...names: readonly string[]) =>
  names.map((name, index) =>
    namedEntry(name, { publishedAt: now - index * hour, enclosures: [{ url: `https://example.org/${name}.mp3`, type: null, length: 1 }] }),
  );

let connection: Connection;
let feedId: number;

beforeEach(() => {
  connection = openConnection(':memory:', { readOnly: false });
  onTestFinished(() => connection.close());
  migrate(connection, 'here');
  ({ feedId } = addSubscription(connection, {
    feedUrl: 'https://example.org/feed',
    folder: null,
    firstUnread: 'all',
    outcome: changed(entries('a', 'b', 'c')),
    at: now,
    plan: planAt(now),
  }));
});

const rows = () => openView(connection, view({ kind: 'all' }), null, 1000).rows;
const idOf = (name: string) => rows().find(row => row.title === `Title ${name}`)?.id ?? 0;
const remove = (...names: readonly string[]) => removeEntries(connection, names.map(idOf), now).change;
const poll = (...document: readonly ParsedEntry[]) => saveCheck(connection, feedId, changed(document), now + hour, planAt(now));
const counts = () => connection.get('SELECT entries, unread, starred, starred_unread FROM feed_count');
const stored = (table: string) => connection.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count;

function takeBack(changeId: number): number | undefined {
  const job = undo(connection, changeId, now);
  for (;;) {
    const step = job.step();
    if (step.isDone) return step.result?.count;
  }
}

describe('removing articles', () => {
  it('takes them out of every list and count, and undo brings them back as they were', () => {
    setState(connection, 'star', [idOf('b')], true, 'command', now);
    setState(connection, 'read', [idOf('a')], true, 'command', now);
    const before = { rows: rows(), counts: counts() };
    const change = remove('a', 'b');
    expect(change).toEqual({ id: expect.any(Number), kind: 'delete', count: 2 });
    expect(titles(rows())).toEqual(['Title c']);
    expect(counts()).toMatchObject({ entries: 1, unread: 1, starred: 0, starred_unread: 0 });
    expect(readSubscriptions(connection, 0).counts).toEqual({ unread: 1, today: 1, starred: 0, later: 0 });
    expect(readChanges(connection, null, 1).records).toMatchObject([
      { kind: 'delete', by: 'you', count: 2, subjects: ['Title a', 'Title b'], standing: 'stands' },
    ]);
    expect(takeBack(change.id)).toBe(2);
    expect({ rows: rows(), counts: counts() }).toEqual(before);
    expect(readChanges(connection, null, 1).records).toMatchObject([{ standing: 'taken-back', subjects: ['Title a', 'Title b'] }]);
  });

  it('does not bring them back as new while the feed still has them, edited or not', () => {
    remove('a', 'b', 'c');
    expect(poll(...entries('a', 'b', 'c', 'd')).added.map(({ title }) => title)).toEqual(['Title d']);
    const edited = entries('a', 'b', 'c', 'd').map(entry => ({ ...entry, contentHtml: `${entry.contentHtml}, edited` }));
    expect(poll(...edited).added).toEqual([]);
    expect(titles(rows())).toEqual(['Title d']);
  });

  it('knows removed ones again when the addresses of the whole feed change', () => {
    remove('a', 'b', 'c');
    const moved = ['a', 'b', 'c'].map((name, index) =>
      namedEntry(name, { guid: `new:${name}`, url: `https://other.example/${name}`, publishedAt: now - index * hour }),
    );
    expect(poll(...moved).added).toEqual([]);
  });

  it('takes a mark back from one that was removed meanwhile', () => {
    const all = setState(connection, 'read', [idOf('a'), idOf('b')], true, 'command', now).change;
    const removed = remove('a');
    expect(takeBack(all.id)).toBe(2);
    expect(takeBack(removed.id)).toBe(1);
    expect(rows().filter(row => row.isRead)).toEqual([]);
    expect(counts()).toMatchObject({ entries: 3, unread: 3 });
  });

  it('keeps what comes back out of the count of new ones', () => {
    poll(...entries('a', 'b', 'c', 'd'));
    const change = remove('d');
    const { query } = openView(connection, view({ kind: 'all' }), null, 10);
    takeBack(change.id);
    expect(query.upToId).toBe(idOf('d'));
  });

  it('leaves alone what is gone already, or of a feed that was unsubscribed', () => {
    const id = idOf('a');
    remove('a');
    expect(removeEntries(connection, [id, 12_345], now)).toEqual({ change: { id: 0, kind: 'delete', count: 0 }, removed: [] });
    const other = idOf('b');
    removeSubscriptions(connection, [feedId], now);
    expect(removeEntries(connection, [other], now).change.count).toBe(0);
  });
});

describe('after 30 days', () => {
  it('what has left its feed is forgotten; of what is still in it only that it was there', () => {
    remove('a', 'b');
    poll(...entries('b', 'c'));
    expect(stored('entry')).toBe(3);
    while (pruneChanges(connection, now + 31 * day));
    expect(stored('entry')).toBe(2);
    expect(stored('enclosure')).toBe(1);
    expect(connection.all('SELECT content_html AS html FROM entry_body ORDER BY entry_id')).toMatchObject([
      { html: '<p>About c</p>' },
      { html: '' },
    ]);
    expect(stored('known_entries')).toBe(1);
    expect(poll(...entries('b', 'c')).added).toEqual([]);
    const edited = entries('b', 'c').map(entry => ({ ...entry, contentHtml: 'Rewritten', author: 'Mara' }));
    expect(poll(...edited)).toMatchObject({ added: [], updated: 1 });
    expect(connection.all('SELECT author FROM entry ORDER BY author')).toMatchObject([{ author: '' }, { author: 'Mara' }]);
    expect(titles(rows())).toEqual(['Title c']);
  });

  it('nothing is forgotten of a feed whose document is not known, and nothing that came back', () => {
    const change = remove('a');
    takeBack(change.id);
    remove('b');
    connection.exec('DELETE FROM known_entries');
    while (pruneChanges(connection, now + 31 * day));
    expect(titles(rows())).toEqual(['Title a', 'Title c']);
    expect(stored('entry')).toBe(3);
    expect(poll(...entries('a', 'b', 'c')).added).toEqual([]);
  });
});
