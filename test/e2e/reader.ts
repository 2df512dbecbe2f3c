import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'dist', 'headless', 'command-line.js');

/** A running web host: the built program as `npm run web` starts it, with its worker really forked. */
export interface RunningReader {
  readonly profileDir: string;
  /** One-time address, as printed. */
  readonly address: string;
  readonly process: ChildProcess;
  /** Ctrl+C, and waits for the end. @returns its exit code */
  stop(): Promise<number | null>;
}

interface ReaderOptions {
  readonly profileDir: string;
  /** The worker's timer for every feed; without it, feeds are checked at their own pace only. */
  readonly intervalMs?: number;
  readonly args?: readonly string[];
}

export async function startReader({ profileDir, intervalMs, args = [] }: ReaderOptions): Promise<RunningReader> {
  if (!existsSync(program)) throw new Error(`${program} is missing: run npm run build first.`);
  const pace = intervalMs === undefined ? [] : ['--test-interval-ms', String(intervalMs)];
  const child = spawn(process.execPath, [program, 'web', '--no-open', '--profile', profileDir, '--test-lift-loopback', ...pace, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', line => {
      output += `${line}\n`;
      const [found] = /http:\/\/\S+#\S+/u.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    void exited.then(([code]) => reject(new Error(`The web host ended with ${code}:\n${output}`)));
  });
  return {
    profileDir,
    address,
    process: child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
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

export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['FRESHET_CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({
    executablePath,
    // As root Chromium has no sandbox of its own; the rest keeps it from calling home.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly hasTouch?: boolean;
}

/** A browser window on the reader. `complaints` gathers page errors, refused loads and policy violations: it should stay empty. */
export async function openWindow(
  browser: Browser,
  address: string,
  { width = 1280, height = 800, colorScheme = 'light', hasTouch = false }: WindowOptions = {},
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    hasTouch,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints = listenForComplaints(page);
  await page.goto(address);
  return { page, context, complaints };
}

export function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}
