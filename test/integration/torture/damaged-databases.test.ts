import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeBackup } from '../../../worker/backup/make-backup.ts';
import { salvage } from '../../../worker/backup/salvage.ts';
import { FeedError } from '../../../worker/errors.ts';
import { openStore } from '../../../worker/store/open-store.ts';
import type { Store } from '../../../worker/store/store.ts';
import { randomFrom } from '../../helpers/seeded-random.ts';
import { allRows, idOf, namedEntry, now, subscribe, temporaryFolder } from '../../helpers/store.ts';
import type { FromStoreChild } from '../../helpers/store-child.ts';
import { forkStore, heard, kill } from '../../helpers/store-process.ts';

const seeds = Number(process.env['FRESHET_TEST_DAMAGED'] ?? 20);
const page = 4096;
const feeds = 12;

type Damage = (bytes: Buffer, random: () => number) => Buffer;

const somewhere = (bytes: Buffer, random: () => number) => Math.floor(random() * bytes.length);
const somePage = (bytes: Buffer, random: () => number) => Math.floor((random() * bytes.length) / page) * page;

/** The ten kinds. */
const damages: readonly Damage[] = [
  // A WAL has no whole number of pages.
  (bytes, random) => bytes.fill(0, somePage(bytes, random), Math.min(bytes.length, somePage(bytes, random) + page)),
  (bytes, random) => {
    const at = somePage(bytes, random);
    return bytes.fill(0x5a, at, Math.min(bytes.length, at + page));
  },
  (bytes, random) => {
    const at = somewhere(bytes, random);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, somewhere(bytes, random)),
  (bytes, random) => bytes.subarray(0, somePage(bytes, random)),
  bytes => bytes.fill(0, 0, 100),
  (bytes, random) => {
    const [one, other] = [somePage(bytes, random), somePage(bytes, random)];
    const kept = Buffer.from(bytes.subarray(one, one + page));
    bytes.copy(bytes, one, other, other + page);
    kept.copy(bytes, other);
    return bytes;
  },
  (bytes, random) => {
    const at = somePage(bytes, random);
    return bytes.fill(0xff, at, Math.min(bytes.length, at + page * 10));
  },
  (bytes, random) => {
    for (let hit = 0; hit < 200; hit += 1) bytes[somewhere(bytes, random)] = Math.floor(random() * 256);
    return bytes;
  },
  () => Buffer.from('no database any more '.repeat(500)),
];

/** A killed profile: a database with a backup, and a WAL. */
async function killedProfile(): Promise<string> {
  const profileDir = temporaryFolder();
  const store = await openStore({ profileDir, now: () => now });
  for (let feed = 0; feed < feeds; feed += 1) {
    const entries = Array.from({ length: 20 }, (_, index) => namedEntry(`f${feed}e${index}`, { contentHtml: '<p>text</p>'.repeat(100) }));
    await subscribe(store, `https://example.org/${feed < 3 ? 'load' : 'still'}/${feed}`, feed < 3 ? {} : { entries });
  }
  await store.write.setStarred([idOf(store, 'Title f5e3')], true, now);
  await store.close();
  makeBackup({ profileDir, database: join(profileDir, 'freshet.db'), reason: 'daily', at: now });
  const child = forkStore(profileDir, { name: 'rounds', rounds: 5 });
  await heard(
    child,
    (message): message is Extract<FromStoreChild, { kind: 'refreshed' }> => message.kind === 'refreshed' && message.rounds === 5,
  );
  await kill(child);
  return profileDir;
}

/** Reads all there is, as a window would in the end. */
function readAll(store: Store): number {
  for (const { id } of allRows(store)) store.read.entry(id);
  return store.read.subscriptions(0).subscriptions.length;
}

async function openAndRead(profileDir: string, seed: number): Promise<'sound' | 'damaged'> {
  let store: Store | null = null;
  try {
    store = await openStore({ profileDir, now: () => now });
    expect({ seed, feeds: readAll(store) }).toEqual({ seed, feeds });
    return 'sound';
  } catch (error) {
    if (error instanceof FeedError && error.code === 'database-damaged') return 'damaged';
    throw error;
  } finally {
    await store?.close();
  }
}

it(
  `comes to a clear outcome with every subscription from ${seeds} damaged databases and WALs`,
  async () => {
    const original = await killedProfile();
    const outcomes = { sound: 0, damaged: 0 };
    let salvagedEntries = 0;
    for (let seed = 0; seed < seeds; seed += 1) {
      const random = randomFrom(seed + 1);
      const profileDir = join(original, `copy${seed}`);
      mkdirSync(profileDir);
      for (const file of ['freshet.db', 'freshet.db-wal', 'owner.db']) copyFileSync(join(original, file), join(profileDir, file));
      cpSync(join(original, 'backups'), join(profileDir, 'backups'), { recursive: true });
      writeFileSync(join(profileDir, 'freshet.open'), '');
      const file = join(profileDir, Math.floor(seed / damages.length) % 3 === 2 ? 'freshet.db-wal' : 'freshet.db');
      const damaged = damages[seed % damages.length]?.(readFileSync(file), random) ?? Buffer.alloc(0);
      writeFileSync(file, damaged);
      const outcome = await openAndRead(profileDir, seed);
      outcomes[outcome] += 1;
      if (outcome === 'damaged') {
        // It was left as it is; what can be read comes back, and no subscription is missing.
        expect(existsSync(join(profileDir, 'freshet.db'))).toBe(true);
        const report = salvage({ profileDir, database: join(profileDir, 'freshet.db'), at: now });
        expect({ seed, feeds: report.feeds }).toEqual({ seed, feeds });
        salvagedEntries += report.entries;
        expect({ seed, again: await openAndRead(profileDir, seed) }).toEqual({ seed, again: 'sound' });
        expect(statSync(join(profileDir, 'aside', '2026-03-01T12-00-00Z-damaged', 'freshet.db')).isFile()).toBe(true);
      }
      rmSync(profileDir, { recursive: true });
    }
    process.stdout.write(
      `${seeds} damaged copies: ${outcomes.sound} opened sound, ${outcomes.damaged} said so and were salvaged (${salvagedEntries} articles in all)\n`,
    );
  },
  60_000 + seeds * 20_000,
);
