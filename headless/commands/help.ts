import type { Command } from './command.ts';

const common = [
  '--profile DIR    Another profile than the one of this user.',
  '--json           Prints JSON.',
  '--help           Prints this.',
];

export function generalHelp(commands: readonly Command[]): string {
  return [
    'Freshet, a feed reader.',
    '',
    'Usage: freshet COMMAND …',
    '',
    ...commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(52)} ${summary}`),
    `  ${'--self-test'.padEnd(52)} Tries everything that Freshet needs of this system, and prints JSON.`,
    `  ${'--version'.padEnd(52)} Prints the version.`,
    '',
    'Each command takes:',
    ...indented(common),
    '',
    'While Freshet runs, commands talk to it; otherwise they start a worker of their own.',
    'Exit codes: 0 done, 1 failed, 2 wrong use, 3 not found (feed, article, or no feed at an address), 4 not confirmed, 130 Ctrl+C.',
  ].join('\n');
}

export function helpOf({ name, usage, summary, optionHelp }: Command): string {
  return [`Usage: freshet ${name} ${usage}`, '', summary, '', ...indented([...optionHelp, ...common])].join('\n');
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}
