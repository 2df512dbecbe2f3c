import { defineConfig } from 'vitest/config';

const slow = ['test/e2e/**', 'test/package/**', 'test/bench/**'];

/** `unit` is part of `npm run check`; the others need a built dist/, and `e2e` a Chromium or an Electron runtime. */
export default defineConfig({
  test: {
    // Forked processes: the tests themselves fork workers, change signals and open databases.
    pool: 'forks',
    maxWorkers: '100%',
    unstubEnvs: true,
    restoreMocks: true,
    projects: [
      project('unit', { include: ['test/**/*.test.{ts,tsx}'], exclude: slow, testTimeout: 20_000, hookTimeout: 20_000 }),
      project('e2e', { include: ['test/e2e/**/*.test.ts'], testTimeout: 90_000, hookTimeout: 90_000, fileParallelism: false }),
      project('package', { include: ['test/package/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 }),
    ],
  },
});

function project(name: string, options: Record<string, unknown>) {
  return { extends: true as const, test: { name, ...options } };
}
