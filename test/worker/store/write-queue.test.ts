import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../worker/protocol/errors.ts';
import { migrate } from '../../../worker/store/migrate.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import { createTransactions, type Durability } from '../../../worker/store/transaction.ts';
import { createWriteQueue } from '../../../worker/store/write-queue.ts';
import type { WriteCall } from '../../../worker/store/writer-messages.ts';
import { changed, hour, namedEntry, now, planAt, view } from '../../helpers/store.ts';

/** A queue over a database in memory, fed by hand: `later` are the calls that come in while others are being worked on, one at each look. */
function queueOver(later: (WriteCall | null)[] = []) {
  const connection = openConnection(':memory:', { readOnly: false });
  migrate(connection, 'here');
  const real = createTransactions(connection);
  const durabilities: Durability[] = [];
  const replies: (readonly [number, Outcome])[] = [];
  let lastId = 0;
  const queue = createWriteQueue({
    connection,
    profileDir: 'here',
    transactions: {
      run(durability, work) {
        durabilities.push(durability);
        return real.run(durability, work);
      },
    },
    receive() {
      const call = later.shift();
      if (call) add(call);
    },
    reply: (id, outcome) => replies.push([id, outcome]),
  });
  function add(call: WriteCall): void {
    lastId += 1;
    queue.add(lastId, call);
  }
  return {
    connection,
    add,
    replies,
    durabilities,
    drain: () => {
      while (queue.turn());
    },
    order: () => replies.map(([id]) => id),
  };
}

const subscribeTo = (feedUrl: string): WriteCall => ({
  method: 'addSubscription',
  args: [{ feedUrl, folder: null, firstUnread: 'all', outcome: null, at: now, plan: planAt(now) }],
});
const check = (feedId: number, count = 1): WriteCall => ({
  method: 'saveCheck',
  args: [feedId, changed(Array.from({ length: count }, (_, index) => namedEntry(`${feedId}-${index}`))), now, planAt(now + hour)],
});
const settings: WriteCall = { method: 'setSettings', args: [{ theme: 'dark' }] };
const markAll: WriteCall = { method: 'markAllRead', args: [[{ query: { ...view({ kind: 'all' }), upToId: 1e9, openedAt: 1e12 } }], now] };
const star = (id: number): WriteCall => ({ method: 'setStarred', args: [[id], true, now] });
const undoNewest: WriteCall = { method: 'undo', args: [null, now] };

describe('the order of writes', () => {
  it('has the actions of the user before the refreshes that wait', () => {
    const queue = queueOver();
    queue.add(subscribeTo('https://example.org/1'));
    queue.drain();
    for (const call of [check(1), check(1), settings, check(1), settings]) queue.add(call);
    queue.drain();
    expect(queue.order()).toEqual([1, 4, 6, 2, 3, 5]);
  });

  it('ends the commit of a group of refreshes when the user does something meanwhile', () => {
    const later: (WriteCall | null)[] = [];
    const queue = queueOver(later);
    queue.add(subscribeTo('https://example.org/1'));
    queue.drain();
    for (let index = 0; index < 3; index += 1) queue.add(check(1));
    later.push(null, settings);
    queue.drain();
    expect(queue.order()).toEqual([1, 2, 5, 3, 4]);
  });

  it('commits refreshes that wait together in one transaction, and actions each alone and on the disk', () => {
    const queue = queueOver();
    queue.add(subscribeTo('https://example.org/1'));
    for (let index = 0; index < 5; index += 1) queue.add(check(1));
    queue.add(settings);
    queue.drain();
    expect(queue.durabilities).toEqual(['full', 'full', 'normal']);
  });

  it('lets actions in between the slices of a long one, and a second long one after it', () => {
    const queue = queueOver();
    queue.add(subscribeTo('https://example.org/1'));
    queue.add(check(1, 3000));
    queue.drain();
    for (const call of [markAll, undoNewest, settings]) queue.add(call);
    queue.drain();
    // Undo waits for mark-all and begins before what was asked for later, which then gets in between.
    expect(queue.order()).toEqual([1, 2, 3, 5, 4]);
    expect(queue.replies[4]?.[1]).toMatchObject({ ok: true, result: { kind: 'mark-all-read', count: 3000 } });
  });

  it('takes back what was done before undo was asked for, not what comes after', () => {
    const queue = queueOver();
    queue.add(subscribeTo('https://example.org/1'));
    queue.add(check(1, 3000));
    queue.drain();
    for (const call of [markAll, undoNewest, star(1)]) queue.add(call);
    queue.drain();
    expect(queue.order()).toEqual([1, 2, 3, 5, 4]);
    expect(queue.connection.get('SELECT sum(is_starred) AS starred, sum(is_read) AS read FROM entry_state')).toMatchObject({
      starred: 1,
      read: 0,
    });
  });
});

describe('a write that fails', () => {
  it('leaves the rest of its group stored', () => {
    const queue = queueOver();
    queue.add(subscribeTo('https://example.org/1'));
    queue.drain();
    const bad = { method: 'saveCheck', args: [1, { ...changed([]), etag: {} }, now, now] } as unknown as WriteCall;
    for (const call of [check(1), bad, check(1, 2)]) queue.add(call);
    queue.drain();
    expect(queue.replies.map(([id, outcome]) => [id, outcome.ok])).toEqual([
      [1, true],
      [2, true],
      [3, false],
      [4, true],
    ]);
    expect(queue.connection.get('SELECT count(*) AS entries FROM entry')).toMatchObject({ entries: 2 });
  });

  it('of a full disk says so, stores nothing of itself, and the next one works when there is room again', () => {
    const queue = queueOver();
    queue.add(subscribeTo('https://example.org/1'));
    queue.drain();
    const { page_count: pages } = queue.connection.get<{ page_count: number }>('PRAGMA page_count') ?? { page_count: 0 };
    queue.connection.get(`PRAGMA max_page_count = ${pages}`);
    queue.add(check(1, 500));
    queue.drain();
    expect(queue.replies[1]?.[1]).toMatchObject({
      ok: false,
      error: { code: 'disk-full', message: expect.stringContaining('disk is full') },
    });
    expect(queue.connection.get('SELECT count(*) AS entries FROM entry')).toMatchObject({ entries: 0 });
    queue.connection.get('PRAGMA max_page_count = 100000');
    queue.add(check(1, 500));
    queue.drain();
    expect(queue.replies[2]?.[1].ok).toBe(true);
  });
});
