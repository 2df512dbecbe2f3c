import { packageScript, runSteps } from './steps.ts';

const failed = await runSteps([{ name: 'format', args: [packageScript('@biomejs/biome/bin/biome'), 'check', '--write', '.'] }], 1);
process.exitCode = failed === 0 ? 0 : 1;
