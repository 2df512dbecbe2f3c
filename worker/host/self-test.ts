import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { zstdCompressSync } from 'node:zlib';
import type { Outcome } from '../protocol/errors.ts';
import { createHostLog } from './host-log.ts';
import { hostFault } from './wire-errors.ts';
import type { ForkWorker } from './worker-child.ts';
import { createWorkerHost, type WorkerHost } from './worker-host.ts';

interface Check {
  readonly ok: boolean;
  readonly detail: string;
}

export interface SelfTestReport {
  readonly ok: boolean;
  readonly version: string;
  readonly platform: string;
  readonly node: string;
  /** fork, sqlite, feed (parse thread, writer thread, zstd, windows-1252), certificates, quit. */
  readonly checks: Readonly<Record<string, Check>>;
  /** What the worker said, when something failed. */
  readonly log: string;
}

const expectedTitle = '€ “Freshet” – windows-1252';

/** Walks the whole way once, in a profile of its own that is removed afterwards: is everything there that Freshet needs of this system? */
export async function runSelfTest({ fork, version }: { readonly fork: ForkWorker; readonly version: string }): Promise<SelfTestReport> {
  const profileDir = mkdtempSync(join(tmpdir(), 'freshet-self-test-'));
  const log = createHostLog({ file: null });
  const checks: Record<string, Check> = {};
  const check = async (name: string, run: () => Promise<string> | string) => {
    try {
      checks[name] = { ok: true, detail: await run() };
    } catch (thrown) {
      checks[name] = { ok: false, detail: thrown instanceof Error ? thrown.message : hostFault(thrown).detail };
    }
  };
  const server = await serveFeed();
  const worker = createWorkerHost({
    fork,
    start: () => ({ profileDir, addresses: [], intervalMs: null, liftLimitsForLoopback: true, version, mode: 'batch' }),
    log,
    times: { crashLimit: 1 },
  });
  try {
    await check('fork', () => readyWorker(worker));
    // The worker refuses to start with an SQLite that is too old or lacks FTS5.
    await check('sqlite', async () => `SQLite ${got(await worker.request('worker.status', {})).sqlite} with FTS5`);
    await check('feed', () => readFeed(worker, `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`));
    await check('certificates', systemCertificates);
    await check('quit', () => quit(worker));
  } finally {
    await worker.stop();
    server.close();
    server.closeAllConnections();
    rmSync(profileDir, { recursive: true, force: true });
  }
  const ok = Object.values(checks).every(each => each.ok);
  return { ok, version, platform: `${process.platform}-${process.arch}`, node: process.version, checks, log: ok ? '' : log.recent() };
}

async function readyWorker(worker: WorkerHost): Promise<string> {
  const health = await worker.settled();
  if (health.state === 'ready') return `process ${health.pid}`;
  throw new Error(health.state === 'failed' ? `${health.error.message} (${health.error.detail})` : health.state);
}

/** One entry in windows-1252, packed with zstd: reaches the list only through fetch, parse thread and writer thread. */
async function serveFeed(): Promise<Server> {
  const head = '<?xml version="1.0" encoding="windows-1252"?><rss version="2.0"><channel><title>Self test</title>';
  const item = `<item><guid>1</guid><title>${expectedTitle}</title><link>http://127.0.0.1/1</link></item>`;
  const text = `${head}${item}</channel></rss>`.replace('€', '\u0080').replace('“', '\u0093').replace('”', '\u0094').replace('–', '\u0096');
  const packed = zstdCompressSync(Buffer.from(text, 'latin1'));
  const server = createServer((request, response) => {
    const takesZstd = String(request.headers['accept-encoding']).includes('zstd');
    response.setHeader('Content-Type', 'application/rss+xml');
    if (takesZstd) response.setHeader('Content-Encoding', 'zstd');
    response.end(takesZstd ? packed : 'zstd was not asked for');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function readFeed(worker: WorkerHost, feedUrl: string): Promise<string> {
  got(await worker.request('subscriptions.add', { feedUrl, folder: null, firstUnread: 'all', confirmLocal: true }));
  const view = { scope: { kind: 'all' }, onlyUnread: true, order: 'newest' } as const;
  const { rows } = got(await worker.request('entries.open', { view, anchorId: null, limit: 10 }));
  const title = rows[0]?.title ?? '';
  if (title !== expectedTitle) throw new Error(`the entry's title came out as ${JSON.stringify(title)}`);
  return 'parse thread, writer thread, zstd and windows-1252 work';
}

function systemCertificates(): string {
  const count = getCACertificates('system').length;
  if (count === 0) throw new Error('the system has no certificates to trust');
  return `${count} certificates`;
}

async function quit(worker: WorkerHost): Promise<string> {
  const from = performance.now();
  await worker.stop();
  const tookMs = Math.round(performance.now() - from);
  if (tookMs >= 3_000) throw new Error(`the worker had to be killed after ${tookMs} ms`);
  return `in ${tookMs} ms`;
}

function got<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.result;
  throw new Error(`${outcome.error.message} (${outcome.error.code}; ${outcome.error.detail})`);
}
