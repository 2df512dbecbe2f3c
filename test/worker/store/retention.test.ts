import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Change } from '../../../worker/protocol/history.ts';
import type { Retention } from '../../../worker/protocol/subscriptions.ts';
import { migrate } from '../../../worker/store/migrate.ts';
import { readChanges } from '../../../worker/store/reads/changes.ts';
import { countOld, readRetention } from '../../../worker/store/reads/retention.ts';
import { writeSettings } from '../../../worker/store/settings.ts';
import { type Connection, openConnection } from '../../../worker/store/sqlite.ts';
import { changeFolder, changeSubscriptions } from '../../../worker/store/writes/change-feeds.ts';
import { setState } from '../../../worker/store/writes/entry-states.ts';
import type { State } from '../../../worker/store/writes/long-job.ts';
import { pruneChanges } from '../../../worker/store/writes/prune-changes.ts';
import { removeEntries } from '../../../worker/store/writes/remove-entries.ts';
import { removeOld } from '../../../worker/store/writes/remove-old.ts';
import { saveCheck } from '../../../worker/store/writes/save-check.ts';
import { setLabel } from '../../../worker/store/writes/set-label.ts';
import { addSubscription } from '../../../worker/store/writes/subscriptions.ts';
import { undo } from '../../../worker/store/writes/undo.ts';
import { changed, day, namedEntry, now, planAt } from '../../helpers/store.ts';

function openMemory(): Connection {
  const connection = openConnection(':memory:', { readOnly: false });
  onTestFinished(() => connection.close());
  migrate(connection, 'here');
  return connection;
}

/** Article number n of a feed is published on day n. */
const article = (prefix: string, n: number) => namedEntry(`${prefix}${n}`, { publishedAt: now + n * day });
const articles = (prefix: string, from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => article(prefix, to - 1 - index));

let feeds = 0;

function subscribe(connection: Connection, folder: string | null = null): { readonly feedId: number; readonly prefix: string } {
  const prefix = `f${++feeds}-`;
  const { feedId } = addSubscription(connection, {
    feedUrl: `https://example.org/${prefix}`,
    folder: folder === null ? null : { title: folder },
    firstUnread: 'none',
    outcome: changed(articles(prefix, 0, 5)),
    at: now + 5 * day,
    plan: planAt(now),
  });
  return { feedId, prefix };
}

const poll = (connection: Connection, feedId: number, document: ReturnType<typeof articles>, at: number) =>
  saveCheck(connection, feedId, changed(document), at, planAt(at));

const idsIn = (connection: Connection, feedId: number, where = 'TRUE') =>
  connection
    .all<{ id: number }>(`SELECT entry_id AS id FROM entry_state WHERE feed_id = :feedId AND ${where} ORDER BY entry_id`, { feedId })
    .map(row => row.id);

function cleanUp(connection: Connection, feedId: number, at: number): number {
  let changeId: number | null = null;
  for (;;) {
    const removed = removeOld(connection, feedId, changeId, at, 3);
    ({ changeId } = removed);
    if (removed.isDone) return changeId ?? 0;
  }
}

function takeBack(connection: Connection, changeId: number, at: number): void {
  const job = undo(connection, changeId, at);
  while (!job.step().isDone);
}

describe('retention', () => {
  const rule: Retention = { kind: 'age', days: 60, least: 3 };

  it('removes what is older than its days and read, but for the newest, as one change that can be taken back', () => {
    const connection = openMemory();
    writeSettings(connection, { retention: rule });
    const { feedId, prefix } = subscribe(connection);
    poll(connection, feedId, articles(prefix, 5, 8), now + 8 * day);
    const [, one = 0, two = 0] = idsIn(connection, feedId);
    setState(connection, 'star', [one], true, 'command', now);
    const at = now + 300 * day;
    const [feed] = readRetention(connection);
    // Five have left the feed's document; one of them is starred. The three that came later are unread, and the newest too.
    expect(feed && countOld(connection, feed, at)).toEqual({ count: 4, bytes: expect.any(Number) });
    const changeId = cleanUp(connection, feedId, at);
    expect(idsIn(connection, feedId)).toEqual([one, ...idsIn(connection, feedId, 'is_read = 0')]);
    expect(readChanges(connection, null, 1).records).toMatchObject([{ id: changeId, kind: 'retention', by: 'retention', count: 4 }]);
    takeBack(connection, changeId, at);
    expect(idsIn(connection, feedId)).toHaveLength(8);
    expect(idsIn(connection, feedId)).toContain(two);
    // What the user wanted back is not taken again.
    expect(cleanUp(connection, feedId, at)).toBe(0);
  });

  it('of a number keeps the newest, and what was read or unstarred in the last 30 days', () => {
    const connection = openMemory();
    writeSettings(connection, { retention: { kind: 'number', most: 2 } });
    const { feedId, prefix } = subscribe(connection);
    poll(connection, feedId, articles(prefix, 9, 10), now + 10 * day);
    const [one = 0, two = 0] = idsIn(connection, feedId);
    setState(connection, 'star', [one, two], true, 'command', now + 10 * day);
    setState(connection, 'star', [one], false, 'command', now + 11 * day);
    setState(connection, 'star', [two], false, 'command', now + 50 * day);
    cleanUp(connection, feedId, now + 60 * day);
    expect(idsIn(connection, feedId)).toEqual([two, ...idsIn(connection, feedId).slice(-2)]);
  });

  it('removes nothing of a feed whose last document is empty or not known', () => {
    const connection = openMemory();
    writeSettings(connection, { retention: { kind: 'age', days: 1, least: 0 } });
    const { feedId } = subscribe(connection);
    poll(connection, feedId, [], now + 10 * day);
    expect(cleanUp(connection, feedId, now + 300 * day)).toBe(0);
    connection.exec('DELETE FROM known_entries');
    expect(cleanUp(connection, feedId, now + 300 * day)).toBe(0);
    expect(idsIn(connection, feedId)).toHaveLength(5);
  });

  it('is the feed’s own, or its folder’s, at last that of the settings; and goes back by undo', () => {
    const connection = openMemory();
    const { feedId } = subscribe(connection, 'News');
    const rules = () => readRetention(connection).map(feed => feed.rule);
    expect(rules()).toEqual([{ kind: 'age', days: 180, least: 50 }]);
    expect(readRetention(connection, { kind: 'all' })[0]?.rule).toEqual({ kind: 'all' });
    const folderId = connection.get<{ id: number }>('SELECT id FROM folder')?.id ?? 0;
    changeFolder(connection, folderId, { retention: rule }, now);
    expect(rules()).toEqual([rule]);
    const own = changeSubscriptions(connection, [feedId], { retention: { kind: 'all' } }, now);
    expect(rules()).toEqual([{ kind: 'all' }]);
    takeBack(connection, own.id, now);
    expect(rules()).toEqual([rule]);
  });
});

const isLabelled = 'EXISTS (SELECT 1 FROM entry_label WHERE entry_label.entry_id = entry_state.entry_id)';

function act(connection: Connection, kind: string, ids: readonly number[], isOn: boolean, at: number): { readonly change: Change } {
  if (kind === 'delete') return removeEntries(connection, ids, at);
  if (kind === 'label') return setLabel(connection, { ids }, { name: 'Keep' }, isOn, at);
  return setState(connection, kind as State, ids, isOn, 'command', at);
}

describe('whatever happens', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('poll' as const), come: fc.nat({ max: 4 }), go: fc.nat({ max: 4 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('empty' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('read', 'star', 'later', 'label', 'delete'),
        isOn: fc.boolean(),
        picks: fc.array(fc.nat(), { maxLength: 4 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.nat({ max: 50 }) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('clean' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), pick: fc.nat() }) },
  );
  const rule = fc.oneof(
    fc.record({ kind: fc.constant('age' as const), days: fc.integer({ min: 1, max: 60 }), least: fc.nat({ max: 4 }) }),
    fc.record({ kind: fc.constant('number' as const), most: fc.integer({ min: 1, max: 4 }) }),
  );

  it('nothing unread, starred, labelled, to be read later or still in its feed is removed by itself, and nothing comes back as new', () => {
    const connection = openMemory();
    let removals = 0;
    fc.assert(
      fc.property(rule, fc.array(step, { minLength: 5, maxLength: 25 }), (retention, steps) => {
        const { feedId, prefix } = subscribe(connection);
        changeSubscriptions(connection, [feedId], { retention }, now);
        const seen = new Set(articles(prefix, 0, 5).map(({ title }) => title));
        const changes: number[] = [];
        let [from, to, at] = [0, 5, now + 6 * day];
        for (const one of steps) {
          at += 1000;
          switch (one.do) {
            case 'poll':
            case 'empty': {
              if (one.do === 'poll') [from, to] = [Math.min(from + one.go, to), to + one.come];
              const { added } = poll(connection, feedId, one.do === 'empty' ? [] : articles(prefix, from, to), at);
              for (const { title } of added) {
                expect(seen).not.toContain(title);
                seen.add(title);
              }
              break;
            }
            case 'wait':
              at += one.days * day;
              break;
            case 'forget':
              while (pruneChanges(connection, at));
              break;
            case 'undo': {
              const changeId = changes[one.pick % Math.max(1, changes.length)];
              if (changeId !== undefined) takeBack(connection, changeId, at);
              break;
            }
            case 'clean': {
              const safe = idsIn(connection, feedId, `(is_read = 0 OR is_starred = 1 OR is_later = 1 OR ${isLabelled})`);
              const inFeed = connection
                .all<{ id: number }>(
                  'SELECT id FROM entry JOIN entry_state ON entry_id = id WHERE entry.feed_id = :feedId AND title IN (SELECT value FROM json_each(:titles))',
                  {
                    feedId,
                    titles: JSON.stringify(articles(prefix, from, to).map(({ title }) => title)),
                  },
                )
                .map(row => row.id);
              const changeId = cleanUp(connection, feedId, at);
              if (changeId !== 0) {
                removals += 1;
                changes.push(changeId);
              }
              const left = new Set(idsIn(connection, feedId));
              expect([...safe, ...inFeed].filter(id => !left.has(id))).toEqual([]);
              break;
            }
            default: {
              const ids = idsIn(connection, feedId);
              const chosen = one.picks.flatMap(pick => ids[pick % Math.max(1, ids.length)] ?? []);
              const { change } = act(connection, one.do, [...new Set(chosen)], one.isOn, at);
              if (change.id !== 0) changes.push(change.id);
            }
          }
        }
        const counted = connection.get('SELECT entries, unread, starred FROM feed_count WHERE feed_id = :feedId', { feedId });
        expect(counted).toEqual(
          connection.get(
            'SELECT count(*) AS entries, coalesce(sum(1 - is_read), 0) AS unread, coalesce(sum(is_starred), 0) AS starred FROM entry_state WHERE feed_id = :feedId',
            { feedId },
          ),
        );
      }),
      { numRuns: 1000 },
    );
    expect(removals).toBeGreaterThan(200);
  }, 120_000);
});
