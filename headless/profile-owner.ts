import { setTimeout as delay } from 'node:timers/promises';
import { type ControlClient, connectControl } from '../worker/host/control-client.ts';
import { forkChild } from '../worker/host/forked-child.ts';
import type { HostLog } from '../worker/host/host-log.ts';
import { createWorkerHost, type StartFields, type WorkerHost } from '../worker/host/worker-host.ts';
import type { WireError } from '../worker/protocol/errors.ts';
import { CommandFailure, exitCodes, failureOf } from './command-failure.ts';
import type { Program } from './program.ts';

/** Whoever owns the profile: a Freshet that runs already, or a worker of our own. */
export type Owner = { readonly kind: 'running'; readonly client: ControlClient } | { readonly kind: 'own'; readonly worker: WorkerHost };

/** What a command decides about a worker of its own. */
export type OwnStart = Pick<StartFields, 'mode' | 'intervalMs' | 'liftLimitsForLoopback' | 'allowsLoopbackFeeds'>;

interface OwnerNeeds {
  readonly profileDir: string;
  readonly program: Program;
  readonly log: HostLog;
  readonly start: OwnStart;
  /** A worker whose database is damaged will do as well. */
  readonly takesRescue?: boolean;
  /** How long to wait for another process that has the profile but does not answer: one that starts, or ends. */
  readonly patienceMs?: number;
}

/** @throws CommandFailure when neither can be had. */
export async function findOwner({ profileDir, program, log, start, takesRescue = false, patienceMs = 10_000 }: OwnerNeeds): Promise<Owner> {
  const giveUpAt = performance.now() + patienceMs;
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
    const found = await connectControl(profileDir);
    if (found.kind === 'connected') return { kind: 'running', client: found.client };
    if (found.kind === 'other-version') {
      throw new CommandFailure(`Another version of Freshet (${found.version}) is running on this profile. Quit it first.`);
    }
    const worker = createWorkerHost({
      fork: () => forkChild({ entry: program.workerEntry }),
      start: () => ({ profileDir, addresses: [], version: program.version, ...start }),
      log,
    });
    const health = await worker.settled();
    if (health.state === 'ready') return { kind: 'own', worker };
    if (health.state === 'rescue' && takesRescue) return { kind: 'own', worker };
    await worker.stop();
    if (health.state === 'rescue') throw rescueFailure(health.error);
    if (health.state !== 'failed') throw new CommandFailure('The background worker was stopped.');
    // Its owner is just starting or ending, or is another command that will soon be done.
    if (health.error.code !== 'profile-in-use' || performance.now() > giveUpAt) throw failureOf(health.error);
    await delay(pauseMs);
  }
}

/** What the window asks on its own screen. */
function rescueFailure(error: WireError): CommandFailure {
  const { message } = failureOf(error);
  return new CommandFailure(`${message} “freshet restore --list” shows what can be restored.`, exitCodes.failed, error);
}
