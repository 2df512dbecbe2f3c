import type { ReaderEvent } from '../../worker/protocol/host.ts';
import type { BinaryMethod, Method, Params, Result } from '../../worker/protocol/methods.ts';
import { type ExitCode, exitCodes, failureOf } from '../command-failure.ts';
import { findOwner, type Owner } from '../profile-owner.ts';
import type { Command, CommandContext, CommandValues } from './command.ts';

/** A question to whoever owns the profile. @throws CommandFailure */
export type Ask = <M extends Exclude<Method, BinaryMethod>>(method: M, params: Params<M>) => Promise<Result<M>>;

interface AskingContext extends CommandContext {
  readonly ask: Ask;
  /** Whether a running Freshet answers, and not a worker of our own. */
  isRunning(): Promise<boolean>;
  onEvent(listener: (event: ReaderEvent) => void): Promise<void>;
}

interface AskingCommand extends Omit<Command, 'run'> {
  /** Whether a worker of its own shall be free of the limits for confirmed loopback addresses. */
  readonly liftsLoopback?: (values: CommandValues) => boolean;
  /** Whether a worker of its own may ask the subscribed feeds of this computer. */
  readonly allowsLoopback?: (values: CommandValues) => boolean;
  /** Whether it can work with a damaged database. */
  readonly takesRescue?: boolean;
  run(context: AskingContext): Promise<ExitCode>;
}

/**
 * A command that asks the worker: the profile's owner is found at the first question, so that wrong words start nothing,
 * and is let go of at the end. Ctrl+C cancels what is under way.
 */
export function asking(command: AskingCommand): Command {
  return {
    ...command,
    async run(context) {
      const cancel = new AbortController();
      const onInterrupt = () => cancel.abort();
      process.on('SIGINT', onInterrupt);
      process.on('SIGTERM', onInterrupt);
      let found: Promise<Owner> | null = null;
      const owner = () => {
        found ??= findOwnerFor(command, context);
        return found;
      };
      try {
        const exitCode = await command.run({
          ...context,
          ask: async (method, params) => askOwner(await owner(), method, params, cancel.signal),
          isRunning: async () => (await owner()).kind === 'running',
          onEvent: async listener => hear(await owner(), listener),
        });
        return cancel.signal.aborted ? exitCodes.interrupted : exitCode;
      } finally {
        if (found) await letGo(found);
        process.off('SIGINT', onInterrupt);
        process.off('SIGTERM', onInterrupt);
      }
    },
  };
}

function findOwnerFor(
  { liftsLoopback, allowsLoopback, takesRescue = false }: AskingCommand,
  { profileDir, program, log, values }: CommandContext,
): Promise<Owner> {
  const start = {
    mode: 'batch',
    intervalMs: null,
    liftLimitsForLoopback: liftsLoopback?.(values) ?? false,
    allowsLoopbackFeeds: allowsLoopback?.(values) ?? false,
  } as const;
  return findOwner({ profileDir, program, log, start, takesRescue });
}

async function askOwner<M extends Method>(owner: Owner, method: M, params: Params<M>, signal: AbortSignal): Promise<Result<M>> {
  const asked = owner.kind === 'running' ? owner.client.request(method, params, signal) : owner.worker.request(method, params, { signal });
  const outcome = await asked;
  if (!outcome.ok) throw failureOf(outcome.error);
  return outcome.result as Result<M>;
}

function hear(owner: Owner, listener: (event: ReaderEvent) => void): void {
  if (owner.kind === 'running') owner.client.onEvent(listener);
  else owner.worker.onEvent(listener);
}

async function letGo(found: Promise<Owner>): Promise<void> {
  const owner = await found.catch(() => null);
  if (owner?.kind === 'running') owner.client.close();
  else await owner?.worker.stop();
}
