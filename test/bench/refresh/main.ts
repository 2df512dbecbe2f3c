import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median, table } from '../table.ts';
import type { FarmMessage, FarmMood } from './feed-farm.ts';
import { type Freshet, type FreshetFigures, openFreshet } from './freshet.ts';
import { type Figures, isInstalled, type Peer, peerKinds } from './peers.ts';

/**
 * `npm run bench:refresh [-- --runs N --feeds N --cases cold,unchanged,… --no-peers --patience SECONDS]`: what a refresh takes,
 * beside other readers that are installed, in the same run and from the same farm of feeds.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    feeds: { type: 'string', default: '1000' },
    cases: { type: 'string', default: 'cold,latency,failing,hundred' },
    'no-peers': { type: 'boolean', default: false },
    patience: { type: 'string', default: '180' },
  },
});
const runs = Number(values.runs);
const feeds = Number(values.feeds);
const patienceMs = Number(values.patience) * 1_000;
const wanted = new Set(values.cases.split(','));
const calm: FarmMood = { latencyMs: 0, news: 0, failing: 0 };
const latency: FarmMood = { ...calm, latencyMs: 150 };

interface Bound {
  /** Of the best peer's wall, and of its CPU time. */
  readonly wall?: number;
  readonly cpu?: number;
}

const bounds: Readonly<Record<string, Bound>> = {
  cold: { wall: 0.45, cpu: 0.65 },
  unchanged: { wall: 0.15 },
  '2 new entries in each': { wall: 0.2 },
  '150 ms latency, cold': { wall: 0.45 },
  '150 ms latency, unchanged': { wall: 0.3 },
  '1 in 10 failing': { wall: 0.5 },
  '100 feeds, cold': { wall: 0.8 },
};

let current: FarmMood = calm;
const results = new Map<string, Map<string, Figures[]>>();
const windows = new Map<string, (Pick<FreshetFigures, 'loop' | 'page' | 'action'> & Partial<FreshetFigures>)[]>();

function note(name: string, who: string, figures: Figures): void {
  const byWho = results.get(name) ?? new Map<string, Figures[]>();
  results.set(name, byWho);
  byWho.set(who, [...(byWho.get(who) ?? []), figures]);
}

const farm = fork(join(import.meta.dirname, 'feed-farm.ts'), [String(feeds), '200', '50']);
const { urls } = (await heard(farm)) as Extract<FarmMessage, { kind: 'ready' }>;
try {
  for (let run = 1; run <= runs; run += 1) {
    if (wanted.has('cold')) {
      await series(run, urls, [
        ['cold', calm],
        ['unchanged', calm],
        ['2 new entries in each', { ...calm, news: 2 * run }],
      ]);
    }
    if (wanted.has('latency')) {
      await series(run, urls, [
        ['150 ms latency, cold', latency],
        ['150 ms latency, unchanged', latency],
      ]);
    }
    if (wanted.has('failing')) {
      const half = urls.slice(0, Math.ceil(feeds / 2));
      await series(run, half, [['500 feeds, none failing', calm]], false);
      await series(run, half, [['1 in 10 failing', { ...calm, failing: 10 }]]);
    }
    if (wanted.has('hundred')) await series(run, urls.slice(0, 100), [['100 feeds, cold', calm]]);
  }
} finally {
  farm.disconnect();
}
console.log(report());

/** The steps one after the other, each reader with a profile of its own. By turns, so that a slow moment of the machine meets all of them. */
async function series(
  run: number,
  some: readonly string[],
  steps: readonly (readonly [string, FarmMood])[],
  withPeers = true,
): Promise<void> {
  const peers: Peer[] = [];
  if (withPeers && !values['no-peers']) {
    for (const kind of peerKinds) if (isInstalled(kind.program)) peers.push(await kind.open(some));
  }
  const freshet = await openFreshet(some);
  try {
    if (run === 1 && !windows.has('idle')) windows.set('idle', [await freshet.idle(2_000)]);
    for (const [name, mood] of steps) {
      await setMood({ ...mood, news: Math.max(mood.news, current.news) });
      await step(run, name, freshet, peers);
    }
  } finally {
    await freshet.close();
    for (const peer of peers) peer.close();
  }
}

async function step(run: number, name: string, freshet: Freshet, peers: readonly Peer[]): Promise<void> {
  console.error(`run ${run} of ${runs}: ${name}`);
  const own = await freshet.refresh();
  note(name, freshet.name, own);
  windows.set(name, [...(windows.get(name) ?? []), own]);
  if (name.includes('unchanged')) for (const peer of peers) await peer.prepareUnchanged?.(patienceMs);
  for (const peer of peers) note(name, peer.name, await peer.refresh(patienceMs));
}

async function setMood(mood: FarmMood): Promise<void> {
  current = mood;
  const settled = heard(farm);
  farm.send(mood);
  await settled;
}

async function heard(child: ChildProcess): Promise<unknown> {
  const exited = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The farm ended with ${code}.`)));
  const [message] = await Promise.race([once(child, 'message'), exited]);
  exited.catch(() => undefined);
  return message;
}

function report(): string {
  const left = peerKinds.filter(({ program }) => !isInstalled(program)).map(({ name }) => name);
  const rows = [...results].flatMap(([name, byWho]) => rowsOf(name, byWho));
  const seen = [...windows].map(([name, all]) => [
    name,
    ...[
      (one: (typeof all)[number]) => one.loop.p99,
      (one: (typeof all)[number]) => one.loop.max,
      (one: (typeof all)[number]) => one.page.p99,
      (one: (typeof all)[number]) => one.action.p99,
    ].map(pick => median(all.map(pick)).toFixed(1)),
  ]);
  return [
    `${feeds} feeds of 50 entries (61 KB, 16 KB packed) on 200 loopback addresses; ${runs} run(s), medians (least–most).`,
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}.`,
    values['no-peers'] ? 'Peers left out as wished.' : left.length > 0 ? `Not installed, and left out: ${left.join(', ')}.` : '',
    '',
    table([['', 'reader', 'wall s', 'CPU s', 'peak MB', 'of best wall', 'bound', 'of its CPU', 'bound'], ...rows]),
    '',
    ...healthyWords(),
    'What the window feels meanwhile, ms (bounds: loop p99 idle + 1, max 8; read p99 20; action p99 60):',
    table([['', 'loop p99', 'loop max', 'read p99', 'action p99'], ...seen]),
  ].join('\n');
}

function rowsOf(name: string, byWho: ReadonlyMap<string, readonly Figures[]>): readonly (readonly string[])[] {
  const bound = bounds[name] ?? {};
  const peers = [...byWho].filter(([who]) => who !== 'freshet').map(([, all]) => all);
  const best = peers.toSorted((a, b) => median(a.map(wallOf)) - median(b.map(wallOf)))[0];
  return [...byWho].map(([who, all]) => {
    const isOwn = who === 'freshet' && best !== undefined;
    const ratio = (pick: (figures: Figures) => number) => (isOwn ? `${(median(all.map(pick)) / median(best.map(pick))).toFixed(2)} x` : '');
    const shown = (value: number | undefined) => (isOwn && value !== undefined ? `${value} x` : '');
    const stopped = all.some(figures => figures.wasStopped === true) ? '> ' : '';
    return [
      who === 'freshet' ? name : '',
      who,
      `${stopped}${span(all.map(wallOf))}`,
      span(all.map(figures => figures.cpu)),
      Math.max(...all.map(figures => figures.peakMb)).toFixed(0),
      ratio(wallOf),
      shown(bound.wall),
      ratio(figures => figures.cpu),
      shown(bound.cpu),
    ];
  });
}

function healthyWords(): readonly string[] {
  const [failing, none] = [windows.get('1 in 10 failing'), windows.get('500 feeds, none failing')];
  if (failing === undefined || none === undefined) return [];
  const healthy = median(failing.map(one => one.healthyWall ?? Number.NaN));
  const without = median(none.map(one => one.healthyWall ?? Number.NaN));
  return [
    `With 1 in 10 failing the healthy feeds are stored after ${healthy.toFixed(2)} s, ${(healthy / without).toFixed(2)} x the time without failures (bound: 1.5).`,
    '',
  ];
}

function wallOf({ wall }: Figures): number {
  return wall;
}

function span(all: readonly number[]): string {
  const middle = median(all).toFixed(2);
  return all.length === 1 ? middle : `${middle} (${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)})`;
}
