import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { forkChild } from '../worker/host/forked-child.ts';
import { createHostLog } from '../worker/host/host-log.ts';
import { defaultProfileDir } from '../worker/host/profile-dir.ts';
import { runSelfTest } from '../worker/host/self-test.ts';
import type { WireError } from '../worker/protocol/errors.ts';
import { CommandFailure, type ExitCode, exitCodes } from './command-failure.ts';
import { add } from './commands/add.ts';
import type { Command, CommandValues, Output } from './commands/command.ts';
import { discover } from './commands/discover.ts';
import { exportCommand } from './commands/export.ts';
import { feeds } from './commands/feeds.ts';
import { fetchCommand } from './commands/fetch.ts';
import { generalHelp, helpOf } from './commands/help.ts';
import { importCommand } from './commands/import.ts';
import { list } from './commands/list.ts';
import { refresh } from './commands/refresh.ts';
import { restore } from './commands/restore.ts';
import { search } from './commands/search.ts';
import { show } from './commands/show.ts';
import { status } from './commands/status.ts';
import { web } from './commands/web.ts';
import { findProgram, type Program } from './program.ts';
import { terminalJson, terminalText } from './terminal-text.ts';

const commands: readonly Command[] = [
  web,
  add,
  importCommand,
  exportCommand,
  refresh,
  list,
  search,
  show,
  feeds,
  discover,
  fetchCommand,
  status,
  restore,
];

/** @param args without node and script. @param here the folder of the entry file. */
export async function runCommandLine(args: readonly string[], here: string): Promise<ExitCode> {
  // The reader of a pipe may leave early (`freshet list | head`).
  process.stdout.on('error', () => process.exit(exitCodes.ok));
  const output: Output = {
    say: text => void process.stdout.write(`${terminalText(text)}\n`),
    sayJson: value => void process.stdout.write(`${terminalJson(value)}\n`),
    warn: text => void process.stderr.write(`freshet: ${terminalText(text)}\n`),
  };
  try {
    return await dispatch(args, findProgram(here), output);
  } catch (thrown) {
    if (thrown instanceof CommandFailure) {
      output.warn(thrown.message);
      return thrown.exitCode;
    }
    output.warn(`Something went wrong inside Freshet. ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
    return exitCodes.failed;
  }
}

async function dispatch(args: readonly string[], program: Program, output: Output): Promise<ExitCode> {
  const [name, ...rest] = args;
  switch (name) {
    case '--self-test':
      return selfTest(program, output);
    case '--version':
      output.say(program.version);
      return exitCodes.ok;
    case '--help':
    case '-h':
    case 'help':
      output.say(generalHelp(commands));
      return exitCodes.ok;
    case undefined:
      throw new CommandFailure(`No command was given.\n\n${generalHelp(commands)}`, exitCodes.usage);
    default: {
      const command = commands.find(each => each.name === name);
      if (!command) throw new CommandFailure(`There is no command “${name}”. “freshet --help” lists them.`, exitCodes.usage);
      return runCommand(command, rest, program, output);
    }
  }
}

async function runCommand(command: Command, words: readonly string[], program: Program, output: Output): Promise<ExitCode> {
  const { values, args } = readWords(command, words);
  if (values['help'] === true) {
    output.say(helpOf(command));
    return exitCodes.ok;
  }
  const [fewest, most] = command.args;
  if (args.length < fewest || args.length > most)
    throw new CommandFailure(`Usage: freshet ${command.name} ${command.usage}`, exitCodes.usage);
  const profileDir = profileOf(values);
  const isJson = values['json'] === true;
  try {
    return await command.run({
      ...output,
      program,
      profileDir,
      log: createHostLog({ file: join(profileDir, 'logs', 'freshet.log') }),
      values,
      args,
      isJson,
    });
  } catch (thrown) {
    if (isJson && thrown instanceof CommandFailure && thrown.error !== null) output.sayJson(failureReport(thrown.error));
    throw thrown;
  }
}

/** Who reads JSON gets it for a failure as well; the words for people go to stderr as ever. */
function failureReport({ requests = [], ...error }: WireError) {
  return { error, requests };
}

function readWords(command: Command, words: readonly string[]): { readonly values: CommandValues; readonly args: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ...command.options,
        profile: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { values, args: positionals };
  } catch (thrown) {
    // Node's advice after the first sentence is for options of other programs.
    const reason = (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\. To specify .*$/su, '.');
    throw new CommandFailure(`${reason}\nUsage: freshet ${command.name} ${command.usage}`, exitCodes.usage);
  }
}

function profileOf(values: CommandValues): string {
  const profile = values['profile'];
  if (profile === '') throw new CommandFailure('--profile needs a folder.', exitCodes.usage);
  return typeof profile === 'string' ? resolve(profile) : defaultProfileDir();
}

async function selfTest(program: Program, output: Output): Promise<ExitCode> {
  const report = await runSelfTest({ fork: () => forkChild({ entry: program.workerEntry }), version: program.version });
  output.sayJson(report);
  return report.ok ? exitCodes.ok : exitCodes.failed;
}
