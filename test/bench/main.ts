import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CaseName, CaseResult } from './refresh-case.ts';
import { median, range, table } from './table.ts';

/** `npm run bench [-- --runs N --feeds N]`: what a refresh costs the process that draws the window, with the worker and without. */
const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, feeds: { type: 'string', default: '200' } } });
const runs = Number(values.runs);
const entriesPerFeed = 50;
const cases: readonly CaseName[] = ['idle', 'worker', 'own thread'];

const farm = fork(join(import.meta.dirname, 'feed-farm.ts'), [values.feeds, String(entriesPerFeed)]);
const addresses = (await answerOf(farm)) as readonly string[];
const results = new Map<CaseName, CaseResult[]>(cases.map(name => [name, []]));
try {
  // By turns, so that a slow moment of the machine meets all of them.
  for (let run = 1; run <= runs; run += 1) {
    for (const name of cases) {
      console.error(`run ${run} of ${runs}: ${name}`);
      results.get(name)?.push(await runCase(name));
    }
  }
} finally {
  farm.disconnect();
}
console.log(report());

async function runCase(name: CaseName): Promise<CaseResult> {
  const child = fork(join(import.meta.dirname, 'refresh-case.ts'));
  child.send({ name, addresses });
  const result = (await answerOf(child)) as CaseResult;
  if (result.feeds !== addresses.length) throw new Error(`${name}: only ${result.feeds} of ${addresses.length} feeds were refreshed.`);
  return result;
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const exited = once(child, 'exit').then(([code]) => Promise.reject(new Error(`A process of the bench ended with ${code}.`)));
  const [message] = await Promise.race([once(child, 'message'), exited]);
  exited.catch(() => undefined);
  return message;
}

function report(): string {
  const figures = (pick: (result: CaseResult) => number) => (name: CaseName) => results.get(name)?.map(pick) ?? [];
  const rows: readonly (readonly [string, (name: CaseName) => readonly number[]])[] = [
    ['refresh', figures(result => result.refreshMs)],
    ["host's loop delay p50", figures(result => result.loop.p50)],
    ["host's loop delay p99", figures(result => result.loop.p99)],
    ["host's loop delay max", figures(result => result.loop.max)],
    ['entry page p50', figures(result => result.page.p50)],
    ['entry page p95', figures(result => result.page.p95)],
    ['entry page p99', figures(result => result.page.p99)],
  ];
  const ratio = (of: (name: CaseName) => readonly number[]) => median(of('own thread')) / median(of('worker'));
  const [p99] = rows.filter(([title]) => title === "host's loop delay p99").map(([, of]) => of);
  const overIdle = p99 === undefined ? Number.NaN : median(p99('worker')) - median(p99('idle'));
  return [
    `Refresh of ${addresses.length} feeds with ${entriesPerFeed} entries each from ${addresses.length} loopback addresses; the host reads a page every 50 ms.`,
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}. Medians of ${runs} runs in ms (min–max).`,
    '',
    table([
      ['', ...cases, 'own thread / worker'],
      ...rows.map(([title, of]) => [
        title,
        ...cases.map(name => (title === 'refresh' && name === 'idle' ? '–' : range(of(name)))),
        `${ratio(of).toFixed(1)} x`,
      ]),
    ]),
    '',
    `With the worker the host's loop delay p99 is ${overIdle.toFixed(2)} ms over idle (bound: 2), and ${p99 === undefined ? '?' : ratio(p99).toFixed(0)} times less than without (bound: 50).`,
  ].join('\n');
}
