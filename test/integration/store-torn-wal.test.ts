import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../worker/store/open-store.ts';
import { openConnection } from '../../worker/store/sqlite.ts';
import { now, subscribe, temporaryFolder } from '../helpers/store.ts';
import type { FromStoreChild } from '../helpers/store-child.ts';
import { forkStore, heard, kill } from '../helpers/store-process.ts';

const copies = Number(process.env['FRESHET_TEST_TORN_COPIES'] ?? 120);
const feeds = 3;
const rounds = 20;

/** A killed store: a database that knows the subscriptions, and a WAL with 20 rounds of refreshes. */
async function killedProfile(): Promise<string> {
  const profileDir = temporaryFolder();
  const store = await openStore({ profileDir, now: () => now });
  for (let feed = 0; feed < feeds; feed += 1) await subscribe(store, `https://example.org/load/${feed}`);
  await store.close();
  const child = forkStore(profileDir, { name: 'rounds', rounds });
  await heard(
    child,
    (message): message is Extract<FromStoreChild, { kind: 'refreshed' }> => message.kind === 'refreshed' && message.rounds === rounds,
  );
  await kill(child);
  return profileDir;
}

function copyOf(profileDir: string, name: string): string {
  const copy = join(profileDir, name);
  mkdirSync(copy);
  for (const file of ['freshet.db', 'freshet.db-wal', 'owner.db']) copyFileSync(join(profileDir, file), join(copy, file));
  writeFileSync(join(copy, 'freshet.open'), '');
  return copy;
}

interface Found {
  readonly round: number;
  readonly entries: number;
  readonly bodies: number;
  readonly enclosures: number;
  readonly unread: number;
}

/** What each feed holds, and the round that its validators tell of. */
function historyOf(file: string): readonly Found[] {
  const connection = openConnection(file, { readOnly: false });
  expect(connection.all<{ integrity_check: string }>('PRAGMA integrity_check').map(row => row.integrity_check)).toEqual(['ok']);
  const found = connection.all<Found>(
    `SELECT CAST(coalesce(etag, 0) AS INTEGER) AS round,
       (SELECT count(*) FROM entry WHERE feed_id = feed.id) AS entries,
       (SELECT count(*) FROM entry_body JOIN entry ON entry.id = entry_id WHERE feed_id = feed.id) AS bodies,
       (SELECT count(*) FROM enclosure JOIN entry ON entry.id = entry_id WHERE feed_id = feed.id) AS enclosures,
       (SELECT unread FROM feed_count WHERE feed_id = feed.id) AS unread
     FROM feed`,
  );
  connection.close();
  return found.map(row => ({ ...row }));
}

describe('a WAL that was cut off or altered', () => {
  it(
    `opens as a prefix of history, never with half a refresh, ${copies} times`,
    async () => {
      const profileDir = await killedProfile();
      const length = statSync(join(profileDir, 'freshet.db-wal')).size;
      const seen = new Set<number>();
      for (let run = 0; run < copies; run += 1) {
        const copy = copyOf(profileDir, `copy${run}`);
        const wal = join(copy, 'freshet.db-wal');
        const bytes = readFileSync(wal);
        // Spread over the file, off its frame borders.
        const at = Math.min(length - 1, Math.floor((length * (run + 0.5)) / copies) + ((run * 7919) % 4096));
        if (run % 2 === 0) writeFileSync(wal, bytes.subarray(0, at));
        else {
          bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
          writeFileSync(wal, bytes);
        }
        const history = historyOf(join(copy, 'freshet.db'));
        expect(history).toHaveLength(feeds);
        for (const { round, ...held } of history) {
          expect({ run, ...held }).toEqual({ run, entries: 3 * round, bodies: 3 * round, enclosures: 3 * round, unread: 3 * round });
        }
        // Feeds are refreshed round by round: none is more than one round ahead of another.
        const all = history.map(one => one.round);
        expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
        for (const round of all) seen.add(round);
      }
      // The cuts did hit different moments.
      expect(seen.size).toBeGreaterThan(5);
    },
    120_000 + copies * 1_000,
  );

  it('is opened by the store as well', async () => {
    const profileDir = await killedProfile();
    const copy = copyOf(profileDir, 'copy');
    const wal = join(copy, 'freshet.db-wal');
    const bytes = readFileSync(wal);
    writeFileSync(wal, bytes.subarray(0, Math.floor(bytes.length / 2)));
    const store = await openStore({ profileDir: copy });
    expect(store.read.sizes().feeds).toBe(feeds);
    expect(store.read.sizes().entries).toBeLessThan(feeds * rounds * 3);
    await store.close();
  });
});

it('calls a database file that was cut off damaged, and does not change it', async () => {
  const profileDir = await killedProfile();
  await (await openStore({ profileDir })).close();
  const file = join(profileDir, 'freshet.db');
  const bytes = readFileSync(file);
  for (const part of [0.1, 0.35, 0.6, 0.85]) {
    const cut = bytes.subarray(0, Math.floor(bytes.length * part));
    writeFileSync(file, cut);
    writeFileSync(join(profileDir, 'freshet.open'), '');
    await expect(openStore({ profileDir })).rejects.toMatchObject({ code: 'database-damaged' });
    expect(readFileSync(file).equals(cut)).toBe(true);
  }
});
