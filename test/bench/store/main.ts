import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, copyFileSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { forkChild } from '../../../worker/host/forked-child.ts';
import { createHostLog } from '../../../worker/host/host-log.ts';
import { createWorkerHost, type WorkerHost } from '../../../worker/host/worker-host.ts';
import type { EntryScope, EntryView } from '../../../worker/protocol/entry-lists.ts';
import type { Method, Params, Result } from '../../../worker/protocol/methods.ts';
import { migrations } from '../../../worker/store/migrations/all.ts';
import { createReadStore } from '../../../worker/store/read-store.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import type { FarmMessage } from '../refresh/feed-farm.ts';
import { processUse } from '../refresh/process-use.ts';
import { table } from '../table.ts';
import { buildDatabase, databaseOf, pointFeedsAt, profileNow } from './profile.ts';
import { searchRows } from './search-rows.ts';

/**
 * `npm run bench:store [-- --entries N --feeds N --rounds N --only search|lists|starts]`: every read that the window makes on a large profile, in the worker's own thread,
 * then asked by a host while nothing happens and while a refresh writes 20 new articles in each feed. The profile is built once and kept.
 */
const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '1000000' },
    feeds: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
    keep: { type: 'string', default: join(import.meta.dirname, '../../../.cache/bench-store') },
  },
});
const entries = Number(values.entries);
const feeds = Number(values.feeds);
const rounds = Number(values.rounds);
const newInEach = 20;

type Read = readonly [name: string, boundMs: number, run: (turn: number) => unknown];

const file = join(values.keep, `${feeds}-${entries}-${migrations.length}-indexed.db`);
buildDatabase(file, { feeds, entries, folders: 26 }, words => console.error(`building the profile: ${words}`));
if (values.only === 'lists') {
  console.log(inThread(file));
  process.exit();
}
if (values.only === 'search') {
  console.log(inSearchThread(file));
  process.exit();
}
const profileDir = mkdtempSync(join(tmpdir(), 'freshet-bench-store-'));
copyWhole(file, databaseOf(profileDir));
const farm = fork(join(import.meta.dirname, '../refresh/feed-farm.ts'), [String(feeds), '200', String(newInEach)]);
try {
  const [ready] = (await once(farm, 'message')) as [Extract<FarmMessage, { kind: 'ready' }>];
  pointFeedsAt(databaseOf(profileDir), ready.urls);
  console.log(
    [
      `${feeds} feeds, ${entries} articles, ${(statSync(databaseOf(profileDir)).size / 2 ** 20).toFixed(0)} MB on the disk; ${rounds} rounds, ms.`,
      `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}.`,
      '',
      await starts(),
      ...(values.only === 'starts'
        ? []
        : ['', inThread(databaseOf(profileDir)), '', inSearchThread(databaseOf(profileDir)), '', await throughWorker(ready.urls.length)]),
    ].join('\n'),
  );
} finally {
  farm.disconnect();
  rmSync(profileDir, { recursive: true, force: true });
}

/** The reads by themselves, on a connection as the front thread has it. */
function inThread(database: string): string {
  const connection = openConnection(database, { readOnly: true });
  connection.exec('PRAGMA cache_size = -16000; PRAGMA query_only = ON');
  const store = createReadStore(connection, dirname(database), '');
  const open = (scope: EntryScope, fields: Partial<EntryView> = {}) =>
    store.openView({ scope, onlyUnread: false, order: 'newest', ...fields }, null, 50);
  const paging = (scope: EntryScope, fields: Partial<EntryView> = {}) => {
    const list = open(scope, fields);
    let { rows } = list;
    let index = 0;
    return () => {
      const last = rows.at(-1);
      index += rows.length;
      ({ rows } = store.page(list.query, index, 50, last ?? null, null));
      if (rows.length > 0) return;
      ({ rows } = list);
      index = 0;
    };
  };
  const jumping = (scope: EntryScope, fields: Partial<EntryView> = {}) => {
    const { query, total } = open(scope, fields);
    return (turn: number) => store.page(query, Math.floor((total * ((turn * 7_919) % 1_000)) / 1_000), 50, null, null);
  };
  const feed = (turn: number): EntryScope => ({ kind: 'feed', feedId: 1 + ((turn * 37) % feeds) });
  const day = profileNow - 12 * 3_600_000;
  const all: readonly Read[] = [
    ['sidebar: counts', 2, () => store.counts(day)],
    ['sidebar: all feeds', 2, () => store.subscriptions(day)],
    ['unread in all', 2, () => store.unreadTotal()],
    ['open All', 2, () => open({ kind: 'all' })],
    ['open Unread', 2, () => open({ kind: 'unread' })],
    ['open Unread, oldest first', 2, () => open({ kind: 'unread' }, { order: 'oldest' })],
    ['open Today', 2, () => open({ kind: 'today', from: day })],
    ['open Starred', 2, () => open({ kind: 'starred' })],
    ['open Read later', 2, () => open({ kind: 'later' })],
    ['open Recently read', 2, () => open({ kind: 'recent' })],
    ['open a label of a twentieth of all', 2, () => open({ kind: 'label', labelId: 1 })],
    ['open that label, unread only', 2, () => open({ kind: 'label', labelId: 1 }, { onlyUnread: true })],
    ['open a small label', 2, () => open({ kind: 'label', labelId: 2 })],
    ['next page of Recently read', 2, paging({ kind: 'recent' })],
    ['next page of the large label', 2, paging({ kind: 'label', labelId: 1 })],
    ['jump anywhere in Recently read', 2, jumping({ kind: 'recent' })],
    ['jump anywhere in the large label', 2, jumping({ kind: 'label', labelId: 1 })],
    ['open a feed', 2, turn => open(feed(turn))],
    ['open a feed, unread only', 2, turn => open(feed(turn), { onlyUnread: true })],
    ['open a folder of a fifth of all feeds', 2, () => open({ kind: 'folder', folderId: 1 })],
    ['open that folder, unread only', 2, () => open({ kind: 'folder', folderId: 1 }, { onlyUnread: true })],
    ['open a small folder', 2, turn => open({ kind: 'folder', folderId: 2 + (turn % 25) })],
    ['next page of All', 2, paging({ kind: 'all' })],
    ['next page of Unread', 2, paging({ kind: 'unread' })],
    ['next page of the large folder', 2, paging({ kind: 'folder', folderId: 1 })],
    ['open All, by feed', 2, () => open({ kind: 'all' }, { byFeed: true })],
    ['next page of All, by feed', 2, paging({ kind: 'all' }, { byFeed: true })],
    ['open Unread, by feed', 2, () => open({ kind: 'unread' }, { byFeed: true })],
    ['next page of Unread, by feed', 2, paging({ kind: 'unread' }, { byFeed: true })],
    ['next page of Starred, by feed', 2, paging({ kind: 'starred' }, { byFeed: true })],
    ['next page of the large label, by feed', 2, paging({ kind: 'label', labelId: 1 }, { byFeed: true })],
    ['next page of the large folder, by feed', 2, paging({ kind: 'folder', folderId: 1 }, { byFeed: true })],
    ['jump anywhere in All, by feed', 2, jumping({ kind: 'all' }, { byFeed: true })],
    ['jump anywhere in All', 2, jumping({ kind: 'all' })],
    ['jump anywhere in Unread', 2, jumping({ kind: 'unread' })],
    [
      'count new in All',
      2,
      (() => {
        const { query } = open({ kind: 'all' });
        return () => store.countNew(query);
      })(),
    ],
    [
      'next unread of All',
      2,
      (() => {
        const { query } = open({ kind: 'all' });
        return (turn: number) => store.findUnread(query, turn, 1);
      })(),
    ],
    ['open an article', 2, turn => store.entry(1 + ((turn * 48_271) % entries))],
  ];
  const rows = all.map(([name, bound, run]) => row(name, bound, sample(run)));
  connection.close();
  return table([['in the worker', 'p50', 'p95', 'p99', 'max', 'bound p99'], ...rows]);
}

/** The searches by themselves, each as if it were new. */
function inSearchThread(database: string): string {
  const connection = openConnection(database, { readOnly: true });
  connection.exec('PRAGMA cache_size = -16000; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY');
  const rows = searchRows(connection).map(([name, bound, run]) =>
    row(name, bound, sample(run, Number.isNaN(bound) ? Math.min(rounds, 5) : rounds)),
  );
  connection.close();
  return table([['in the search thread', 'p50', 'p95', 'p99', 'max', 'bound p99'], ...rows]);
}

function sample(run: (turn: number) => unknown, times = rounds): readonly number[] {
  run(0);
  return Array.from({ length: times }, (_, turn) => {
    const startedAt = performance.now();
    run(turn + 1);
    return performance.now() - startedAt;
  });
}

/** From the fork to the first page, at this size and at the one that has a bound. */
async function starts(): Promise<string> {
  const small = join(values.keep, `${feeds}-50000-${migrations.length}-indexed.db`);
  buildDatabase(small, { feeds, entries: 50_000, folders: 26 }, words => console.error(`building a small profile: ${words}`));
  const smallDir = mkdtempSync(join(tmpdir(), 'freshet-bench-start-'));
  try {
    copyWhole(small, databaseOf(smallDir));
    return table([
      ['start to the first page', 'p50', 'p95', 'p99', 'max', 'bound p99'],
      row('50000 articles', 300, await startTimes(smallDir, false)),
      row('50000 articles, after an unclean end', Number.NaN, await startTimes(smallDir, true)),
      row(`${entries} articles`, Number.NaN, await startTimes(profileDir, false)),
      row(`${entries} articles, after an unclean end`, Number.NaN, await startTimes(profileDir, true)),
    ]);
  } finally {
    rmSync(smallDir, { recursive: true, force: true });
  }
}

async function startTimes(dir: string, isUnclean: boolean): Promise<readonly number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < 7; turn += 1) {
    if (isUnclean) writeFileSync(join(dir, 'freshet.open'), '1\n');
    const startedAt = performance.now();
    const host = hostOf(dir);
    await host.settled();
    const outcome = await host.request('entries.open', {
      view: { scope: { kind: 'all' }, onlyUnread: false, order: 'newest' },
      anchorId: null,
      limit: 50,
    });
    if (!outcome.ok) throw new Error(outcome.error.message);
    times.push(performance.now() - startedAt);
    await host.stop();
  }
  rmSync(join(dir, 'freshet.open'), { force: true });
  return times;
}

function hostOf(dir: string): WorkerHost {
  return createWorkerHost({
    fork: () => forkChild({ entry: join(import.meta.dirname, '../../../dist/worker/main.js') }),
    start: () => ({ profileDir: dir, addresses: [], intervalMs: null, liftLimitsForLoopback: true, version: 'bench', mode: 'batch' }),
    log: createHostLog({ file: null }),
  });
}

/** On the disk too, so that nothing is measured while the system still writes it. */
function copyWhole(from: string, to: string): void {
  copyFileSync(from, to);
  const copy = openSync(to, 'r+');
  fsyncSync(copy);
  closeSync(copy);
}

async function throughWorker(farmFeeds: number): Promise<string> {
  const host = hostOf(profileDir);
  const health = await host.settled();
  if (health.state !== 'ready') throw new Error(`The worker is ${health.state}.`);
  const ask = async <M extends Method>(method: M, params: Params<M>): Promise<Result<M>> => {
    const outcome = await host.request(method, params);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.result;
  };
  const view: EntryView = { scope: { kind: 'all' }, onlyUnread: false, order: 'newest' };
  await ask('entries.open', { view, anchorId: null, limit: 50 });
  const memory = () => processUse(health.pid)?.peakMb ?? Number.NaN;
  await pause(2_000);
  const idleMemory = (await ask('worker.status', {})).memoryBytes / 2 ** 20;

  const reads: readonly Read[] = [
    ['sidebar: counts', 20, () => ask('subscriptions.counts', {})],
    ['sidebar: all feeds', 20, () => ask('subscriptions.list', {})],
    ['open Unread', 20, () => ask('entries.open', { view: { ...view, scope: { kind: 'unread' } }, anchorId: null, limit: 50 })],
    [
      'open a feed',
      20,
      turn =>
        ask('entries.open', { view: { ...view, scope: { kind: 'feed', feedId: 1 + ((turn * 37) % feeds) } }, anchorId: null, limit: 50 }),
    ],
    [
      'open the large folder',
      20,
      () => ask('entries.open', { view: { ...view, scope: { kind: 'folder', folderId: 1 } }, anchorId: null, limit: 50 }),
    ],
    ['open an article', 20, turn => ask('entries.get', { id: 1 + ((turn * 48_271) % entries) })],
    [
      'mark one read',
      60,
      turn => ask('entries.setRead', { ids: [1 + ((turn * 7_919) % entries)], isRead: turn % 2 === 0, cause: 'command' }),
    ],
  ];
  const measure = async (isOver: (turn: number) => boolean) => {
    const times = new Map<string, number[]>(reads.map(([name]) => [name, []]));
    for (let turn = 0; !isOver(turn); turn += 1) {
      for (const [name, , run] of reads) {
        const from = performance.now();
        await run(turn);
        times.get(name)?.push(performance.now() - from);
      }
      await pause(10);
    }
    return times;
  };
  const idle = await measure(turn => turn >= Math.min(rounds, 100));
  let isRefreshed = false;
  const refresh = ask('refresh.run', { scope: { kind: 'all' }, force: true }).then(summary => {
    isRefreshed = true;
    return summary;
  });
  const busy = await measure(() => isRefreshed);
  const summary = await refresh;
  const { query } = await ask('entries.open', { view: { ...view, scope: { kind: 'unread' } }, anchorId: null, limit: 50 });
  const markFrom = performance.now();
  let isMarked = false;
  const marking = ask('entries.markAllRead', { query }).then(change => {
    isMarked = true;
    return change;
  });
  const whileMarking = await measure(() => isMarked);
  const change = await marking;
  const markMs = performance.now() - markFrom;
  const undoFrom = performance.now();
  await ask('changes.undo', { changeId: change.id });
  const undoMs = performance.now() - undoFrom;
  const peak = memory();
  await host.stop();

  const rows = (times: ReadonlyMap<string, readonly number[]>) => reads.map(([name, bound]) => row(name, bound, times.get(name) ?? []));
  const head = (words: string) => [words, 'p50', 'p95', 'p99', 'max', 'bound p99'];
  const per100k = (ms: number) => ((ms / Math.max(1, change.count)) * 100_000).toFixed(0);
  return [
    table([head('asked by a host, idle'), ...rows(idle)]),
    '',
    table([head(`… while a refresh writes ${summary.newEntries} articles`), ...rows(busy)]),
    '',
    table([head('… while all are marked read'), ...rows(whileMarking)]),
    '',
    `Refresh of ${farmFeeds} feeds: ${(summary.durationMs / 1_000).toFixed(1)} s.`,
    `Mark ${change.count} read: ${markMs.toFixed(0)} ms, ${per100k(markMs)} ms per 100,000 (bound 1000, with its undo); undo ${undoMs.toFixed(0)} ms, ${per100k(undoMs)} per 100,000.`,
    `Memory of the worker: ${idleMemory.toFixed(0)} MB idle (bound 150), ${peak.toFixed(0)} MB at most.`,
  ].join('\n');
}

function row(name: string, bound: number, times: readonly number[]): readonly string[] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(2);
  return [name, at(0.5), at(0.95), at(0.99), at(1), Number.isNaN(bound) ? '' : `${bound}`];
}
