import { CommandFailure, exitCodes } from '../command-failure.ts';
import { runWebHost } from '../web/run-web-host.ts';
import type { Command, CommandValues } from './command.ts';
import { numberOption } from './number-option.ts';

export const web: Command = {
  name: 'web',
  usage: '[--no-open] [--port N] [--ipv6]',
  summary: 'Runs the reader and shows it in the browser, on this computer only.',
  options: {
    'no-open': { type: 'boolean' },
    port: { type: 'string' },
    ipv6: { type: 'boolean' },
    'test-interval-ms': { type: 'string' },
    'test-lift-loopback': { type: 'boolean' },
  },
  optionHelp: [
    '--no-open        Only prints the address.',
    '--port N         Listens on this port; otherwise the system chooses.',
    '--ipv6           Listens on [::1] instead of 127.0.0.1.',
    '--test-interval-ms N, --test-lift-loopback    For tests: another pace for feeds of this computer.',
  ],
  args: [0, 0],
  run(context) {
    const { values } = context;
    return runWebHost({
      ...context,
      opensBrowser: values['no-open'] !== true,
      port: portOf(values),
      host: values['ipv6'] === true ? '::1' : '127.0.0.1',
      start: {
        mode: 'reader',
        intervalMs: numberOption(values, 'test-interval-ms'),
        liftLimitsForLoopback: values['test-lift-loopback'] === true,
      },
    });
  },
};

function portOf(values: CommandValues): number {
  const port = values['port'] === '0' ? 0 : (numberOption(values, 'port') ?? 0);
  if (port > 65_535) throw new CommandFailure('--port needs a number up to 65535.', exitCodes.usage);
  return port;
}
