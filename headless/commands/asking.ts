import type { ReaderEvent } from '../../worker/protocol/host.ts';
import type { BinaryMethod, Method, Params, Result } from '../../worker/protocol/methods.ts';
import { type ExitCode, exitCodes, failureOf } from '../command-failure.ts';
import { findOwner, type Owner } from '../profile-owner.ts';
import type { Command, CommandContext } from './command.ts';

/** A question to whoever owns the profile. @throws CommandFailure */
export type Ask = <M extends Exclude<Method, BinaryMethod>>(method: M, params: Params<M>) => Promise<Result<M>>;

export interface AskingContext extends CommandContext {
  readonly ask: Ask;
  /** Whether a running Freshet answers, and not a worker of our own. */
  readonly isRunning: boolean;
  onEvent(listener: (event: ReaderEvent) => void): void;
}

/** A command that asks the worker: finds the profile's owner first, and lets go of it afterwards. Ctrl+C cancels what is under way. */
export function asking(command: Omit<Command, 'run'> & { run(context: AskingContext): Promise<ExitCode> }): Command {
  return {
    ...command,
    async run(context) {
      const { profileDir, program, log } = context;
      const cancel = new AbortController();
      const onInterrupt = () => cancel.abort();
      process.on('SIGINT', onInterrupt);
      process.on('SIGTERM', onInterrupt);
      const owner = await findOwner({ profileDir, program, log, start: { mode: 'batch', intervalMs: null, liftLimitsForLoopback: false } });
      try {
        const exitCode = await command.run({
          ...context,
          isRunning: owner.kind === 'running',
          ask: askOf(owner, cancel.signal),
          onEvent: listener => (owner.kind === 'running' ? owner.client.onEvent(listener) : void owner.worker.onEvent(listener)),
        });
        return cancel.signal.aborted ? exitCodes.interrupted : exitCode;
      } finally {
        if (owner.kind === 'running') owner.client.close();
        else await owner.worker.stop();
        process.off('SIGINT', onInterrupt);
        process.off('SIGTERM', onInterrupt);
      }
    },
  };
}

function askOf(owner: Owner, signal: AbortSignal): Ask {
  return async (method, params) => {
    const asked =
      owner.kind === 'running' ? owner.client.request(method, params, signal) : owner.worker.request(method, params, { signal });
    const outcome = await asked;
    if (!outcome.ok) throw failureOf(outcome.error);
    return outcome.result as Result<typeof method>;
  };
}
