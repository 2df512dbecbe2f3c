import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { forkChild } from '../../../worker/host/forked-child.ts';
import { createHostLog } from '../../../worker/host/host-log.ts';
import { createWorkerHost } from '../../../worker/host/worker-host.ts';
import type { Method, Params, Result } from '../../../worker/protocol/methods.ts';
import { firstPage } from '../subject.ts';
import type { Figures } from './peers.ts';
import { processUse } from './process-use.ts';

/** Milliseconds. */
export interface Delays {
  readonly p99: number;
  readonly max: number;
}

export interface FreshetFigures extends Figures {
  readonly changed: number;
  readonly failed: number;
  readonly newEntries: number;
  /** From the start to the last feed that was stored well, seconds. */
  readonly healthyWall: number;
  readonly loop: Delays;
  readonly page: Delays;
  readonly action: Delays;
}

export interface Freshet {
  readonly name: 'freshet';
  refresh(): Promise<FreshetFigures>;
  /** The same measurement with nothing to do. */
  idle(ms: number): Promise<Pick<FreshetFigures, 'cpu' | 'loop' | 'page' | 'action'>>;
  close(): Promise<void>;
}

const askEveryMs = 50;

/** The built worker, really forked; this process plays the host and a reader who turns pages and stars articles meanwhile. */
export async function openFreshet(urls: readonly string[]): Promise<Freshet> {
  const profileDir = mkdtempSync(join(tmpdir(), 'freshet-bench-'));
  const host = createWorkerHost({
    fork: () => forkChild({ entry: join(import.meta.dirname, '../../../dist/worker/main.js') }),
    start: () => ({ profileDir, addresses: urls, intervalMs: null, liftLimitsForLoopback: true, version: 'bench', mode: 'batch' }),
    log: createHostLog({ file: null }),
  });
  const health = await host.settled();
  if (health.state !== 'ready') throw new Error(`The worker is ${health.state}.`);
  const { pid } = health;

  async function ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const outcome = await host.request(method, params);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.result;
  }

  async function star(turn: number): Promise<void> {
    const { rows } = await ask('entries.page', firstPage);
    const row = rows[turn % Math.max(1, rows.length)];
    if (row === undefined) return;
    const startedAt = performance.now();
    await ask('entries.setStarred', { ids: [row.id], isStarred: turn % 2 === 0 });
    actions.push(performance.now() - startedAt);
  }
  let actions: number[] = [];

  async function measure<T>(work: () => Promise<T>) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const pages: number[] = [];
    actions = [];
    let isOver = false;
    const reading = (async () => {
      for (let turn = 0; !isOver; turn += 1) {
        const startedAt = performance.now();
        await ask('entries.page', firstPage);
        pages.push(performance.now() - startedAt);
        if (turn % 2 === 0) await star(turn);
        await pause(askEveryMs);
      }
    })();
    const before = processUse(pid)?.cpu ?? 0;
    delay.enable();
    const startedAt = performance.now();
    const result = await work();
    const wall = (performance.now() - startedAt) / 1_000;
    delay.disable();
    const after = processUse(pid);
    isOver = true;
    await reading;
    return {
      result,
      wall,
      cpu: (after?.cpu ?? Number.NaN) - before,
      peakMb: after?.peakMb ?? Number.NaN,
      loop: { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 },
      page: quantile(pages),
      action: quantile(actions),
    };
  }

  return {
    name: 'freshet',
    async refresh() {
      const startedAt = performance.now();
      let healthyWall = 0;
      const off = host.onEvent(event => {
        if (event.name === 'entries.arrived') healthyWall = (performance.now() - startedAt) / 1_000;
      });
      const { result, ...figures } = await measure(() => ask('refresh.run', { scope: { kind: 'all' }, force: true }));
      off();
      const { changed, failed, newEntries } = result;
      return { ...figures, changed, failed, newEntries, healthyWall };
    },
    async idle(ms) {
      const { cpu, loop, page, action } = await measure(() => pause(ms));
      return { cpu, loop, page, action };
    },
    async close() {
      await host.stop();
      rmSync(profileDir, { recursive: true, force: true });
    },
  };
}

function quantile(values: readonly number[]): Delays {
  const sorted = values.toSorted((a, b) => a - b);
  return { p99: sorted[Math.floor((sorted.length - 1) * 0.99)] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}
