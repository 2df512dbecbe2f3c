import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { listBackups } from '../../../worker/backup/list-backups.ts';
import { migrations } from '../../../worker/store/migrations/all.ts';
import { openStore } from '../../../worker/store/open-store.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import { randomFrom } from '../../helpers/seeded-random.ts';
import { temporaryFolder } from '../../helpers/store.ts';
import type { FromStoreChild } from '../../helpers/store-child.ts';
import { forkStore, heard, kill } from '../../helpers/store-process.ts';

const kills = Number(process.env['FRESHET_TEST_KILLED_MIGRATIONS'] ?? 8);
const entries = 3_000;

/** As the first schema left it. */
function oldProfile(): string {
  const profileDir = temporaryFolder();
  const connection = openConnection(join(profileDir, 'freshet.db'), { readOnly: false });
  connection.exec(`PRAGMA journal_mode = WAL; ${migrations[0]} PRAGMA application_id = ${0x46524553}; PRAGMA user_version = 1`);
  connection.exec(`
    INSERT INTO feed (feed_url, position, added_at) VALUES ('https://example.org/old', 1, 0);
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${entries})
      INSERT INTO entry (feed_id, seen_at, title, author, snippet, link_key, content_hash) SELECT 1, n, 'Title ' || n, '', 'snippet', n, n FROM number;
    INSERT INTO entry_state (entry_id, feed_id, sort_at, is_starred, starred_at) SELECT id, 1, id, id % 10 = 0, iif(id % 10 = 0, 1, NULL) FROM entry;
    INSERT INTO entry_body (entry_id, categories, summary_html, content_html) SELECT id, '[]', '', hex(randomblob(500)) FROM entry;
  `);
  connection.close();
  return profileDir;
}

const isOpened = (message: FromStoreChild): message is Extract<FromStoreChild, { kind: 'opened' }> => message.kind === 'opened';

it(
  `ends in the old schema or the new one, with everything in it, when its migration is killed ${kills} times`,
  async () => {
    const startedAt = performance.now();
    const whole = forkStore(oldProfile(), { name: 'hold' });
    await heard(whole, isOpened);
    const tookMs = performance.now() - startedAt;
    await kill(whole);

    const versions = new Map<number, number>();
    for (let run = 0; run < kills; run += 1) {
      const random = randomFrom(run + 1);
      const profileDir = oldProfile();
      const child = forkStore(profileDir, { name: 'hold' });
      await Promise.race([delay(tookMs * (0.4 + 0.6 * random())), heard(child, isOpened)]);
      await kill(child);
      const connection = openConnection(join(profileDir, 'freshet.db'), { readOnly: false });
      const version = connection.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
      versions.set(version, (versions.get(version) ?? 0) + 1);
      expect(connection.all('PRAGMA integrity_check')).toMatchObject([{ integrity_check: 'ok' }]);
      connection.close();
      // A backup that is there is whole, whatever was cut off.
      for (const { holds } of listBackups(profileDir)) expect(holds).toEqual({ feeds: 1, entries, starred: entries / 10 });
      const store = await openStore({ profileDir });
      expect(store.read.sizes()).toEqual({ feeds: 1, entries });
      expect(store.read.openView({ scope: { kind: 'starred' }, onlyUnread: false, order: 'newest' }, null, 1).total).toBe(entries / 10);
      await store.close();
    }
    process.stdout.write(
      `${kills} killed migrations ended in ${[...versions].map(([version, count]) => `schema ${version}: ${count}`).join(', ')}\n`,
    );
  },
  60_000 + kills * 20_000,
);
