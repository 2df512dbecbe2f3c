import { CommandFailure, exitCodes } from '../command-failure.ts';
import type { CommandValues } from './command.ts';

/** A positive whole number given as option or word; null when it is not given. @throws CommandFailure (usage) */
export function numberOption(values: CommandValues, name: string): number | null {
  const value = values[name];
  return typeof value === 'string' ? positiveNumber(value, `--${name}`) : null;
}

export function positiveNumber(text: string, what: string): number {
  const value = /^[1-9]\d{0,14}$/u.test(text) ? Number(text) : null;
  if (value === null) throw new CommandFailure(`${what} needs a whole number above 0, not “${text}”.`, exitCodes.usage);
  return value;
}
