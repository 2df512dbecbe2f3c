import type { Outcome, WireError } from '../protocol/errors.ts';
import type { WorkerEvent } from '../protocol/events.ts';
import type { WorkerHealth } from '../protocol/host.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { StartMessage, ToWorker } from '../protocol/messages.ts';
import type { Method, Params, Result } from '../protocol/methods.ts';
import { createHostAnswers, type HostKeys } from './host-answers.ts';
import type { HostLog } from './host-log.ts';
import { type HostTimers, systemTimers } from './host-timers.ts';
import { type HostTimes, hostTimes } from './host-times.ts';
import { createListeners } from './listeners.ts';
import { createOpenCalls } from './open-calls.ts';
import { createRestartPolicy } from './restart-policy.ts';
import { failed, hostFault, hostStopping, wireError, workerStopped } from './wire-errors.ts';
import type { ForkWorker } from './worker-child.ts';
import { openSession, protocolVersion, type SessionEnd, type WorkerSession } from './worker-session.ts';

/** What a host decides about a start; the rest of the message is the same for all. */
export type StartFields = Omit<StartMessage, 'kind' | 'protocol' | 'restarts' | 'suspects' | 'runSecrets' | 'parentPid'>;

export interface WorkerHostNeeds {
  readonly fork: ForkWorker;
  /** Asked anew at every start. */
  readonly start: () => StartFields;
  readonly log: HostLog;
  /** What this host has of the system; by default nothing. */
  readonly keys?: HostKeys;
  readonly timers?: HostTimers;
  readonly times?: Partial<HostTimes>;
}

export interface WorkerHost {
  /** Always settles, and never rejects. Waits for the worker where it is not ready yet. */
  request<M extends Method>(method: M, params: Params<M>, options?: { readonly signal?: AbortSignal }): Promise<Outcome<Result<M>>>;
  health(): WorkerHealth;
  onHealth(listener: (health: WorkerHealth) => void): () => void;
  onEvent(listener: (event: WorkerEvent) => void): () => void;
  /** Resolves when it is decided how the start went: 'ready', 'rescue', 'failed' or 'stopped'. */
  settled(): Promise<WorkerHealth>;
  /** Tries again after 'failed', or at once where a delay is running. Does nothing to a worker that lives. */
  restart(): void;
  power(state: Extract<ToWorker, { kind: 'power' }>['state']): void;
  /** Ends the worker in order and resolves when its process has gone. */
  stop(): Promise<void>;
  /** For the second Ctrl+C: no order any more. */
  killNow(): void;
}

/** Keeps one worker running. Starts it at once. */
export function createWorkerHost(needs: WorkerHostNeeds): WorkerHost {
  const { fork, start, log, timers = systemTimers } = needs;
  const times: HostTimes = { ...hostTimes, ...needs.times };
  const policy = createRestartPolicy(times);
  const calls = createOpenCalls(message => session?.post(message) ?? false);
  const healthListeners = createListeners<WorkerHealth>(log);
  const eventListeners = createListeners<WorkerEvent>(log);
  const answers = createHostAnswers({ keys: needs.keys ?? {}, log });
  let health: WorkerHealth = { state: 'starting' };
  let session: WorkerSession | null = null;
  let restarts = 0;
  let readyAt: number | null = null;
  /** Handed to the next worker, and to one after it until one is ready. */
  let suspects: readonly FeedId[] = [];
  let isStopping = false;
  let takeBackRestart: (() => void) | null = null;

  function setHealth(next: WorkerHealth): void {
    health = next;
    healthListeners.tell(next);
  }

  function startWorker(): void {
    takeBackRestart = null;
    readyAt = null;
    setHealth({ state: 'starting' });
    try {
      const common = { kind: 'start', protocol: protocolVersion, restarts, suspects, parentPid: process.pid } as const;
      const message: StartMessage = { ...common, ...answers.startFields(), ...start() };
      session = openSession({
        child: fork(),
        start: message,
        timers,
        times,
        log,
        onReady,
        onReply: calls.answered,
        onEvent: eventListeners.tell,
        onQuestion: answers.answer,
        onEnd,
      });
    } catch (thrown) {
      onEnd({ reason: `it could not be forked: ${hostFault(thrown).detail}`, finalError: null, isWished: false, inWork: [] });
    }
  }

  function onReady(pid: number, rescue: WireError | null): void {
    readyAt = timers.now();
    suspects = [];
    log.add('info', `worker ${pid}: ready`);
    setHealth(rescue === null ? { state: 'ready', pid, restarts } : { state: 'rescue', pid, restarts, error: rescue });
    calls.workerReady();
  }

  function onEnd({ reason, finalError, isWished, inWork }: SessionEnd): void {
    session = null;
    if (isStopping) {
      log.add('info', 'worker: stopped');
      calls.settleAll(hostStopping());
      setHealth({ state: 'stopped' });
      return;
    }
    if (isWished) {
      log.add('info', `worker: starts anew: ${reason}`);
      calls.workerLost(workerStopped(reason), false);
      startWorker();
      return;
    }
    const isExplained = inWork.length > 0;
    if (isExplained) suspects = inWork;
    log.add('error', `worker: crashed${whileReading(inWork)}: ${reason}`);
    calls.workerLost(workerStopped(reason), isExplained);
    const delayMs = finalError === null ? policy.crashed(timers.now(), readyAt, isExplained) : null;
    if (delayMs === null) {
      giveUp(finalError ?? crashLoop(reason));
      return;
    }
    restarts += 1;
    takeBackRestart = timers.after(delayMs, startWorker);
    setHealth({ state: 'restarting', restarts, delayMs, reason });
  }

  function crashLoop(reason: string): WireError {
    const message = `The background worker stopped ${times.crashLimit} times in a short while, so Freshet no longer starts it by itself.`;
    return wireError('worker-stopped', message, reason);
  }

  function giveUp(error: WireError): void {
    setHealth({ state: 'failed', restarts, error, log: log.recent() });
    calls.settleAll(error);
  }

  startWorker();

  return {
    async request(method, params, options = {}) {
      if (isStopping) return failed(hostStopping());
      if (health.state === 'failed') return failed(health.error);
      // The one place where an answer gets its type back: the worker's handlers are typed by the same map.
      return (await calls.ask(method, params, options.signal)) as Outcome<Result<typeof method>>;
    },
    health: () => health,
    onHealth: healthListeners.add,
    onEvent: eventListeners.add,
    settled() {
      const isDecided = (now: WorkerHealth) =>
        now.state === 'ready' || now.state === 'rescue' || now.state === 'failed' || now.state === 'stopped';
      if (isDecided(health)) return Promise.resolve(health);
      return new Promise(resolve => {
        const off = healthListeners.add(now => {
          if (!isDecided(now)) return;
          off();
          resolve(now);
        });
      });
    },
    restart() {
      if (isStopping || session !== null) return;
      takeBackRestart?.();
      if (health.state === 'failed') restarts += 1;
      policy.forget();
      startWorker();
    },
    power(state) {
      if (health.state === 'ready') session?.post({ kind: 'power', state });
    },
    stop() {
      const gone = health.state === 'stopped' ? Promise.resolve() : untilStopped();
      if (!isStopping) {
        isStopping = true;
        takeBackRestart?.();
        calls.settleAll(hostStopping(), 'queued');
        if (session) session.stop();
        else onEnd({ reason: 'asked to stop', finalError: null, isWished: false, inWork: [] });
      }
      return gone;
    },
    killNow() {
      isStopping = true;
      session?.kill('the user asked twice');
    },
  };

  function untilStopped(): Promise<void> {
    return new Promise(resolve => {
      const off = healthListeners.add(now => {
        if (now.state !== 'stopped') return;
        off();
        resolve();
      });
    });
  }
}

function whileReading(inWork: readonly FeedId[]): string {
  if (inWork.length === 0) return '';
  return ` while reading ${inWork.map(feedId => (feedId === 0 ? 'a document of no feed' : `feed ${feedId}`)).join(', ')}`;
}
