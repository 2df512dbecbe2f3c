import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { forkChild } from '../../worker/host/forked-child.ts';
import { createHostLog } from '../../worker/host/host-log.ts';
import { createWorkerHost, type WorkerHost } from '../../worker/host/worker-host.ts';
import type { LogLevel } from '../../worker/logger.ts';
import type { Outcome } from '../../worker/protocol/errors.ts';
import type { WorkerHealth } from '../../worker/protocol/host.ts';
import { openStore } from '../../worker/store/open-store.ts';
import { idOf, namedEntry, now, subscribe } from '../helpers/store.ts';
import { newProfileDir, workerEntry } from '../helpers/worker-process.ts';

const hosts: WorkerHost[] = [];

afterEach(async () => {
  await Promise.all(hosts.splice(0).map(host => host.stop()));
});

function startHost(profileDir: string, entry = workerEntry, log = createHostLog({ file: null })): WorkerHost {
  const host = createWorkerHost({
    fork: () => forkChild({ entry }),
    start: () => ({ profileDir, addresses: [], intervalMs: null, liftLimitsForLoopback: false, version: '0.0.0-test', mode: 'reader' }),
    log,
  });
  hosts.push(host);
  return host;
}

function reaches<S extends WorkerHealth['state']>(host: WorkerHost, state: S): Promise<Extract<WorkerHealth, { state: S }>> {
  type Wanted = Extract<WorkerHealth, { state: S }>;
  return new Promise(resolve => {
    const off = host.onHealth(health => {
      if (health.state !== state) return;
      off();
      resolve(health as Wanted);
    });
  });
}

function got<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message} ${outcome.error.detail}`);
  return outcome.result;
}

async function usedProfile(): Promise<string> {
  const profileDir = newProfileDir();
  const store = await openStore({ profileDir, now: () => now });
  await subscribe(store, 'https://example.org/feed', { entries: Array.from({ length: 200 }, (_, index) => namedEntry(`e${index}`)) });
  await store.write.setStarred([idOf(store, 'Title e7')], true, now);
  await store.close();
  return profileDir;
}

function damage(profileDir: string): Buffer {
  const file = join(profileDir, 'freshet.db');
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 4096 * 8, 4096 * 12);
  writeFileSync(file, bytes);
  writeFileSync(join(profileDir, 'freshet.open'), '1\n');
  return bytes;
}

describe('a host whose database is damaged', () => {
  it('waits for the user’s choice, refuses all else in words, and goes on with the backup that was chosen', async () => {
    const profileDir = await usedProfile();
    const before = startHost(profileDir);
    const made = got(await before.request('backups.make', {}));
    expect(made).toMatchObject({ kind: 'by-hand', holds: { feeds: 1, entries: 200, starred: 1 } });
    await before.stop();
    const damaged = damage(profileDir);

    const host = startHost(profileDir);
    expect(await host.settled()).toMatchObject({ state: 'rescue', restarts: 0, error: { code: 'database-damaged' } });
    const list = got(await host.request('backups.list', {}));
    expect(list.backups).toEqual([made]);
    expect(await host.request('subscriptions.list', {})).toMatchObject({ ok: false, error: { code: 'database-damaged' } });
    expect(await host.request('backups.make', {})).toMatchObject({ ok: false, error: { code: 'database-damaged' } });

    const ready = reaches(host, 'ready');
    expect(got(await host.request('backups.restore', { name: made.name }))).toBe(null);
    // A wish is no crash: nothing is counted.
    expect(await ready).toMatchObject({ restarts: 0 });
    expect(got(await host.request('worker.status', {}))).toMatchObject({ feeds: 1, entries: 200 });
    const after = got(await host.request('backups.list', {})).backups;
    expect(after.map(({ kind }) => kind).toSorted()).toEqual(['by-hand', 'damaged']);
    const kept = join(profileDir, 'aside', readdirSync(join(profileDir, 'aside'))[0] ?? '', 'freshet.db');
    expect(readFileSync(kept).equals(damaged)).toBe(true);
  });

  it('can salvage what is left, or begin with nothing', async () => {
    const profileDir = await usedProfile();
    damage(profileDir);
    const host = startHost(profileDir);
    await host.settled();
    const salvaged = reaches(host, 'ready');
    expect(got(await host.request('rescue.salvage', {}))).toMatchObject({ feeds: 1, isWhole: false });
    await salvaged;
    expect(got(await host.request('subscriptions.list', {})).subscriptions).toHaveLength(1);
    await host.stop();

    damage(profileDir);
    const again = startHost(profileDir);
    expect(await again.settled()).toMatchObject({ state: 'rescue' });
    const empty = reaches(again, 'ready');
    expect(got(await again.request('rescue.startEmpty', {}))).toBe(null);
    await empty;
    expect(got(await again.request('worker.status', {}))).toMatchObject({ feeds: 0 });
    expect(readdirSync(join(profileDir, 'aside'))).toHaveLength(2);
  });

  it('looks again when somebody may have mended it', async () => {
    const profileDir = await usedProfile();
    const sound = readFileSync(join(profileDir, 'freshet.db'));
    damage(profileDir);
    const host = startHost(profileDir);
    await host.settled();
    const stillDamaged = reaches(host, 'rescue');
    await host.request('rescue.tryAgain', {});
    await stillDamaged;
    writeFileSync(join(profileDir, 'freshet.db'), sound);
    const ready = reaches(host, 'ready');
    await host.request('rescue.tryAgain', {});
    await ready;
  });

  it('met only while it is in use, comes to that choice by itself', async () => {
    const profileDir = await usedProfile();
    const file = join(profileDir, 'freshet.db');
    const bytes = readFileSync(file);
    const texts = bytes.indexOf('Title e7');
    expect(texts).toBeGreaterThan(0);
    const host = startHost(profileDir);
    await host.settled();
    await host.stop();
    // A clean end: nothing looks through the database at the next start.
    const page = Math.floor(texts / 4096) * 4096;
    bytes.fill(0x5a, page, page + 4096);
    writeFileSync(file, bytes);
    const using = startHost(profileDir);
    const rescue = reaches(using, 'rescue');
    if ((await using.settled()).state === 'ready') {
      const view = { scope: { kind: 'all' }, onlyUnread: false, order: 'newest' } as const;
      await using.request('entries.open', { view, anchorId: null, limit: 500 });
    }
    expect(await rescue).toMatchObject({ error: { code: 'database-damaged' } });
  });
});

describe('a host whose database is too large to be read through at a start', () => {
  const entry = fileURLToPath(new URL('../fixtures/workers/checking-later.ts', import.meta.url));

  it('comes to that choice by itself after an unclean end, also when nobody reads what is damaged', async () => {
    const profileDir = await usedProfile();
    const file = join(profileDir, 'freshet.db');
    const bytes = readFileSync(file);
    const page = Math.floor(bytes.indexOf('Title e7') / 4096) * 4096;
    writeFileSync(file, bytes.fill(0x5a, page, page + 4096));
    writeFileSync(join(profileDir, 'freshet.open'), '1\n');
    const host = startHost(profileDir, entry);
    const ready = reaches(host, 'ready');
    const rescue = reaches(host, 'rescue');
    expect(await ready).toMatchObject({ restarts: 0 });
    expect(await rescue).toMatchObject({ error: { code: 'database-damaged' } });
  });

  it('finds a sound one sound, and checks no second time', async () => {
    const profileDir = await usedProfile();
    const mark = join(profileDir, 'freshet.open');
    writeFileSync(mark, '1\n');
    const log = createHostLog({ file: null });
    const isSound = new Promise<void>(resolve => {
      const telling = { ...log, add: (_: LogLevel, text: string) => (text.includes('the database is sound') ? resolve() : undefined) };
      void startHost(profileDir, entry, telling).settled();
    });
    await isSound;
    await hosts.at(-1)?.stop();
    expect(existsSync(mark)).toBe(false);
  });
});

it('a sound database is not to be rescued, and restores from within the program', async () => {
  const host = startHost(await usedProfile());
  expect(await host.request('rescue.startEmpty', {})).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  const { name } = got(await host.request('backups.make', {}));
  expect(got(await host.request('storage.sizes', {})).feeds).toMatchObject([{ entries: 200 }]);
  // Asked for twice, it runs once: the second time there would be nothing to free.
  const [first, second] = await Promise.all([host.request('storage.compact', {}), host.request('storage.compact', {})]);
  expect(got(first).freedBytes).toBeGreaterThanOrEqual(0);
  expect(second).toEqual(first);
  const ready = reaches(host, 'ready');
  got(await host.request('backups.restore', { name }));
  await ready;
  const { backups } = got(await host.request('backups.list', {}));
  expect(backups.map(({ kind }) => kind).toSorted()).toEqual(['by-hand', 'replaced']);
});
