import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openInOwnThread } from './own-thread.ts';
import { openWithWorker, type Subject } from './subject.ts';

/** One measurement in a fresh process, which plays the host: it does nothing but ask for a page now and then. */
export type CaseName = 'idle' | 'worker' | 'own thread';

/** Milliseconds, but for `feeds`. */
export interface CaseResult {
  readonly feeds: number;
  readonly refreshMs: number;
  readonly loop: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly page: { readonly p50: number; readonly p95: number; readonly p99: number };
}

const idleMs = 3_000;
const pageEveryMs = 50;

async function measure(name: CaseName, addresses: readonly string[]): Promise<CaseResult> {
  const profileDir = mkdtempSync(join(tmpdir(), 'freshet-bench-'));
  const subject = await (name === 'own thread' ? openInOwnThread : openWithWorker)(profileDir, addresses);
  try {
    if (name === 'idle') await subject.refresh();
    await pause(500);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const pages = readPages(subject);
    delay.enable();
    const startedAt = performance.now();
    const changed = name === 'idle' ? await pause(idleMs, addresses.length) : (await subject.refresh()).changed;
    const refreshMs = performance.now() - startedAt;
    delay.disable();
    return { feeds: changed, refreshMs, loop: loopDelay(delay), page: quantiles(await pages.stop()) };
  } finally {
    await subject.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
}

/** Wants the first page of the list at a steady pace. What counts is the time from the wish on, also when the thread is too busy to hear of it. */
function readPages(subject: Subject): { stop(): Promise<readonly number[]> } {
  let isStopped = false;
  const latencies: number[] = [];
  const reading = (async () => {
    for (let wantedAt = performance.now(); !isStopped; wantedAt += pageEveryMs) {
      if (wantedAt > performance.now()) await pause(wantedAt - performance.now());
      await subject.readPage();
      latencies.push(performance.now() - wantedAt);
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await reading;
      return latencies;
    },
  };
}

function loopDelay(delay: ReturnType<typeof monitorEventLoopDelay>): CaseResult['loop'] {
  return { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
}

function quantiles(values: readonly number[]): CaseResult['page'] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

process.once('message', async ({ name, addresses }: { name: CaseName; addresses: readonly string[] }) => {
  process.send?.(await measure(name, addresses));
  process.disconnect();
});
