import type { WireError } from '../worker/protocol/errors.ts';

/** What a command ends with. 130 is the shell's word for Ctrl+C. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, notFound: 3, unconfirmed: 4, interrupted: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with words on stderr. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly exitCode: ExitCode;
  /** What the worker said, for `--json`; null for a failure of the command's own. */
  readonly error: WireError | null;

  constructor(message: string, exitCode: ExitCode = exitCodes.failed, error: WireError | null = null) {
    super(message);
    this.exitCode = exitCode;
    this.error = error;
  }
}

const notFound: readonly WireError['code'][] = ['not-found-here', 'no-feed-found'];

export function failureOf(error: WireError): CommandFailure {
  if (error.code === 'cancelled') return new CommandFailure('Cancelled.', exitCodes.interrupted, error);
  if (error.code === 'local-address') return new CommandFailure(`${error.message} To say so, add --allow-local.`, exitCodes.failed, error);
  const detail = error.detail === '' ? '' : ` (${error.detail})`;
  return new CommandFailure(`${error.message}${detail}`, notFound.includes(error.code) ? exitCodes.notFound : exitCodes.failed, error);
}
