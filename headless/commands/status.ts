import { exitCodes } from '../command-failure.ts';
import { terminalTime } from '../terminal-text.ts';
import { asking } from './asking.ts';

export const status = asking({
  name: 'status',
  usage: '',
  summary: 'Tells how the background worker is.',
  options: {},
  optionHelp: [],
  args: [0, 0],
  async run({ isJson, ask, isRunning, say, sayJson }) {
    const worker = await ask('worker.status', {});
    const running = await isRunning();
    if (isJson) {
      sayJson({ ...worker, running });
      return exitCodes.ok;
    }
    say(
      [
        running ? 'Freshet is running.' : 'Freshet is not running; a worker was started for this answer.',
        `Version     ${worker.version} (Node ${worker.node}, SQLite ${worker.sqlite})`,
        `Worker      ${worker.name}, process ${worker.pid}, up ${Math.round(worker.uptimeMs / 1000)} s, started anew ${worker.restarts} times`,
        `Memory      ${Math.round(worker.memoryBytes / 1_000_000)} MB`,
        `Profile     ${worker.profileDir}`,
        `Holds       ${worker.feeds} feeds, ${worker.entries} articles`,
        `Timer       ${worker.ticks} turns, last ${terminalTime(worker.lastTickAt).trim()}, next ${terminalTime(worker.nextTickAt).trim()}`,
        `Errors      ${worker.errorsInWork} in work, ${worker.failedSends} failed sends, ${worker.failedTicksInARow} failed turns in a row`,
        ...(worker.timerStoppedBecause === null ? [] : [`Timer stopped: ${worker.timerStoppedBecause}`]),
      ].join('\n'),
    );
    return exitCodes.ok;
  },
});
