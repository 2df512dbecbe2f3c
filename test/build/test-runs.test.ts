import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../build/steps.ts';
import { judgeRun, mergeReports, type Report } from '../../build/test-runs.ts';

const file = (name: string, status: string, ...tests: string[]): Report['testResults'][number] => ({
  name: join(root, name),
  status,
  message: 'cannot be loaded',
  assertionResults: tests.map((test, index) => ({ status: test, fullName: `does ${index}`, failureMessages: ['expected 1'] })),
});

it('counts what vitest reports, and says what failed and why', () => {
  const report = { testResults: [file('a.test.ts', 'passed', 'passed', 'skipped'), file('b.test.ts', 'failed', 'passed', 'failed')] };
  expect(judgeRun(report, 1)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 1,
    isGood: false,
    failures: [{ file: 'b.test.ts', title: 'does 1', reason: '  expected 1' }],
    unsteady: [],
  });
});

it('counts a file that could not be loaded as a failure', () => {
  const report = { testResults: [file('a.test.ts', 'passed', 'passed'), file('b.test.ts', 'failed')] };
  expect(judgeRun(report, 1)).toMatchObject({ passed: 1, failed: 1, isGood: false, failures: [{ reason: '  cannot be loaded' }] });
});

it('never calls a run good that ended badly or reported nothing', () => {
  const report = { testResults: [file('a.test.ts', 'passed', 'passed')] };
  expect(judgeRun(report, 1)).toMatchObject({ passed: 1, failed: 1, isGood: false });
  expect(judgeRun(null, 1)).toMatchObject({ passed: 0, failed: 1, isGood: false });
  expect(judgeRun(report, 0)).toMatchObject({ passed: 1, failed: 0, isGood: true });
});

it('takes the word of a file that ran again, and of no other', () => {
  const first = { testResults: [file('a.test.ts', 'failed', 'passed', 'failed'), file('b.test.ts', 'failed', 'failed')] };
  const again = { testResults: [file('a.test.ts', 'passed', 'passed', 'passed')] };
  expect(judgeRun(mergeReports(first, again), 0)).toMatchObject({ passed: 2, failed: 1, isGood: false });
  expect(mergeReports(first, null)).toEqual({ ...first, strayErrors: [] });
});

it('names the file of an error outside of its tests, and takes the word of that file when it ran again', () => {
  const stray = (name: string | null) => ({ file: name === null ? null : join(root, name), message: 'TypeError: too late\n    at b.ts:1' });
  const first = { testResults: [file('a.test.ts', 'passed', 'passed')], strayErrors: [stray('a.test.ts'), stray(null)] };
  expect(judgeRun(first, 1)).toMatchObject({ passed: 1, failed: 2, isGood: false });
  expect(judgeRun(first, 1).failures[0]).toEqual({
    file: 'a.test.ts',
    title: '(an error outside of its tests)',
    reason: '  TypeError: too late\n      at b.ts:1',
  });
  const again = { testResults: [file('a.test.ts', 'passed', 'passed')], strayErrors: [] };
  expect(judgeRun(mergeReports(first, again), 0).failures).toMatchObject([{ file: '(no file)' }]);
});

it('counts a test that was left without an end as a failure: its process died under it', () => {
  const report = { testResults: [file('a.test.ts', 'passed', 'passed', 'pending'), file('b.test.ts', 'passed', 'passed')] };
  expect(judgeRun(report, 1)).toMatchObject({ passed: 2, failed: 1, skipped: 0, failures: [{ file: 'a.test.ts', title: 'does 1' }] });
  expect(judgeRun(report, 0)).toMatchObject({ failed: 1, isGood: false });
});
