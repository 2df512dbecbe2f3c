import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageScript, root } from './steps.ts';
import type { StrayError } from './stray-errors.ts';

/** The projects of vitest.config.ts. */
export type TestProject = 'unit' | 'integration' | 'e2e' | 'package';

export interface TestCounts {
  readonly passed: number;
  /** Files that could not be loaded count as one failed test each. */
  readonly failed: number;
  readonly skipped: number;
  readonly isGood: boolean;
}

export interface TestFailure {
  /** Relative to the project. */
  readonly file: string;
  readonly title: string;
  /** The first lines of what went wrong. */
  readonly reason: string;
}

export interface TestRun extends TestCounts {
  readonly failures: readonly TestFailure[];
  /** Failed beside the others and passed when their file ran again alone. */
  readonly unsteady: readonly TestFailure[];
}

/** What is read of vitest's JSON report. */
export interface Report {
  readonly testResults: readonly ReportFile[];
  /** Added by stray-errors.ts. */
  readonly strayErrors?: readonly StrayError[];
}

interface ReportFile {
  /** Absolute path. */
  readonly name: string;
  readonly status: string;
  readonly message?: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages?: readonly string[];
  }[];
}

/** What vitest reports of a test that was waiting or running when its process died; the file then passes for good. */
const unfinished = 'pending';
const reasonLines = 12;
const unknownFile = '(no file)';
/** More failed files than this are no matter of a busy machine. */
const filesToTryAgain = 8;

/** Runs one project with its output shown. `args` go to vitest: files, `-t NAME` … */
export async function runTests(project: TestProject, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<TestRun> {
  const { report, code } = await runOnce(project, args, env);
  return judgeRun(report, code);
}

/**
 * Like runTests, but a file with a failed test runs once more, alone, and what it says then counts. Tests with real
 * processes and a real browser wait for things to happen, and on a full machine they can be late; what had to be tried
 * again is listed at the end, so that nothing hides behind it.
 */
export async function runTestsSteadily(project: TestProject, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<TestRun> {
  const first = await runOnce(project, args, env);
  const run = judgeRun(first.report, first.code);
  const files = [...new Set(run.failures.map(failure => failure.file))].filter(file => file !== unknownFile);
  if (first.report === null || files.length === 0 || files.length > filesToTryAgain) return run;
  console.log(`\n── once more, alone: ${files.join(', ')} ──`);
  const again = await runOnce(project, files, env);
  const merged = mergeReports(first.report, again.report);
  const second = judgeRun(merged, again.code);
  const key = (failure: TestFailure) => `${failure.file}\n${failure.title}`;
  const still = new Set(second.failures.map(key));
  return { ...second, unsteady: run.failures.filter(failure => !still.has(key(failure))) };
}

/** A run that ended badly without a failed test in its report (an unhandled error, no report at all) still counts as one failure. */
export function judgeRun(report: Report | null, code: number): TestRun {
  const files = report?.testResults ?? [];
  const tests = files.flatMap(file => file.assertionResults);
  const count = (...statuses: readonly string[]) => tests.filter(test => statuses.includes(test.status)).length;
  const named = [...files.flatMap(failuresOf), ...(report?.strayErrors ?? []).map(strayFailure)];
  const unnamed = { file: unknownFile, title: '(the run itself)', reason: `  It ended with code ${code}, and no test failed.` };
  const failures = named.length === 0 && code !== 0 ? [unnamed] : named;
  return {
    passed: count('passed'),
    failed: failures.length,
    skipped: count('skipped', 'todo'),
    isGood: code === 0 && failures.length === 0,
    failures,
    unsteady: [],
  };
}

/** The first report, with the files of the second in their place. Without a second one the first stands. */
export function mergeReports(first: Report, second: Report | null): Report {
  const again = new Map((second?.testResults ?? []).map(file => [file.name, file]));
  const still = (first.strayErrors ?? []).filter(({ file }) => file === null || !again.has(file));
  return {
    testResults: first.testResults.map(file => again.get(file.name) ?? file),
    strayErrors: [...still, ...(second?.strayErrors ?? [])],
  };
}

/** What failed and why, then the last line of every test command. */
export function showCounts(runs: readonly TestRun[]): void {
  for (const { file, title, reason } of runs.flatMap(run => run.unsteady)) {
    console.log(`\nFailed at first, passed when run again alone: ${file}: ${title}\n${reason}`);
  }
  for (const { file, title, reason } of runs.flatMap(run => run.failures)) console.log(`\nFailed: ${file}: ${title}\n${reason}`);
  const sum = (count: (run: TestCounts) => number) => runs.reduce((total, run) => total + count(run), 0);
  const skipped = sum(run => run.skipped);
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${sum(run => run.passed)} passed, ${sum(run => run.failed)} failed`);
}

function failuresOf(file: ReportFile): TestFailure[] {
  const name = relative(root, file.name);
  const failed = file.assertionResults.filter(({ status }) => status === 'failed' || status === unfinished);
  if (failed.length === 0 && file.status === 'failed')
    return [{ file: name, title: '(the file itself)', reason: shorten(file.message ?? '') }];
  return failed.map(({ status, fullName, failureMessages = [] }) => ({
    file: name,
    title: fullName,
    reason: shorten(status === unfinished ? 'It has no end: the process that ran it died.' : failureMessages.join('\n')),
  }));
}

function strayFailure({ file, message }: StrayError): TestFailure {
  return { file: file === null ? unknownFile : relative(root, file), title: '(an error outside of its tests)', reason: shorten(message) };
}

function shorten(text: string): string {
  const lines = text.split('\n').filter(line => !line.includes('node_modules'));
  return lines
    .map(line => `  ${line}`)
    .slice(0, reasonLines)
    .join('\n');
}

async function runOnce(project: TestProject, args: readonly string[], env: NodeJS.ProcessEnv) {
  const reports = join(root, '.cache', `tests-${project}-${process.pid}`);
  const pass = args.length > 0 ? ['--passWithNoTests'] : [];
  const vitest = [packageScript('vitest/vitest.mjs'), 'run', '--project', project];
  const code = await run([...vitest, ...pass, ...args], { ...env, FRESHET_TEST_REPORTS: reports });
  const report = takeJson<Report>(`${reports}.json`);
  const strayErrors = takeJson<readonly StrayError[]>(`${reports}-stray.json`) ?? [];
  return { report: report === null ? null : { ...report, strayErrors }, code };
}

function takeJson<T>(file: string): T | null {
  if (!existsSync(file)) return null;
  const value = JSON.parse(readFileSync(file, 'utf8')) as T;
  rmSync(file);
  return value;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    // The workers that tests fork from their sources load ready-made code from the second time on: a third of their start.
    const cache = { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled') };
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...cache, ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('close', code => resolve(code ?? 1));
  });
}
