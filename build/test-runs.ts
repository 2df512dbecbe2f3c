import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageScript, root } from './steps.ts';

/** The projects of vitest.config.ts. */
export type TestProject = 'unit' | 'integration' | 'e2e' | 'package';

export interface TestCounts {
  readonly passed: number;
  /** Files that could not be loaded count as one failed test each. */
  readonly failed: number;
  readonly skipped: number;
  readonly isGood: boolean;
}

interface Report {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[];
}

/** Runs one project with its output shown. `args` go to vitest: files, `-t NAME` … */
export async function runTests(project: TestProject, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<TestCounts> {
  const reportFile = join(root, '.cache', `tests-${project}-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const code = await run(
    [
      packageScript('vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      ...(args.length > 0 ? ['--passWithNoTests'] : []),
      ...reporters,
      ...args,
    ],
    env,
  );
  const report = existsSync(reportFile) ? (JSON.parse(readFileSync(reportFile, 'utf8')) as Report) : null;
  rmSync(reportFile, { force: true });
  return countTests(report, code);
}

/** A run that ended badly without a failed test in its report (an unhandled error, no report at all) still counts as one failure. */
export function countTests(report: Report | null, code: number): TestCounts {
  const files = report?.testResults ?? [];
  const failedTests = files.flatMap(file => file.assertionResults).filter(test => test.status === 'failed').length;
  const brokenFiles = files.filter(
    file => file.status === 'failed' && file.assertionResults.every(test => test.status !== 'failed'),
  ).length;
  const failed = failedTests + brokenFiles;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    isGood: code === 0 && failed === 0,
  };
}

/** The last line of every test command. */
export function showCounts(runs: readonly TestCounts[]): void {
  const sum = (count: (run: TestCounts) => number) => runs.reduce((total, run) => total + count(run), 0);
  const skipped = sum(run => run.skipped);
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${sum(run => run.passed)} passed, ${sum(run => run.failed)} failed`);
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    child.once('error', reject);
    child.once('close', code => resolve(code ?? 1));
  });
}
