import { defineConfig } from 'vitest/config';
import { strayErrorsTo } from './build/stray-errors.ts';
import { steadyThreads } from './worker/host/steady-threads.ts';

const slow = ['test/integration/**', 'test/e2e/**', 'test/package/**', 'test/bench/**'];

/** Where build/test-runs.ts reads what happened. */
const reports = process.env['FRESHET_TEST_REPORTS'];

/** `unit` is part of `npm run check`. `integration` forks real processes; `e2e` and `package` need a built dist/, `e2e` a Chromium or Electron. */
export default defineConfig({
  test: {
    // Forked processes: the tests themselves fork workers, change signals and open databases.
    pool: 'forks',
    execArgv: steadyThreads,
    maxWorkers: '100%',
    reporters:
      reports === undefined
        ? ['default']
        : ['default', ['json', { outputFile: `${reports}.json` }], strayErrorsTo(`${reports}-stray.json`)],
    unstubEnvs: true,
    restoreMocks: true,
    // A loaded machine takes longer than vitest's own second for what a process does after its answer.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      project('unit', { include: ['test/**/*.test.{ts,tsx}'], exclude: slow, testTimeout: 60_000, hookTimeout: 60_000 }),
      project('integration', { include: ['test/integration/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 }),
      project('e2e', {
        include: ['test/e2e/**/*.test.ts'],
        globalSetup: 'test/e2e/build-window-page.ts',
        testTimeout: 90_000,
        hookTimeout: 90_000,
      }),
      project('package', { include: ['test/package/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 }),
    ],
  },
});

function project(name: string, options: Record<string, unknown>) {
  return { extends: true as const, test: { name, ...options } };
}
