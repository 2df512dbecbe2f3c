import type { Outcome, WireError } from '../protocol/errors.ts';
import type { WorkerEvent } from '../protocol/events.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { FromWorker, HostQuestion, ProtocolVersion, StartMessage, ToWorker } from '../protocol/messages.ts';
import type { HostLog } from './host-log.ts';
import type { HostTimers } from './host-timers.ts';
import type { HostTimes } from './host-times.ts';
import { wireError } from './wire-errors.ts';
import type { WorkerChild } from './worker-child.ts';

export const protocolVersion: ProtocolVersion = 1;

export interface SessionEnd {
  /** For the log and the technical detail of errors. */
  readonly reason: string;
  /** Set when starting again makes no sense. */
  readonly finalError: WireError | null;
  /** It asked to be started anew: no crash. */
  readonly isWished: boolean;
  /** What it had in work at that moment: feeds, and 0 for a document of no feed. */
  readonly inWork: readonly FeedId[];
}

interface SessionNeeds {
  readonly child: WorkerChild;
  readonly start: StartMessage;
  readonly timers: HostTimers;
  readonly times: HostTimes;
  readonly log: HostLog;
  readonly onReady: (pid: number, rescue: WireError | null) => void;
  readonly onReply: (id: number, outcome: Outcome) => void;
  readonly onEvent: (event: WorkerEvent) => void;
  readonly onQuestion: (question: HostQuestion) => Promise<unknown>;
  /** Called exactly once, after the process has gone. */
  readonly onEnd: (end: SessionEnd) => void;
}

export interface WorkerSession {
  post(message: ToWorker): boolean;
  /** 'stop', then SIGTERM, then SIGKILL, a step apart; `onEnd` tells when it is over. */
  stop(): void;
  kill(reason: string): void;
}

/** One life of one worker process: handshake, pings, acknowledgements, end. */
export function openSession(needs: SessionNeeds): WorkerSession {
  const { child, start, timers, times, log, onReady, onReply, onEvent, onQuestion, onEnd } = needs;
  let phase: 'hello' | 'starting' | 'ready' | 'ended' = 'hello';
  let isStopping = false;
  let silentTurns = 0;
  let pingId = 0;
  let heardSeq = 0;
  let acknowledgedSeq = 0;
  let takeBackAck: (() => void) | null = null;
  let takeBackStep: (() => void) | null = null;
  let reason: string | null = null;
  let finalError: WireError | null = null;
  let isWished = false;
  let inWork: readonly FeedId[] = [];
  const name = () => `worker ${child.pid ?? '?'}`;

  function post(message: ToWorker): boolean {
    return phase !== 'ended' && child.post(message);
  }

  function end(byItself: string): void {
    if (phase === 'ended') return;
    phase = 'ended';
    takeBackPing();
    takeBackAck?.();
    takeBackStep?.();
    onEnd({ reason: reason ?? byItself, finalError, isWished, inWork });
  }

  function kill(why: string): void {
    reason ??= why;
    log.add('warn', `${name()}: killed, because ${reason}`);
    child.kill(true);
    takeBackStep?.();
    // A process that not even SIGKILL ends (stuck in the kernel) must not hold up the host for ever.
    takeBackStep = timers.after(times.stopStepMs, () => end(why));
  }

  // Turns are counted instead of reading a clock: a computer that slept for an hour was silent for one turn.
  const takeBackPing = timers.every(times.pingEveryMs, () => {
    silentTurns += 1;
    acknowledge();
    const allowedMs = phase === 'ready' ? times.silentMs : times.startSilentMs;
    if (silentTurns * times.pingEveryMs < allowedMs) post({ kind: 'ping', id: ++pingId });
    else if (reason === null && !isStopping) kill(`it did not answer for ${allowedMs / 1000} s`);
  });

  function acknowledge(): void {
    takeBackAck?.();
    takeBackAck = null;
    if (heardSeq === acknowledgedSeq) return;
    acknowledgedSeq = heardSeq;
    post({ kind: 'ack', seq: heardSeq });
  }

  function hear(message: FromWorker): void {
    if (phase === 'ended') return;
    silentTurns = 0;
    heardSeq = Math.max(heardSeq, message.seq);
    // A pong is acknowledged with the next ping, so that a worker at rest is woken once and not twice.
    if (message.kind !== 'pong') takeBackAck ??= timers.after(times.ackWithinMs, acknowledge);
    switch (message.kind) {
      case 'hello':
        welcome(message.protocol);
        break;
      case 'ready':
        if (phase !== 'starting' || isStopping) break;
        phase = 'ready';
        onReady(message.pid, message.rescue ?? null);
        break;
      case 'start-anew':
        isWished = true;
        reason ??= message.why;
        takeBackStep ??= timers.after(times.stopStepMs, () => kill('it did not end although it wanted to be started anew'));
        break;
      case 'start-failed':
        startFailed(message.error, message.isFinal);
        break;
      case 'reply':
        onReply(message.id, message.outcome);
        break;
      case 'event':
        onEvent(message.event);
        break;
      case 'log':
        log.add(message.level, `${name()}: ${message.text}`);
        break;
      case 'ask':
        void onQuestion(message.question).then(answer => post({ kind: 'answer', id: message.id, answer }));
        break;
      case 'in-work':
        inWork = message.feedIds;
        break;
      case 'pong':
        break;
      default: {
        const unknown: never = message;
        log.add('warn', `${name()}: sent what nobody knows: ${JSON.stringify(unknown).slice(0, 200)}`);
      }
    }
  }

  function welcome(version: number): void {
    if (version === protocolVersion) {
      phase = 'starting';
      if (!isStopping) post(start);
      return;
    }
    const versions = `host ${protocolVersion}, worker ${version}`;
    finalError = wireError(
      'protocol-mismatch',
      'Parts of Freshet are of different versions. Install it again, or build it anew.',
      versions,
    );
    kill(finalError.message);
  }

  function startFailed(error: WireError, isFinal: boolean): void {
    log.add('error', `${name()}: cannot start: ${error.message} (${error.code}; ${error.detail})`);
    reason ??= `it could not start: ${error.message}`;
    if (isFinal) finalError = error;
    takeBackStep ??= timers.after(times.stopStepMs, () => kill('it did not end after its start had failed'));
  }

  child.onMessage(hear);
  child.onOutput(text => log.add('info', `${name()}: ${text}`));
  child.onExit((code, signal) => end(signal === null ? `it ended with exit code ${code ?? 'unknown'}` : `it was ended by ${signal}`));

  return {
    post,
    kill,
    stop() {
      if (isStopping || phase === 'ended') return;
      isStopping = true;
      acknowledge();
      post({ kind: 'stop' });
      takeBackStep?.();
      takeBackStep = timers.after(times.stopStepMs, () => {
        log.add('warn', `${name()}: did not stop within ${times.stopStepMs / 1000} s`);
        child.kill(false);
        takeBackStep = timers.after(times.stopStepMs, () => kill('it did not stop'));
      });
    },
  };
}
