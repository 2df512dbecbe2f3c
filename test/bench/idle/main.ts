import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { migrations } from '../../../worker/store/migrations/all.ts';
import { newProfile, startReader } from '../../e2e/reader.ts';
import { buildDatabase, databaseOf } from '../store/profile.ts';
import { table } from '../table.ts';
import { childrenOf, threadUse } from './thread-use.ts';

/**
 * `npm run bench:idle [-- --seconds N --settle N]`: what host and worker take when nothing is to be done, without a page and with one
 * open. Over the profile of `bench:window`, whose feeds are paused; Linux only.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    settle: { type: 'string', default: '20' },
    entries: { type: 'string', default: '100000' },
    feeds: { type: 'string', default: '300' },
    keep: { type: 'string', default: join(import.meta.dirname, '../../../.cache/bench-window') },
  },
});
const seconds = Number(values.seconds);
const settleMs = Number(values.settle) * 1_000;
/** Two minutes after a start come the backup of the day and what is to be forgotten, over a fresh profile all of it: that is no rest. */
const dailyWorkMs = 150_000;

const file = join(values.keep, `${values.feeds}-${values.entries}-${migrations.length}.db`);
buildDatabase(file, { feeds: Number(values.feeds), entries: Number(values.entries), folders: 20 }, words => console.error(words));
const profile = newProfile();
copyFileSync(file, databaseOf(profile.dir));
const database = new DatabaseSync(databaseOf(profile.dir));
database.exec('UPDATE feed SET is_paused = 1');
database.close();

const reader = await startReader({ profileDir: profile.dir });
try {
  const host = reader.process.pid ?? 0;
  const [worker = 0] = childrenOf(host);
  console.error(`${dailyWorkMs / 1_000} s for the work of the day`);
  await pause(dailyWorkMs);
  const alone = await idle('no page open', host, worker);
  const { page } = await reader.openWindow();
  await page.getByRole('option').first().waitFor();
  const open = await idle('a page open', host, worker);
  console.log(table([['', 'host, %', 'worker, %', 'both, %', 'bound', 'wakes a second: host', 'worker'], alone, open]));
} finally {
  await reader.stop();
  rmSync(profile.dir, { recursive: true, force: true });
}

async function idle(name: string, host: number, worker: number): Promise<readonly string[]> {
  console.error(`${name}: ${values.settle} s to come to rest, ${seconds} s measured`);
  await pause(settleMs);
  const before = [threadUse(host), threadUse(worker)] as const;
  await pause(seconds * 1_000);
  const after = [threadUse(host), threadUse(worker)] as const;
  const [hostShare, workerShare] = [0, 1].map(index => ((after[index]?.cpuMs ?? 0) - (before[index]?.cpuMs ?? 0)) / seconds / 10);
  const [hostWakes, workerWakes] = [0, 1].map(index => ((after[index]?.wakes ?? 0) - (before[index]?.wakes ?? 0)) / seconds);
  const percent = (share = 0): string => share.toFixed(3);
  const rate = (wakes = 0): string => wakes.toFixed(1);
  return [
    name,
    percent(hostShare),
    percent(workerShare),
    percent((hostShare ?? 0) + (workerShare ?? 0)),
    '0.2',
    rate(hostWakes),
    rate(workerWakes),
  ];
}
