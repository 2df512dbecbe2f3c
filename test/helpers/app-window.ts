import type { Browser, Page } from 'playwright-core';
import type { Outcome } from '../../worker/protocol/errors.ts';
import type { WorkerStatus } from '../../worker/protocol/status.ts';
import type { Subscription } from '../../worker/protocol/subscriptions.ts';
import { sampleSettings, sampleSubscription } from './article-window.ts';
import type { WindowPage } from './window-page.ts';

export const workerStatus: WorkerStatus = {
  name: 'freshet-worker',
  pid: 4711,
  version: '0.1.0',
  node: '24.21.0',
  sqlite: '3.53.0',
  startedAt: 0,
  uptimeMs: 7_300_000,
  ticks: 122,
  lastTickAt: null,
  nextTickAt: null,
  failedTicksInARow: 0,
  timerStoppedBecause: null,
  errorsInWork: 0,
  failedSends: 0,
  restarts: 1,
  feeds: 2,
  entries: 48_211,
  profileDir: '/home/mara/.local/share/freshet',
  memoryBytes: 92_000_000,
};

export interface AppWindow {
  readonly page: Page;
  answer(method: string, ...outcomes: Outcome[]): Promise<void>;
  /** Parameters of every call of a method so far. */
  asked(method: string): Promise<unknown[]>;
  close(): Promise<void>;
}

export function ok(result: unknown): Outcome {
  return { ok: true, result };
}

/** Opens the whole window over a bridge that the test answers. Without subscriptions it is an empty profile. */
export async function openAppWindow(
  browser: Browser,
  served: WindowPage,
  options: {
    readonly subscriptions?: readonly Subscription[];
    readonly host?: 'web' | 'electron';
    readonly width?: number;
    readonly dark?: boolean;
    /** By another program, before the window was there. */
    readonly handedOver?: string | null;
    /** Of methods that the window asks at its start. */
    readonly answers?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<AppWindow> {
  const {
    subscriptions = [sampleSubscription],
    host = 'web',
    width = 1280,
    dark = false,
    handedOver = null,
    answers: given = {},
  } = options;
  const page = await browser.newPage({
    viewport: { width, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  page.setDefaultTimeout(10_000);
  await page.goto(`${served.origin}/?part=app&host=${host}`);
  await page.waitForFunction(() => 'test' in window);
  const answer = (method: string, ...outcomes: Outcome[]) =>
    page.evaluate(([name, list]) => window.test.bridge.answer(name, ...list), [method, outcomes] as const);
  const query = { scope: { kind: 'all' }, onlyUnread: false, order: 'newest', upToId: 0, openedAt: 0 };
  const answers: Readonly<Record<string, unknown>> = {
    'settings.get': { ...sampleSettings, theme: 'system' },
    'settings.defaults': { ...sampleSettings, theme: 'system', notifications: null, retentionTold: false },
    'host.health': { state: 'ready', pid: workerStatus.pid, restarts: 0 },
    'host.about': {
      version: '0.1.0',
      host,
      electron: host === 'electron' ? '45.0.0' : null,
      chromium: host === 'electron' ? '150.0.1' : null,
      profileDir: workerStatus.profileDir,
      logFile: `${workerStatus.profileDir}/log`,
    },
    'host.licences': { text: 'MIT License' },
    'host.loginItem': { opensAtLogin: host === 'electron' ? false : null },
    'network.status': { canKeepLogin: true, isLoginKept: false, proxyFailure: null },
    'subscriptions.list': { folders: [], subscriptions, kept: [], labels: [], counts: { unread: 1, today: 0, starred: 0, later: 0 } },
    'subscriptions.marked': { count: 0 },
    'host.takeHandedOver': { address: handedOver },
    'host.feedLinks': { isOurs: host === 'electron' ? false : null },
    'window.notes': {},
    'window.setNotes': null,
    'refresh.state': {
      isRunning: false,
      total: 0,
      done: 0,
      failed: 0,
      newEntries: 0,
      currentHosts: [],
      finishedAt: null,
      nextTickAt: null,
    },
    'worker.status': workerStatus,
    'entries.open': { query, total: 0, unread: 0, index: 0, rows: [], anchorIndex: null },
    'entries.countNew': { count: 0 },
  };
  for (const [method, result] of Object.entries({ ...answers, ...given })) await answer(method, ok(result));
  await page.evaluate(() => window.test.start());
  await page.locator(subscriptions.length === 0 ? 'h1' : '[data-pane="article"]').waitFor({ state: 'attached' });
  return {
    page,
    answer,
    asked: method =>
      page.evaluate(name => window.test.bridge.asked.filter(call => call.method === name).map(({ params }) => params), method),
    close: () => page.close(),
  };
}
