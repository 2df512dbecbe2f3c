import { parseArgs } from 'node:util';
import { root } from './steps.ts';
import { runTests, showCounts } from './test-runs.ts';

interface Case {
  readonly file: string;
  /** Read by the test; it has a small number of its own for every day. */
  readonly variable: string;
  readonly count: number;
}

/** The full sizes of what the tests do with every change. */
const cases: Readonly<Record<string, Case>> = {
  kills: { file: 'store-kills', variable: 'FRESHET_TEST_KILLS', count: 1_000 },
  wal: { file: 'store-torn-wal', variable: 'FRESHET_TEST_TORN_COPIES', count: 2_000 },
  damage: { file: 'torture/damaged-databases', variable: 'FRESHET_TEST_DAMAGED', count: 500 },
  disk: { file: 'torture/full-disk', variable: 'FRESHET_TEST_FULL_DISKS', count: 200 },
  migrations: { file: 'torture/killed-migrations', variable: 'FRESHET_TEST_KILLED_MIGRATIONS', count: 200 },
  starts: { file: 'store-owner', variable: 'FRESHET_TEST_DOUBLE_STARTS', count: 100 },
  soak: { file: 'simulated-week/soak', variable: 'FRESHET_TEST_SOAK_HOURS', count: 72 },
  quits: { file: 'torture/quits', variable: 'FRESHET_TEST_QUITS', count: 200 },
};

const { values } = parseArgs({ options: { case: { type: 'string' }, count: { type: 'string' } } });
const chosen = Object.entries(cases).filter(([name]) => values.case === undefined || name === values.case);
if (chosen.length === 0) {
  console.error(`There is no case “${values.case}”: ${Object.keys(cases).join(', ')}.`);
  process.exit(2);
}
process.chdir(root);
const results = [];
for (const [name, { file, variable, count }] of chosen) {
  const times = values.count ?? String(count);
  console.log(`\n── ${name}, ${times} times ──`);
  results.push(await runTests('integration', [`test/integration/${file}.test.ts`], { [variable]: times }));
}
showCounts(results);
process.exitCode = results.every(({ isGood }) => isGood) ? 0 : 1;
