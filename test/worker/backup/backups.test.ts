import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBackupRunner } from '../../../worker/backup/backup-runner.ts';
import { listBackups } from '../../../worker/backup/list-backups.ts';
import { makeBackup } from '../../../worker/backup/make-backup.ts';
import { finishReplacement, prepareReplacement } from '../../../worker/backup/replacement.ts';
import { restoreBackup, startEmpty } from '../../../worker/backup/restore-backup.ts';
import { salvage } from '../../../worker/backup/salvage.ts';
import { measureStorage } from '../../../worker/backup/storage-sizes.ts';
import { migrations } from '../../../worker/store/migrations/all.ts';
import { openStore } from '../../../worker/store/open-store.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import { allRows, day, idOf, namedEntry, now, openTestStore, subscribe, temporaryFolder } from '../../helpers/store.ts';

const databaseIn = (profileDir: string) => join(profileDir, 'freshet.db');
const order = (profileDir: string, at = now) => ({ profileDir, database: databaseIn(profileDir), reason: 'daily', at }) as const;
const newest = (profileDir: string) => {
  const [backup] = listBackups(profileDir);
  if (!backup) throw new Error('there is no backup');
  return backup;
};

/** A closed profile with two feeds, 300 articles and a star. */
async function usedProfile(): Promise<string> {
  const profileDir = temporaryFolder();
  const store = await openStore({ profileDir, now: () => now });
  await subscribe(store, 'https://example.org/a?token=key', {
    entries: Array.from({ length: 300 }, (_, index) => namedEntry(`e${index}`, { contentHtml: '<p>text</p>'.repeat(50) })),
    folder: { title: 'Walks & more' },
  });
  await subscribe(store, 'https://example.org/b');
  await store.write.setStarred([idOf(store, 'Title e7')], true, now);
  await store.close();
  return profileDir;
}

async function starsIn(profileDir: string): Promise<readonly string[]> {
  const store = await openTestStore({ profileDir });
  const titles = allRows(store, { kind: 'starred' }).map(row => row.title);
  await store.close();
  return titles;
}

function damage(file: string, from = 0.3): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0x5a, Math.floor(bytes.length * from), Math.floor(bytes.length * from) + 4096 * 6));
}

describe('a backup', () => {
  it('of a database in use holds what it held, for its user alone, with the subscriptions as a list beside it', async () => {
    const profileDir = await usedProfile();
    const store = await openTestStore({ profileDir });
    await store.write.setStarred([idOf(store, 'Title e8')], true, now);
    const backup = makeBackup(order(profileDir));
    expect(backup).toMatchObject({ name: 'freshet-2026-03-01T12-00-00Z-daily.db', isChecked: true });
    expect(backup.holds).toEqual({ feeds: 2, entries: 300, starred: 2 });
    const folder = join(profileDir, 'backups');
    expect(readdirSync(folder).toSorted()).toEqual(['freshet-2026-03-01T12-00-00Z-daily.db', 'freshet-2026-03-01T12-00-00Z-daily.opml']);
    if (process.platform !== 'win32') for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    const list = readFileSync(join(folder, 'freshet-2026-03-01T12-00-00Z-daily.opml'), 'utf8');
    expect(list).toContain('<outline text="Walks &amp; more"');
    expect(list).toContain('xmlUrl="https://example.org/a?token=key"');
    expect(listBackups(profileDir)).toEqual([backup]);
  });

  it('lets others write meanwhile, from a thread of its own', async () => {
    const profileDir = await usedProfile();
    const store = await openTestStore({ profileDir });
    const runner = createBackupRunner({ profileDir, database: databaseIn(profileDir), onStuckThread: () => undefined });
    const ids = allRows(store).map(row => row.id);
    const making = runner.run('make', { reason: 'by-hand', at: now });
    for (const id of ids.slice(0, 50)) await store.write.setRead([id], true, 'command', now);
    expect((await making).holds).toMatchObject({ entries: 300 });
    await runner.close();
  });

  it('of a damaged database is not made, and the last good one stays', async () => {
    const profileDir = await usedProfile();
    const good = makeBackup(order(profileDir));
    damage(databaseIn(profileDir));
    for (let later = 1; later < 10; later += 1) {
      expect(() => makeBackup(order(profileDir, now + later * day))).toThrow(expect.objectContaining({ code: 'database-damaged' }));
    }
    expect(listBackups(profileDir)).toEqual([good]);
    expect(readdirSync(join(profileDir, 'backups'))).toHaveLength(2);
  });

  it('is refused in words where the disk has not enough room', async () => {
    const profileDir = await usedProfile();
    expect(() => makeBackup({ ...order(profileDir), room: () => 1_000_000 })).toThrow(
      expect.objectContaining({ code: 'disk-full', message: expect.stringMatching(/It needs \d+ MB .* and 1 MB are free/) }),
    );
    expect(listBackups(profileDir)).toEqual([]);
  });

  it('that was cut off is cleared away by the next', async () => {
    const profileDir = await usedProfile();
    mkdirSync(join(profileDir, 'backups'));
    writeFileSync(join(profileDir, 'backups', 'freshet-2026-02-28T12-00-00Z-daily.db.draft'), 'half');
    makeBackup(order(profileDir));
    expect(readdirSync(join(profileDir, 'backups')).filter(name => name.includes('draft'))).toEqual([]);
    expect(listBackups(profileDir)).toHaveLength(1);
  });

  it('pushes out the eighth', async () => {
    const profileDir = await usedProfile();
    for (let later = 0; later < 9; later += 1) makeBackup(order(profileDir, now + later * day));
    expect(listBackups(profileDir).map(({ at }) => (at - now) / day)).toEqual([8, 7, 6, 5, 4, 3, 2]);
    expect(readdirSync(join(profileDir, 'backups'))).toHaveLength(14);
  });

  it('is made before a migration', async () => {
    const profileDir = temporaryFolder();
    const connection = openConnection(databaseIn(profileDir), { readOnly: false });
    connection.exec(`${migrations[0]} PRAGMA application_id = ${0x46524553}; PRAGMA user_version = 1`);
    connection.run("INSERT INTO feed (feed_url, position, added_at) VALUES ('https://example.org/old', 1, 0)");
    connection.close();
    await openTestStore({ profileDir });
    expect(listBackups(profileDir)).toMatchObject([{ kind: 'before-update', at: now, holds: { feeds: 1 } }]);
    await openTestStore({ profileDir: await usedProfile() });
  });
});

describe('a restored backup', () => {
  it('takes the place of the database at the next start, which is kept aside and can be restored in turn', async () => {
    const profileDir = await usedProfile();
    makeBackup(order(profileDir));
    const store = await openTestStore({ profileDir });
    await store.write.setStarred([idOf(store, 'Title e9')], true, now);
    restoreBackup({ profileDir, name: newest(profileDir).name, keepAs: 'replaced', at: now + day });
    await store.close();
    expect(await starsIn(profileDir)).toEqual(['Title e7']);
    expect(newest(profileDir)).toMatchObject({ kind: 'replaced', isChecked: false, holds: { starred: 2 } });
    restoreBackup({ profileDir, name: newest(profileDir).name, keepAs: 'replaced', at: now + 2 * day });
    expect((await starsIn(profileDir)).toSorted()).toEqual(['Title e7', 'Title e9']);
  });

  it('is checked first: a spoiled one changes nothing', async () => {
    const profileDir = await usedProfile();
    const { name } = makeBackup(order(profileDir));
    damage(join(profileDir, 'backups', name));
    expect(() => restoreBackup({ profileDir, name, keepAs: 'replaced', at: now })).toThrow(
      expect.objectContaining({ code: 'database-damaged' }),
    );
    expect(readdirSync(profileDir).filter(name => /replacement|aside/.test(name))).toEqual([]);
  });

  it.each(['../freshet.db', 'freshet.db', 'nothing', '2026-03-01T12-00-00Z-replaced/../..'])('is not taken from %s', async name => {
    const profileDir = await usedProfile();
    expect(() => restoreBackup({ profileDir, name, keepAs: 'replaced', at: now })).toThrow(
      expect.objectContaining({ code: 'not-found-here' }),
    );
  });
});

describe('a replacement that is killed on the way', () => {
  const prepared = async () => {
    const profileDir = await usedProfile();
    writeFileSync(join(profileDir, 'freshet.db-wal'), 'its log');
    prepareReplacement(profileDir, 'replaced', now, file => writeFileSync(file, 'new'));
    return profileDir;
  };
  const aside = (profileDir: string, suffix = '') => join(profileDir, 'aside', '2026-03-01T12-00-00Z-replaced', `freshet.db${suffix}`);
  const steps: readonly [string, (profileDir: string) => void][] = [
    ['before it begins', () => undefined],
    ['when the folder is made', profileDir => mkdirSync(join(aside(profileDir), '..'), { recursive: true })],
    [
      'when the log is aside',
      profileDir => {
        mkdirSync(join(aside(profileDir), '..'), { recursive: true });
        renameSync(join(profileDir, 'freshet.db-wal'), aside(profileDir, '-wal'));
      },
    ],
    [
      'when both are aside',
      profileDir => {
        mkdirSync(join(aside(profileDir), '..'), { recursive: true });
        renameSync(join(profileDir, 'freshet.db-wal'), aside(profileDir, '-wal'));
        renameSync(databaseIn(profileDir), aside(profileDir));
      },
    ],
    [
      'when both are aside and an empty file stands in their place',
      profileDir => {
        mkdirSync(join(aside(profileDir), '..'), { recursive: true });
        renameSync(join(profileDir, 'freshet.db-wal'), aside(profileDir, '-wal'));
        renameSync(databaseIn(profileDir), aside(profileDir));
        writeFileSync(databaseIn(profileDir), '');
      },
    ],
  ];

  it.each(steps)('%s goes on at the next start, and keeps the old one whole', async (_, cut) => {
    const profileDir = await prepared();
    const old = readFileSync(databaseIn(profileDir));
    cut(profileDir);
    finishReplacement(profileDir);
    finishReplacement(profileDir);
    expect(readFileSync(databaseIn(profileDir), 'utf8')).toBe('new');
    expect(readFileSync(aside(profileDir)).equals(old)).toBe(true);
    expect(readFileSync(aside(profileDir, '-wal'), 'utf8')).toBe('its log');
    expect(existsSync(join(profileDir, 'replacement'))).toBe(false);
  });

  it('when the new one is in its place keeps that', async () => {
    const profileDir = await prepared();
    renameSync(join(profileDir, 'replacement', 'freshet.db'), databaseIn(profileDir));
    finishReplacement(profileDir);
    expect(readFileSync(databaseIn(profileDir), 'utf8')).toBe('new');
    expect(existsSync(join(profileDir, 'aside'))).toBe(false);
  });

  it('while it is prepared changes nothing', async () => {
    const profileDir = await usedProfile();
    const old = readFileSync(databaseIn(profileDir));
    expect(() =>
      prepareReplacement(profileDir, 'replaced', now, file => {
        writeFileSync(file, 'half');
        throw new Error('cut');
      }),
    ).toThrow('cut');
    mkdirSync(join(profileDir, 'replacement.draft'));
    writeFileSync(join(profileDir, 'replacement.draft', 'freshet.db'), 'half');
    finishReplacement(profileDir);
    expect(readFileSync(databaseIn(profileDir)).equals(old)).toBe(true);
    expect(readdirSync(profileDir).toSorted()).toEqual(['freshet.db', 'owner.db']);
  });

  it('may begin with nothing: the damaged one is aside, byte for byte', async () => {
    const profileDir = await usedProfile();
    damage(databaseIn(profileDir));
    const old = readFileSync(databaseIn(profileDir));
    startEmpty(profileDir, now);
    const store = await openTestStore({ profileDir });
    expect(store.read.sizes()).toEqual({ feeds: 0, entries: 0 });
    expect(readFileSync(join(profileDir, 'aside', '2026-03-01T12-00-00Z-damaged', 'freshet.db')).equals(old)).toBe(true);
  });
});

describe('a database that is gone or empty', () => {
  it.each(['gone', 'empty'])('is called damaged where there are backups of it: %s', async how => {
    const profileDir = await usedProfile();
    makeBackup(order(profileDir));
    for (const file of readdirSync(profileDir)) if (file.startsWith('freshet.db')) rmSync(join(profileDir, file));
    if (how === 'empty') writeFileSync(databaseIn(profileDir), '');
    await expect(openStore({ profileDir })).rejects.toMatchObject({ code: 'database-damaged' });
    restoreBackup({ profileDir, name: newest(profileDir).name, keepAs: 'damaged', at: now });
    expect(await starsIn(profileDir)).toEqual(['Title e7']);
  });
});

describe('salvaging', () => {
  const salvaged = async (profileDir: string) => {
    const report = salvage({ profileDir, database: databaseIn(profileDir), at: now });
    const stars = await starsIn(profileDir);
    return { report, stars };
  };

  it('of a sound database gives all of it', async () => {
    const { report, stars } = await salvaged(await usedProfile());
    expect(report).toEqual({ feeds: 2, entries: 300, starred: 1, feedsFromBackup: 0, isWhole: true });
    expect(stars).toEqual(['Title e7']);
  });

  it('gives what can be read of one with damaged pages, and counts that are right', async () => {
    const profileDir = await usedProfile();
    damage(databaseIn(profileDir), 0.6);
    const { report } = await salvaged(profileDir);
    expect(report).toMatchObject({ feeds: 2, isWhole: false });
    expect(report.entries).toBeGreaterThan(100);
    const store = await openTestStore({ profileDir });
    expect(allRows(store).length).toBe(store.read.sizes().entries);
    expect(store.read.subscriptions(0).counts.unread).toBe(allRows(store).filter(row => !row.isRead).length);
  });

  it('takes what cannot be read at all from the newest backup', async () => {
    const profileDir = await usedProfile();
    makeBackup(order(profileDir));
    writeFileSync(databaseIn(profileDir), 'no database any more '.repeat(1000));
    const { report, stars } = await salvaged(profileDir);
    expect(report).toEqual({ feeds: 2, entries: 300, starred: 1, feedsFromBackup: 2, isWhole: false });
    expect(stars).toEqual(['Title e7']);
  });

  it('of nothing, with no backup, says so and changes nothing', async () => {
    const profileDir = await usedProfile();
    writeFileSync(databaseIn(profileDir), 'no database any more '.repeat(1000));
    expect(() => salvage({ profileDir, database: databaseIn(profileDir), at: now })).toThrow(
      expect.objectContaining({ code: 'database-damaged' }),
    );
    expect(readdirSync(profileDir).toSorted()).toEqual(['freshet.db', 'owner.db']);
  });
});

it('tells what the profile takes by kind and by feed', async () => {
  const profileDir = await usedProfile();
  makeBackup(order(profileDir));
  const sizes = measureStorage(profileDir, databaseIn(profileDir));
  expect(sizes.feeds).toMatchObject([{ title: 'Example', entries: 300, isRemoved: false }]);
  expect(sizes.feeds[0]?.bytes).toBeGreaterThan(300 * 500);
  expect(Object.values(sizes.kinds).reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(sizes.databaseBytes);
  expect(sizes.kinds.articles).toBeGreaterThan(sizes.kinds.journal);
  expect(sizes.backupBytes).toBeGreaterThan(100_000);
});

it('gives free space back while others read', async () => {
  const profileDir = await usedProfile();
  const connection = openConnection(databaseIn(profileDir), { readOnly: false });
  connection.exec("UPDATE entry_body SET content_html = ''");
  connection.close();
  const store = await openTestStore({ profileDir });
  expect(measureStorage(profileDir, databaseIn(profileDir)).lastCompactMs).toBeNull();
  const compacting = store.write.compact();
  expect(allRows(store)).toHaveLength(300);
  expect((await compacting).freedBytes).toBeGreaterThan(50_000);
  expect(allRows(store)).toHaveLength(300);
  expect(measureStorage(profileDir, databaseIn(profileDir)).lastCompactMs).toBeGreaterThan(0);
});
