import { join } from 'node:path';
import { forkChild } from '../../worker/host/forked-child.ts';
import { createHostLog } from '../../worker/host/host-log.ts';
import { createWorkerHost } from '../../worker/host/worker-host.ts';
import type { Params } from '../../worker/protocol/methods.ts';

/** A reader under measurement, as its host sees it. */
export interface Subject {
  refresh(): Promise<{ readonly changed: number; readonly failed: number }>;
  readPage(): Promise<void>;
  close(): Promise<void>;
}

/** The newest rows of all feeds, whatever is there by now. */
export const firstPage: Params<'entries.page'> = {
  query: { scope: { kind: 'all' }, onlyUnread: false, order: 'newest', upToId: Number.MAX_SAFE_INTEGER, openedAt: 0 },
  index: 0,
  limit: 50,
  after: null,
  before: null,
};

/** The built worker, really forked by the host's own code. */
export async function openWithWorker(profileDir: string, addresses: readonly string[]): Promise<Subject> {
  const host = createWorkerHost({
    fork: () => forkChild({ entry: join(import.meta.dirname, '../../dist/worker/main.js') }),
    start: () => ({ profileDir, addresses, intervalMs: null, liftLimitsForLoopback: true, version: 'bench', mode: 'batch' }),
    log: createHostLog({ file: null }),
  });
  const { state } = await host.settled();
  if (state !== 'ready') throw new Error(`The worker is ${state}.`);
  return {
    async refresh() {
      const outcome = await host.request('refresh.run', { scope: { kind: 'all' }, force: true });
      if (!outcome.ok) throw new Error(outcome.error.message);
      return outcome.result;
    },
    async readPage() {
      const outcome = await host.request('entries.page', firstPage);
      if (!outcome.ok) throw new Error(outcome.error.message);
    },
    close: () => host.stop(),
  };
}
