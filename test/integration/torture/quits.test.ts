import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openStore } from '../../../worker/store/open-store.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import { randomFrom } from '../../helpers/seeded-random.ts';
import { allRows, namedEntry, now, subscribe } from '../../helpers/store.ts';
import { createWorkerFixture } from '../../helpers/worker-fixture.ts';
import { newProfileDir } from '../../helpers/worker-process.ts';

const quits = Number(process.env['FRESHET_TEST_QUITS'] ?? 6);
const { start } = createWorkerFixture();

it(
  `has after ${quits} quits at random moments what was confirmed before them, and ends within 3 seconds`,
  async () => {
    const profileDir = newProfileDir();
    const store = await openStore({ profileDir, now: () => now });
    await subscribe(store, 'https://example.org/feed', { entries: Array.from({ length: 50 }, (_, index) => namedEntry(`e${index}`)) });
    const ids = allRows(store).map(row => row.id);
    await store.close();
    const confirmed = new Map<number, boolean>();
    let actions = 0;
    let slowestMs = 0;
    for (let run = 0; run < quits; run += 1) {
      const random = randomFrom(run + 1);
      const worker = await start({ profileDir });
      const open = new Map<number, boolean>();
      const acting = (async () => {
        for (;;) {
          const id = ids[Math.floor(random() * ids.length)] ?? 0;
          const isStarred = random() < 0.5;
          open.set(id, isStarred);
          await worker.call('entries.setStarred', { ids: [id], isStarred });
          confirmed.set(id, isStarred);
          open.delete(id);
          actions += 1;
        }
      })().catch(() => undefined);
      if (run % 3 === 0) void worker.call('backups.make', {}).catch(() => undefined);
      await delay(random() * 300);
      const askedAt = performance.now();
      if (run % 2 === 0) worker.kill('SIGTERM');
      else worker.post({ kind: 'stop' });
      const { signal } = await worker.exited;
      slowestMs = Math.max(slowestMs, performance.now() - askedAt);
      // Killed by itself only where SQLite would have held it up.
      expect([null, 'SIGKILL']).toContain(signal);
      await acting;
      const connection = openConnection(join(profileDir, 'freshet.db'), { readOnly: false });
      const stars = new Map(
        connection
          .all<{ id: number; on: number }>('SELECT entry_id AS id, is_starred AS "on" FROM entry_state')
          .map(({ id, on }) => [id, on === 1]),
      );
      expect(connection.all('PRAGMA integrity_check')).toMatchObject([{ integrity_check: 'ok' }]);
      connection.close();
      for (const [id, isStarred] of confirmed) {
        if (stars.get(id) !== isStarred) expect({ run, id, found: stars.get(id) }).toEqual({ run, id, found: open.get(id) });
        confirmed.set(id, stars.get(id) ?? false);
      }
    }
    process.stdout.write(`${quits} quits: ${actions} confirmed actions, none lost; the slowest end took ${Math.round(slowestMs)} ms\n`);
    expect(slowestMs).toBeLessThan(3_000);
  },
  60_000 + quits * 20_000,
);
