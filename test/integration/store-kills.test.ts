import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../worker/store/open-store.ts';
import { openConnection } from '../../worker/store/sqlite.ts';
import { namedEntry, now, subscribe, temporaryFolder } from '../helpers/store.ts';
import type { Action, FromStoreChild } from '../helpers/store-child.ts';
import { forkStore, heard, kill } from '../helpers/store-process.ts';

const kills = Number(process.env['FRESHET_TEST_KILLS'] ?? 40);

const keyOf = (action: Action) =>
  action.name === 'subscribe' ? `subscribe ${action.feedUrl}` : action.name === 'minutes' ? 'minutes' : `${action.name} ${action.id}`;
const aimOf = (action: Action) => (action.name === 'subscribe' ? 1 : action.name === 'minutes' ? action.minutes : Number(action.isOn));

/** What the user was told is done, and what may be done although it was not told. */
function createLedger() {
  const acknowledged = new Map<string, number>();
  const open = new Map<string, number>();
  return {
    acknowledged,
    hear(message: FromStoreChild): void {
      if (message.kind === 'intent') open.set(keyOf(message.action), aimOf(message.action));
      if (message.kind === 'acknowledged') {
        acknowledged.set(keyOf(message.action), aimOf(message.action));
        open.delete(keyOf(message.action));
      }
    },
    /** What is stored must be what was acknowledged, or what was under way. */
    settle(stored: ReadonlyMap<string, number>): readonly string[] {
      const lost: string[] = [];
      for (const [key, value] of acknowledged) {
        const found = stored.get(key);
        if (found !== value && found !== open.get(key)) lost.push(`${key}: told ${value}, found ${found}`);
      }
      for (const key of open.keys()) {
        const found = stored.get(key);
        if (found !== undefined) acknowledged.set(key, found);
      }
      open.clear();
      return lost;
    },
  };
}

/** Opens the database as the next start would, without the store in between. */
function inspect(profileDir: string) {
  const connection = openConnection(join(profileDir, 'freshet.db'), { readOnly: false });
  const stored = new Map<string, number>();
  for (const { id, read, star } of connection.all<{ id: number; read: number; star: number }>(
    'SELECT entry_id AS id, is_read AS read, is_starred AS star FROM entry_state',
  )) {
    stored.set(`read ${id}`, read).set(`star ${id}`, star);
  }
  for (const { url } of connection.all<{ url: string }>('SELECT feed_url AS url FROM feed')) stored.set(`subscribe ${url}`, 1);
  const minutes = connection.get<{ value: string }>("SELECT value FROM setting WHERE key = 'pace'");
  if (minutes) stored.set('minutes', Number(JSON.parse(minutes.value).minutes));
  const integrity = connection.all<{ integrity_check: string }>('PRAGMA integrity_check').map(row => row.integrity_check);
  const wrongCounts = connection.all(
    `SELECT feed_count.feed_id FROM feed_count LEFT JOIN entry_state ON entry_state.feed_id = feed_count.feed_id
     GROUP BY feed_count.feed_id HAVING entries <> count(entry_id) OR unread <> coalesce(sum(1 - is_read), 0) OR starred <> coalesce(sum(is_starred), 0)`,
  );
  // A round's number is in the validators: its entries and those of all rounds before are there, whole.
  const halfRounds = connection.all(
    `SELECT feed.id FROM feed JOIN feed_count ON feed_count.feed_id = feed.id
     WHERE feed_url LIKE '%/load/%' AND entries <> 3 * CAST(coalesce(etag, 0) AS INTEGER)`,
  );
  const round = connection.get<{ round: number }>(
    "SELECT max(CAST(coalesce(etag, 0) AS INTEGER)) AS round FROM feed WHERE feed_url LIKE '%/load/%'",
  );
  connection.close();
  return { stored, integrity, wrongCounts, halfRounds, round: round?.round ?? 0 };
}

it(
  `loses nothing that was acknowledged when it is killed at any moment, ${kills} times`,
  async () => {
    const profileDir = temporaryFolder();
    const store = await openStore({ profileDir, now: () => now });
    await subscribe(store, 'https://example.org/read', {
      entries: Array.from({ length: 50 }, (_, index) => namedEntry(`e${index}`, { publishedAt: now })),
    });
    for (let feed = 0; feed < 5; feed += 1) await subscribe(store, `https://example.org/load/${feed}`);
    await store.close();

    const ledger = createLedger();
    let acknowledged = 0;
    let rounds = 0;
    for (let run = 1; run <= kills; run += 1) {
      const child = forkStore(profileDir, { name: 'load', seed: run });
      child.on('message', message => {
        ledger.hear(message as FromStoreChild);
        if ((message as FromStoreChild).kind === 'acknowledged') acknowledged += 1;
      });
      await heard(child, message => message.kind === 'opened');
      // Somewhere in the next moments of its work, another one in each run.
      const actions = run % 23;
      await heard(
        child,
        (message): message is Extract<FromStoreChild, { kind: 'intent' }> => message.kind === 'intent' && message.step >= actions,
      );
      await kill(child);
      const found = inspect(profileDir);
      expect({
        run,
        lost: ledger.settle(found.stored),
        integrity: found.integrity,
        wrongCounts: found.wrongCounts,
        halfRounds: found.halfRounds,
      }).toEqual({
        run,
        lost: [],
        integrity: ['ok'],
        wrongCounts: [],
        halfRounds: [],
      });
      rounds = found.round;
    }
    // The runs did work, and the refreshes beside them too.
    expect(acknowledged).toBeGreaterThan(kills * 5);
    expect(rounds).toBeGreaterThan(0);
  },
  kills * 10_000,
);
