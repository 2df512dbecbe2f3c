import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleNode } from '../../build/bundle.ts';

const sources = join(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningFreshet {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits for text on stdout that matches, and gives what the first group caught. */
  printed(pattern: RegExp): Promise<string>;
}

export interface FreshetProgram {
  readonly profileDir: string;
  /** Starts the command line as a process of its own. */
  start(...args: readonly string[]): RunningFreshet;
  run(...args: readonly string[]): Promise<Ended>;
  /** The same, with something on its standard input. */
  runWith(input: string, ...args: readonly string[]): Promise<Ended>;
  json(...args: readonly string[]): Promise<unknown>;
  /** Ends what still runs, and removes everything. */
  remove(): Promise<void>;
}

export interface FreshetBuild {
  /** A fresh profile for the built program. */
  profile(): FreshetProgram;
  remove(): void;
}

/** Freshet as a build lays it out, but for a window of one line: quick to build, and quicker to start than the sources. */
export async function buildFreshet(): Promise<FreshetBuild> {
  const root = mkdtempSync(join(tmpdir(), 'freshet-program-'));
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package.json', '{ "version": "0.0.1", "type": "module" }');
  write('dist/renderer/index.html', '<!doctype html><title>Freshet</title>');
  await bundleNode(sources, join(root, 'dist'));
  return {
    profile: () => programOf(join(root, 'dist/headless/command-line.js')),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

function programOf(entry: string): FreshetProgram {
  const profileDir = mkdtempSync(join(tmpdir(), 'freshet-profile-'));
  const running = new Set<RunningFreshet>();

  const start = (...args: readonly string[]) => startWith(null, ...args);

  function startWith(input: string | null, ...args: readonly string[]): RunningFreshet {
    const child = spawn(process.execPath, [entry, ...args, '--profile', profileDir], {
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', BROWSER: '' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const ended = new Promise<Ended>(resolve => child.once('close', code => resolve({ code, stdout, stderr })));
    const freshet: RunningFreshet = {
      child,
      ended,
      printed: pattern =>
        new Promise((resolve, reject) => {
          const look = () => {
            const found = pattern.exec(stdout);
            if (found) resolve(found[1] ?? found[0]);
          };
          child.stdout.on('data', look);
          void ended.then(end => reject(new Error(`ended with ${end.code}: ${end.stdout}${end.stderr}`)));
          look();
        }),
    };
    running.add(freshet);
    void ended.then(() => running.delete(freshet));
    return freshet;
  }

  return {
    profileDir,
    start,
    run: (...args) => start(...args).ended,
    runWith: (input, ...args) => startWith(input, ...args).ended,
    async json(...args) {
      const { code, stdout, stderr } = await start(...args, '--json').ended;
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
      return JSON.parse(stdout);
    },
    async remove() {
      for (const { child } of running) child.kill('SIGKILL');
      await Promise.all([...running].map(({ ended }) => ended));
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
