import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, _electron as electron, type Page } from 'playwright-core';
import type { ChromiumKind } from '../../build/chromium.ts';
import { launchChromium } from '../helpers/chromium.ts';

const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'dist', 'headless', 'command-line.js');

/** `web`: the built program's web host and a Chromium; `electron`: the real thing, where its runtime is installed. */
export const hostKind: 'web' | 'electron' = process.env['FRESHET_E2E_HOST'] === 'electron' ? 'electron' : 'web';

/** A running Freshet with its worker really forked. */
export interface RunningReader {
  readonly profileDir: string;
  /** Of the web host or of Electron's main process. */
  readonly process: ChildProcess;
  /** Opens a window on it (a tab by a fresh one-time address; in Electron there is the one). */
  openWindow(options?: WindowOptions): Promise<ReaderWindow>;
  /** Ctrl+C, and waits for the end. @returns its exit code */
  stop(): Promise<number | null>;
}

export interface ReaderWindow {
  readonly page: Page;
  /** Page errors, refused loads and policy violations: it should stay empty. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly hasTouch?: boolean;
  /** Of the browser: what the window speaks follows it. Not in Electron. */
  readonly locale?: string;
  /** Browser permissions the user has given, such as 'notifications'. */
  readonly permissions?: readonly string[];
  /** Runs in the page before anything of it: for what a test cannot see from outside. Not in Electron. */
  readonly prepare?: () => void;
}

interface ReaderOptions {
  readonly profileDir: string;
  /** The worker's timer for every feed; without it, feeds are checked at their own pace only. */
  readonly intervalMs?: number;
}

export async function startReader(options: ReaderOptions): Promise<RunningReader> {
  if (!existsSync(program)) throw new Error(`${program} is missing: run npm run build first.`);
  return hostKind === 'electron' ? startElectron(options) : startWebHost(options);
}

function testArgs({ profileDir, intervalMs }: ReaderOptions): string[] {
  const pace = intervalMs === undefined ? [] : ['--test-interval-ms', String(intervalMs)];
  return ['--profile', profileDir, '--test-lift-loopback', ...pace];
}

async function startWebHost(options: ReaderOptions): Promise<RunningReader> {
  const child = spawn(process.execPath, [program, 'web', '--no-open', ...testArgs(options)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let unusedAddress: string | null = await printedAddress(child);
  const browsers = new Map<ChromiumKind, Promise<Browser>>();
  function browserOf(kind: ChromiumKind): Promise<Browser> {
    const browser = browsers.get(kind) ?? launchChromium(kind);
    browsers.set(kind, browser);
    return browser;
  }
  return {
    profileDir: options.profileDir,
    process: child,
    async openWindow({
      width = 1280,
      height = 800,
      colorScheme = 'light',
      hasTouch = false,
      locale = 'en-GB',
      permissions = [],
      prepare,
    } = {}) {
      const address = unusedAddress ?? (await freshAddress(options.profileDir));
      unusedAddress = null;
      const browser = await browserOf(permissions.includes('notifications') ? 'browser' : 'engine');
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        hasTouch,
        permissions: [...permissions],
        locale,
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      const complaints = listenForComplaints(page);
      if (prepare !== undefined) await page.addInitScript(prepare);
      await page.goto(address);
      return { page, complaints, close: () => closeTab(page) };
    },
    async stop() {
      await Promise.all([...browsers.values()].map(async browser => (await browser).close()));
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      const [code] = await exited;
      return code;
    },
  };
}

/** As a user does, so that the page hears of it. */
async function closeTab(page: Page): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  await page.context().close();
}

/** The one-time address that a web host prints. */
async function printedAddress(child: ChildProcess): Promise<string> {
  let output = '';
  const said = (text: string) => {
    output += text;
  };
  child.stderr?.setEncoding('utf8').on('data', said);
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said(text);
      const [found] = /http:\/\/\S+#\S+(?=\s)/u.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', code => reject(new Error(`The web host ended with ${code}:\n${output}`)));
  });
}

/** What a user gets who starts Freshet again on a profile where it runs: a fresh address, and an end at once. */
export async function freshAddress(profileDir: string): Promise<string> {
  const child = spawn(process.execPath, [program, 'web', '--no-open', '--profile', profileDir], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const address = await printedAddress(child);
  const [code] = await exited;
  if (code !== 0) throw new Error(`The second start ended with ${code}.`);
  return address;
}

async function startElectron(options: ReaderOptions): Promise<RunningReader> {
  const app = await electron.launch({ args: [root, ...testArgs(options)], cwd: root });
  const child = app.process();
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const resize = (width: number, height: number) =>
    app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), { width, height });
  return {
    profileDir: options.profileDir,
    process: child,
    async openWindow({ width = 1280, height = 800, colorScheme = 'light' } = {}) {
      const page = await app.firstWindow();
      const complaints = listenForComplaints(page);
      await resize(width, height);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // There is one window for the whole run: closing it for a test is to give it back as it was.
      return { page, complaints, close: () => resize(1280, 800) };
    },
    async stop() {
      await app.close();
      const [code] = await exited;
      return code;
    },
  };
}

/** Asks a command of the program: on a running reader's profile it talks to that reader. */
export async function runCommand(profileDir: string, ...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args, '--profile', profileDir], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

export function newProfile(): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'freshet-e2e-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('console', message => {
    // The test driver listens to clicks inside the article's frame by scripts of its own, which cannot run there.
    const isOfTheDriver = message.text().startsWith("Blocked script execution in 'about:srcdoc'");
    if (!isOfTheDriver && (message.type() === 'error' || message.type() === 'warning')) complaints.push(message.text());
  });
  return complaints;
}
