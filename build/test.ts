import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';
import { root } from './steps.ts';
import { judgeRun, runTests, runTestsSteadily, showCounts, type TestProject, type TestRun } from './test-runs.ts';

const projects: readonly TestProject[] = ['unit', 'integration', 'e2e', 'package'];

/** `test.ts [PROJECT] [vitest's arguments]`; `electron` is the end-to-end tests in a real window. */
const [first, ...rest] = process.argv.slice(2);
const isElectron = first === 'electron';
const chosen = isElectron ? 'e2e' : projects.find(project => project === first);
const plan = chosen === undefined ? projects : [chosen];
const args = (chosen === undefined ? process.argv.slice(2) : rest).filter(arg => arg !== '--required');

const results: TestRun[] = [];
for (const project of plan) {
  if (plan.length > 1) console.log(`\n── ${project} tests ──`);
  results.push(await runProject(project));
}
showCounts(results);
process.exitCode = results.every(result => result.isGood) ? 0 : 1;

async function runProject(project: TestProject): Promise<TestRun> {
  if (isElectron) return runTests(project, [...journeys(), ...args], { FRESHET_E2E_HOST: 'electron' });
  const runner = chosen === undefined ? runTestsSteadily : runTests;
  if (project !== 'e2e') return runner(project, args);
  try {
    await ensureChromium();
    // What the tests' feeds published hours ago is of today, also when the tests run around midnight.
    return await runner(project, args, { TZ: afternoonZone(new Date()) });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return judgeRun(null, 1);
  }
}

/** A zone in which it is shortly after one o'clock in the afternoon (POSIX's signs: west is plus). */
function afternoonZone(now: Date): string {
  const hoursEast = 13 - now.getUTCHours();
  return `Etc/GMT${hoursEast < 0 ? '+' : '-'}${Math.abs(hoursEast)}`;
}

/** The tests that drive a whole reader, whatever its host; those in folders look at parts of the window in a Chromium. */
function journeys(): readonly string[] {
  const folder = 'test/e2e';
  return readdirSync(join(root, folder)).flatMap(name => (name.endsWith('.test.ts') ? [`${folder}/${name}`] : []));
}
