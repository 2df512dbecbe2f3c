import { expect, it } from 'vitest';
import { countTests } from '../../build/test-runs.ts';

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map(test => ({ status: test })) });

it('counts what vitest reports', () => {
  const testResults = [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')];
  const report = { numPassedTests: 3, numPendingTests: 1, numTodoTests: 0, testResults };
  expect(countTests(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 1, isGood: false });
});

it('counts a file that could not be loaded as a failure', () => {
  const report = { numPassedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [file('passed', 'passed'), file('failed')] };
  expect(countTests(report, 1)).toMatchObject({ passed: 1, failed: 1, isGood: false });
});

it('never calls a run good that ended badly or reported nothing', () => {
  const report = { numPassedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [file('passed', 'passed')] };
  expect(countTests(report, 1)).toMatchObject({ passed: 1, failed: 1, isGood: false });
  expect(countTests(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0, isGood: false });
  expect(countTests(report, 0)).toEqual({ passed: 1, failed: 0, skipped: 0, isGood: true });
});
