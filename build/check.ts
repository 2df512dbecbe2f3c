import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { packageScript, root, runSteps, type Step } from './steps.ts';
import { runTests, showCounts } from './test-runs.ts';

const biome = packageScript('@biomejs/biome/bin/biome');
const tsc = packageScript('typescript/bin/tsc');

const steps: readonly Step[] = [
  { name: 'format and lint', args: [biome, 'ci', '--colors=off', '--error-on-warnings', '.'] },
  ...['worker/protocol', 'worker', 'electron', 'headless', 'renderer', 'build', 'test'].map(folder => ({
    name: `types: ${folder}`,
    // Remembered between runs: a folder of which nothing has changed is not checked anew.
    args: [
      tsc,
      '-p',
      folder,
      '--incremental',
      '--tsBuildInfoFile',
      join(root, '.cache', `types-${folder.replaceAll('/', '-')}.tsbuildinfo`),
    ],
  })),
  { name: 'imports', args: ['build/check-imports.ts'] },
  { name: 'banned words', args: ['build/lint-words.ts'] },
  { name: 'unused code', args: [packageScript('knip/bin/knip.js'), '--config', 'build/knip.json', '--no-progress'] },
];

process.chdir(root);
const failed = await runSteps(steps, Math.min(4, availableParallelism()));
if (process.argv.includes('--without-tests')) {
  console.log(failed === 0 ? 'All checks passed.' : `${failed} of ${steps.length} checks failed.`);
  process.exitCode = failed === 0 ? 0 : 1;
} else {
  const counts = await runTests('unit', []);
  console.log(failed === 0 ? 'All checks passed.' : `${failed} of ${steps.length} checks failed.`);
  showCounts([counts]);
  process.exitCode = failed === 0 && counts.isGood ? 0 : 1;
}
