import { copyFileSync, rmSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { migrations } from '../../../worker/store/migrations/all.ts';
import { newProfile, startReader } from '../../e2e/reader.ts';
import { buildDatabase, databaseOf } from '../store/profile.ts';
import { table } from '../table.ts';
import { emptyPageFrames, type Figures, measureWindow } from './measure-window.ts';
import { watchPage } from './watch-page.ts';

/**
 * `npm run bench:window [-- --entries N --feeds N --rounds N]`: what the user waits for, in the real window in Chromium over a large
 * profile and the real worker. Every round opens a fresh tab. The profile is built once and kept; nothing is fetched.
 */
const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '100000' },
    feeds: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '5' },
    keep: { type: 'string', default: join(import.meta.dirname, '../../../.cache/bench-window') },
  },
});
const entries = Number(values.entries);
const feeds = Number(values.feeds);
const rounds = Number(values.rounds);

const file = join(values.keep, `${feeds}-${entries}-${migrations.length}.db`);
buildDatabase(file, { feeds, entries, folders: 20 }, words => console.error(`building the profile: ${words}`));
const profile = newProfile();
copyFileSync(file, databaseOf(profile.dir));
// Its feeds are at addresses that nobody has: none may be asked.
const database = new DatabaseSync(databaseOf(profile.dir));
database.exec('UPDATE feed SET is_paused = 1');
database.close();

const reader = await startReader({ profileDir: profile.dir });
const measured: Figures[] = [];
const empty: number[] = [];
try {
  for (let round = 1; round <= rounds; round += 1) {
    console.error(`round ${round} of ${rounds}`);
    const window = await reader.openWindow({ prepare: watchPage });
    measured.push(await measureWindow(window.page));
    empty.push(await emptyPageFrames(window.page));
    await window.close();
  }
} finally {
  await reader.stop();
  rmSync(profile.dir, { recursive: true, force: true });
}

type Row = readonly [name: string, bound: string, of: (figures: Figures) => number];
const shown: readonly Row[] = [
  ['page asked for to first paint, ms', '300', figures => figures.firstPaintMs],
  ['page asked for to list on screen, ms', '', figures => figures.firstListMs],
  ['click to another list on screen, p50 ms', '', figures => figures.listMs.p50],
  ['click to another list on screen, p95 ms', '', figures => figures.listMs.p95],
  ['key to article on screen, p50 ms', '', figures => figures.articleMs.p50],
  ['key to article on screen, p95 ms', '50', figures => figures.articleMs.p95],
  ['scroll: frame p95, ms', '18', figures => figures.scroll.p95],
  ['scroll: frames over 34 ms, %', `empty page + 1`, figures => figures.scroll.slowShare],
  ['j held down: frame p95, ms', '', figures => figures.held.p95],
  ['j held down: articles a second', '', figures => figures.heldPerSecond],
  ['search as one types: key to results, p50 ms', '', figures => figures.searchMs.p50],
  ['search as one types: key to results, p95 ms', '100', figures => figures.searchMs.p95],
  ['mark all of a feed read: key to done on screen, ms', '', figures => figures.markAllMs],
  ['memory of the page, MB', '', figures => figures.memoryMb],
  ['memory grown by 1,000 opened articles, MB', '30', figures => figures.grownMb],
];
console.log(
  [
    `${feeds} feeds, ${entries} articles, Chromium in a window of 1280 by 800. Medians of ${rounds} rounds (min–max).`,
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}.`,
    '',
    table([
      ['', 'measured', 'bound'],
      ...shown.map(([name, bound, of]) => [name, range(measured.map(of)), bound]),
      ['an empty page: frames over 34 ms, %', range(empty), ''],
    ]),
  ].join('\n'),
);

function range(figures: readonly number[]): string {
  const sorted = figures.toSorted((one, other) => one - other);
  const at = (index: number) => (sorted[index] ?? Number.NaN).toFixed(1);
  return `${at(Math.floor(sorted.length / 2))} (${at(0)}–${at(sorted.length - 1)})`;
}
