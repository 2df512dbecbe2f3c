import { writeSync } from 'node:fs';
import { FeedError } from './errors.ts';
import { hideSecrets } from './hide-secrets.ts';

export interface Logger {
  info(text: string): void;
  warn(text: string): void;
  /** Keeps the stack of what was thrown, unless its cause is known (a full disk): that would be told in ten lines for each of a thousand feeds. */
  error(text: string, thrown?: unknown): void;
}

export type LogLevel = 'info' | 'warn' | 'error';

const longestText = 8_000;

/** Lines for the host's log file. Feed words may be in them, so control characters go; so do the secrets of addresses (E12). */
export function createLogger(post: (level: LogLevel, text: string) => void): Logger {
  const write = (level: LogLevel, text: string): void => post(level, printable(text));
  return {
    info: text => write('info', text),
    warn: text => write('warn', text),
    error: (text, thrown) =>
      write('error', thrown === undefined ? text : `${text}: ${isKnown(thrown) ? inOneLine(thrown) : describe(thrown)}`),
  };
}

/** The last words of a process that is about to exit: a posted message might not leave any more. */
export function writeLastWords(text: string): void {
  try {
    writeSync(2, `${printable(text)}\n`);
  } catch {
    // Nobody reads our output any more.
  }
}

/** A thrown value with its stack and its causes, for the log. */
export function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const own = thrown.stack ?? `${thrown.name}: ${thrown.message}`;
  return thrown.cause === undefined ? own : `${own}\ncaused by ${describe(thrown.cause)}`;
}

function isKnown(thrown: unknown): thrown is FeedError {
  return thrown instanceof FeedError && thrown.code !== 'internal';
}

function inOneLine({ message, extras: { detail = '' } }: FeedError): string {
  return detail === '' ? message : `${message} (${detail})`;
}

function printable(text: string): string {
  const shown = hideSecrets(text).slice(0, longestText);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return shown.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');
}
