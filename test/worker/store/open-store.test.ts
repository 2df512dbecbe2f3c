import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FeedError } from '../../../worker/errors.ts';
import { migrations } from '../../../worker/store/migrations/all.ts';
import { openStore } from '../../../worker/store/open-store.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import { probeSqlite, requireSqlite } from '../../../worker/store/sqlite-probe.ts';
import { startWriter } from '../../../worker/store/writer-client.ts';
import { allRows, namedEntry, now, openTestStore, subscribe, temporaryFolder, titles } from '../../helpers/store.ts';

const isWindows = process.platform === 'win32';

/** The profile of a store that was used and closed. */
async function usedProfile(): Promise<string> {
  const profileDir = temporaryFolder();
  const store = await openStore({ profileDir, now: () => now });
  await subscribe(store, 'https://example.org/feed', { entries: Array.from({ length: 200 }, (_, index) => namedEntry(`e${index}`)) });
  await store.close();
  return profileDir;
}

function overwrite(file: string, from: number, byte: number, length: number): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(byte, from, from + length));
}

describe('a profile', () => {
  it('is made where there is none, for its user alone', async () => {
    const profileDir = join(temporaryFolder(), 'deep', 'pröfile 書 with spaces');
    await openTestStore({ profileDir });
    const files = readdirSync(profileDir);
    expect(files).toEqual(expect.arrayContaining(['freshet.db', 'freshet.db-wal', 'freshet.open', 'owner.db']));
    if (isWindows) return;
    expect(statSync(profileDir).mode & 0o777).toBe(0o700);
    for (const file of files) expect([file, statSync(join(profileDir, file)).mode & 0o777]).toEqual([file, 0o600]);
  });

  it('has its files made private when they were not', async () => {
    const profileDir = await usedProfile();
    for (const file of readdirSync(profileDir)) chmodSync(join(profileDir, file), 0o644);
    await openTestStore({ profileDir });
    if (!isWindows) expect(statSync(join(profileDir, 'freshet.db')).mode & 0o777).toBe(0o600);
  });

  it('is as it was after a restart, with no traces of having been open', async () => {
    const profileDir = await usedProfile();
    expect(readdirSync(profileDir).toSorted()).toEqual(['freshet.db', 'owner.db']);
    const store = await openTestStore({ profileDir });
    expect(allRows(store)).toHaveLength(200);
  });

  it('that is open cannot be opened a second time, also not in the same process', async () => {
    const profileDir = temporaryFolder();
    const store = await openTestStore({ profileDir });
    await expect(openStore({ profileDir })).rejects.toMatchObject({ code: 'profile-in-use', message: expect.stringContaining(profileDir) });
    await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('a')] });
    await expect(openStore({ profileDir })).rejects.toMatchObject({ code: 'profile-in-use' });
    expect(titles(allRows(store))).toEqual(['Title a']);
    await store.close();
    await (await openStore({ profileDir })).close();
  });

  it('that cannot be a folder is refused by its name', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    for (const profileDir of [file, join(file, 'below')]) {
      await expect(openStore({ profileDir })).rejects.toMatchObject({
        code: 'profile-unusable',
        message: expect.stringContaining(profileDir),
      });
    }
  });

  it('with a folder where the database should be is refused by its name', async () => {
    const profileDir = temporaryFolder();
    mkdirSync(join(profileDir, 'freshet.db'));
    await expect(openStore({ profileDir })).rejects.toMatchObject({
      code: 'profile-unusable',
      message: expect.stringContaining(profileDir),
    });
  });

  it('whose lock file is spoiled is refused with the remedy, and nothing of it is changed', async () => {
    const profileDir = await usedProfile();
    writeFileSync(join(profileDir, 'owner.db'), 'spoiled '.repeat(1000));
    const before = readFileSync(join(profileDir, 'freshet.db'));
    await expect(openStore({ profileDir })).rejects.toMatchObject({
      code: 'profile-unusable',
      message: expect.stringContaining('delete it'),
    });
    expect(readFileSync(join(profileDir, 'freshet.db'))).toEqual(before);
  });

  it('that may not be written is refused by its name', async () => {
    // Root may write everywhere; but nobody may write under /proc.
    const profileDir = process.getuid?.() === 0 ? '/proc/freshet' : join(temporaryFolder(), 'profile');
    if (process.getuid?.() !== 0) mkdirSync(profileDir, { mode: 0o500 });
    await expect(openStore({ profileDir })).rejects.toMatchObject({
      code: 'profile-unusable',
      message: expect.stringContaining(profileDir),
    });
  });
});

describe('a database', () => {
  it('that is none is called damaged, and left as it is', async () => {
    const profileDir = temporaryFolder();
    const file = join(profileDir, 'freshet.db');
    writeFileSync(file, 'no database at all, but a text long enough to be taken for one '.repeat(20));
    const before = readFileSync(file);
    await expect(openStore({ profileDir })).rejects.toMatchObject({
      code: 'database-damaged',
      message: expect.stringContaining(profileDir),
    });
    expect(readFileSync(file)).toEqual(before);
  });

  it('of another program is called damaged, and left as it is', async () => {
    const profileDir = temporaryFolder();
    const connection = openConnection(join(profileDir, 'freshet.db'), { readOnly: false });
    connection.exec('CREATE TABLE other (a)');
    connection.close();
    await expect(openStore({ profileDir })).rejects.toMatchObject({ code: 'database-damaged' });
  });

  it('of a newer version is refused in words, and left as it is', async () => {
    const profileDir = await usedProfile();
    const file = join(profileDir, 'freshet.db');
    const connection = openConnection(file, { readOnly: false });
    connection.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    connection.close();
    const before = readFileSync(file);
    await expect(openStore({ profileDir })).rejects.toMatchObject({ code: 'database-newer', message: expect.stringContaining('newer') });
    expect(readFileSync(file)).toEqual(before);
    expect(existsSync(join(profileDir, 'freshet.open'))).toBe(false);
  });

  it('with a damaged page is found out at the start after an unclean end, and every time again', async () => {
    const profileDir = await usedProfile();
    const file = join(profileDir, 'freshet.db');
    overwrite(file, 4096 * 8, 0x5a, 4096);
    writeFileSync(join(profileDir, 'freshet.open'), '1\n');
    const before = readFileSync(file);
    for (let start = 0; start < 2; start += 1) {
      await expect(openStore({ profileDir })).rejects.toMatchObject({ code: 'database-damaged' });
    }
    expect(readFileSync(file)).toEqual(before);
  });

  it('with an index that has other rows than its table is found out at the start after an unclean end', async () => {
    const profileDir = await usedProfile();
    const database = new DatabaseSync(join(profileDir, 'freshet.db'), { defensive: false });
    // The index by links passes for one by guids.
    database.exec(`PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(sql, 'link_key', 'guid_key') WHERE name = 'entry_link'`);
    expect(database.prepare('SELECT changes() AS changed').all()).toMatchObject([{ changed: 1 }]);
    database.close();
    writeFileSync(join(profileDir, 'freshet.open'), '1\n');
    await expect(openStore({ profileDir })).rejects.toMatchObject({ code: 'database-damaged' });
  });

  it('too large for that opens at once after an unclean end, and stays to be checked until it was', async () => {
    const profileDir = await usedProfile();
    const mark = join(profileDir, 'freshet.open');
    writeFileSync(mark, '1\n');
    const open = () => openStore({ profileDir, now: () => now, checkedAtStart: 0 });
    const unchecked = await open();
    expect(allRows(unchecked)).toHaveLength(200);
    expect(unchecked.dueCheck).not.toBe(null);
    await unchecked.close();
    expect(existsSync(mark)).toBe(true);

    const checked = await open();
    checked.dueCheck?.passed();
    await checked.close();
    expect(existsSync(mark)).toBe(false);
    const next = await open();
    expect(next.dueCheck).toBe(null);
    await next.close();
  });

  it('too large for that is read through at the start once damage was found, until it is sound', async () => {
    const profileDir = await usedProfile();
    const file = join(profileDir, 'freshet.db');
    const sound = readFileSync(file);
    overwrite(file, 4096 * 8, 0x5a, 4096);
    writeFileSync(join(profileDir, 'freshet.open'), '1\n');
    const damage: unknown[] = [];
    const open = () => openStore({ profileDir, now: () => now, checkedAtStart: 0, onDamage: error => damage.push(error) });
    const store = await open();
    store.dueCheck?.failed(new FeedError('database-damaged', 'Damaged.'));
    expect(damage).toHaveLength(1);
    await store.close();
    for (let start = 0; start < 2; start += 1) await expect(open()).rejects.toMatchObject({ code: 'database-damaged' });

    writeFileSync(file, sound);
    const mended = await open();
    expect(mended.dueCheck).toBe(null);
    await mended.close();
    expect(readdirSync(profileDir).toSorted()).toEqual(['freshet.db', 'owner.db']);
  });

  it('that somebody has only read meanwhile is not taken for one whose end was unclean', async () => {
    const profileDir = await usedProfile();
    const file = join(profileDir, 'freshet.db');
    const visitor = openConnection(file, { readOnly: true });
    visitor.all('SELECT count(*) FROM feed');
    visitor.close();
    expect(existsSync(`${file}-wal`)).toBe(true);
    const store = await openStore({ profileDir, now: () => now, checkedAtStart: 0 });
    expect(store.dueCheck).toBe(null);
    await store.close();
  });

  it('with a damaged page found only when it is read says so then', async () => {
    const profileDir = await usedProfile();
    const file = join(profileDir, 'freshet.db');
    const pages = statSync(file).size / 4096;
    overwrite(file, 4096 * 12, 0x5a, 4096 * (pages - 13));
    const opening = openStore({ profileDir }).then(async store => {
      try {
        allRows(store);
      } finally {
        await store.close();
      }
    });
    await expect(opening).rejects.toMatchObject({ code: 'database-damaged' });
  });
});

describe('SQLite', () => {
  it('of this Node will do', () => {
    expect(() => requireSqlite(probeSqlite())).not.toThrow();
  });

  it.each(['3.51.2', '3.50.9', '2.99.99'])('%s is too old, and the words name it and what is needed', version => {
    expect(() => requireSqlite({ version, hasFts5: true })).toThrow(
      expect.objectContaining({ code: 'sqlite-too-old', message: expect.stringMatching(`3.51.3.*${version}`) }),
    );
  });

  it.each(['3.51.3', '3.52.0', '4.0.0'])('%s is new enough', version => {
    expect(() => requireSqlite({ version, hasFts5: true })).not.toThrow();
  });

  it('without full-text search is refused', () => {
    expect(() => requireSqlite({ version: '3.53.0', hasFts5: false })).toThrow(
      expect.objectContaining({ code: 'sqlite-too-old', message: expect.stringContaining('FTS5') }),
    );
  });
});

describe('the end', () => {
  it('waits for the writes in hand', async () => {
    const profileDir = temporaryFolder();
    const store = await openStore({ profileDir });
    const writes = Array.from({ length: 20 }, (_, index) => subscribe(store, `https://example.org/${index}`));
    await store.close();
    await Promise.all(writes);
    expect((await openTestStore({ profileDir })).read.sizes().feeds).toBe(20);
  });

  it('can be asked for twice, and takes no write after it', async () => {
    const store = await openTestStore();
    await Promise.all([store.close(), store.close()]);
    await expect(store.write.setSettings({})).rejects.toMatchObject({ code: 'worker-stopped' });
  });
});

describe('a writer thread that dies', () => {
  const source = (text: string) => {
    const file = join(temporaryFolder(), 'thread.mjs');
    writeFileSync(file, `import { parentPort } from 'node:worker_threads';\n${text}`);
    return pathToFileURL(file);
  };
  const options = () => ({ profileDir: 'here', database: 'nowhere', isSuspect: false, now });

  it('settles the writes that wait, and is told', async () => {
    const fatal: unknown[] = [];
    const dying = source("parentPort.on('message', () => { throw new Error('planted'); }); parentPort.postMessage({ kind: 'ready' });");
    const writer = await startWriter(options(), error => fatal.push(error), dying);
    const results = await Promise.allSettled([writer.write.setSettings({}), writer.write.setWindowNotes({})]);
    for (const result of results)
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { code: 'worker-stopped', extras: { detail: expect.stringContaining('planted') } },
      });
    expect(fatal).toHaveLength(1);
    await expect(writer.write.setSettings({})).rejects.toMatchObject({ code: 'worker-stopped' });
    await writer.close();
  });

  it('at its start makes the start fail', async () => {
    await expect(startWriter(options(), () => {}, source('process.exit(3);'))).rejects.toMatchObject({ code: 'worker-stopped' });
  });
});
