import type { ParseArgsOptionsConfig } from 'node:util';
import type { HostLog } from '../../worker/host/host-log.ts';
import type { ExitCode } from '../command-failure.ts';
import type { Program } from '../program.ts';

export type CommandValues = Readonly<Record<string, unknown>>;

export interface Output {
  /** To stdout: text for people, made safe for a terminal. */
  say(text: string): void;
  /** To stdout: one JSON value. */
  sayJson(value: unknown): void;
  /** To stderr. */
  warn(text: string): void;
}

/** What a command works with. */
export interface CommandContext extends Output {
  readonly program: Program;
  readonly profileDir: string;
  readonly log: HostLog;
  readonly values: CommandValues;
  readonly args: readonly string[];
  readonly isJson: boolean;
}

export interface Command {
  readonly name: string;
  /** After the name, as help shows it. */
  readonly usage: string;
  readonly summary: string;
  /** Beside --profile, --json and --help, which all have. */
  readonly options: ParseArgsOptionsConfig;
  /** What the options mean, one line each. */
  readonly optionHelp: readonly string[];
  /** Fewest and most words after the name. */
  readonly args: readonly [number, number];
  /** @throws CommandFailure */
  run(context: CommandContext): Promise<ExitCode>;
}
