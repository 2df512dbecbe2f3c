import type { Clock } from '../clock.ts';
import type { FromWorker } from '../protocol/messages.ts';
import type { ParentWire } from './parent-wire.ts';
import { createUnacknowledged } from './unacknowledged.ts';

type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;
export type Posted = WithoutSeq<FromWorker>;

/** The worker's side of the channel: numbered sends, and the watch over the parent (docs/architecture.md, "A good child"). */
export interface ParentPort {
  /** Throws when the message cannot be cloned: then nothing was sent. */
  post(message: Posted): void;
  /** Everything but pings and acknowledgements, which are answered here. Not validated. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with the reason in words, when the parent is gone or does not listen any more. */
  onGone(listener: (reason: string) => void): void;
  /** From now on, the parent's process must exist. */
  watchPid(pid: number): void;
  failedSends(): number;
  /** Settles when the parent has acknowledged all posts, at the latest after 300 ms; at once when it is gone. */
  flush(): Promise<void>;
  /** Ends the watch; posts go on. */
  close(): void;
}

export interface ParentPortNeeds {
  readonly wire: ParentWire;
  readonly clock: Clock;
  /** Whether a process with this id exists. */
  readonly isAlive: (pid: number) => boolean;
}

const lookEveryMs = 2_000;
/** A later turn of the timer means that this process was stopped or asleep itself. */
const ownStallMs = 4_000;
const sendFailedAfterMs = 5_000;
/** Without an acknowledgement for so long the parent does not listen any more. */
const deafAfterMs = 10_000;
const noPingMs = 10_000;
const flushWithinMs = 300;

export function createParentPort({ wire, clock, isAlive }: ParentPortNeeds): ParentPort {
  const unacknowledged = createUnacknowledged(sendFailedAfterMs);
  const goneListeners: ((reason: string) => void)[] = [];
  const messageListeners: ((message: unknown) => void)[] = [];
  let flushed: (() => void)[] = [];
  let seq = 0;
  let lastPingAt: number | null = null;
  let parentPid: number | null = null;
  let isGone = false;
  let lookedAt = clock.monotonic();
  let cancelLook = clock.after(lookEveryMs, look);

  function gone(reason: string): void {
    if (isGone) return;
    isGone = true;
    cancelLook();
    settleFlush();
    for (const listener of goneListeners) listener(reason);
  }

  function look(): void {
    const now = clock.monotonic();
    const stalledMs = now - lookedAt - lookEveryMs;
    lookedAt = now;
    if (stalledMs > ownStallMs - lookEveryMs) {
      unacknowledged.forgive(stalledMs);
      if (lastPingAt !== null) lastPingAt += stalledMs;
    }
    cancelLook = clock.after(lookEveryMs, look);
    if (parentPid !== null && !isAlive(parentPid)) gone(`the parent process ${parentPid} is not there any more`);
    else if (unacknowledged.look(now) >= deafAfterMs) gone(`the parent has acknowledged nothing for ${deafAfterMs / 1000} s`);
    else if (lastPingAt !== null && now - lastPingAt >= noPingMs) gone(`no ping from the parent for ${noPingMs / 1000} s`);
  }

  function settleFlush(): void {
    const waiting = flushed;
    flushed = [];
    for (const resolve of waiting) resolve();
  }

  function post(message: Posted): void {
    const number = seq + 1;
    unacknowledged.sent(number, clock.monotonic());
    try {
      wire.send({ ...message, seq: number }, error => {
        if (error === null || error === undefined) return;
        unacknowledged.refused(number);
        gone(`the channel to the parent failed (${error.message})`);
      });
    } catch (thrown) {
      unacknowledged.withdrawn(number);
      throw thrown;
    }
    seq = number;
  }

  function receive(message: unknown): void {
    const kind = fieldOf(message, 'kind');
    if (kind === 'ping') {
      lastPingAt = clock.monotonic();
      const id = fieldOf(message, 'id');
      if (typeof id === 'number') post({ kind: 'pong', id });
    } else if (kind === 'ack') {
      const upTo = fieldOf(message, 'seq');
      if (typeof upTo !== 'number') return;
      unacknowledged.acknowledged(upTo);
      if (unacknowledged.size() === 0) settleFlush();
    } else {
      for (const listener of messageListeners) listener(message);
    }
  }

  wire.onMessage(receive);
  wire.onDisconnect(() => gone('the parent has closed the channel'));

  return {
    post,
    onMessage: listener => void messageListeners.push(listener),
    onGone: listener => void goneListeners.push(listener),
    watchPid(pid) {
      parentPid = pid;
    },
    failedSends: () => unacknowledged.failed(),
    flush() {
      if (isGone || unacknowledged.size() === 0) return Promise.resolve();
      return new Promise(resolve => {
        flushed.push(resolve);
        clock.after(flushWithinMs, resolve);
      });
    },
    close: () => cancelLook(),
  };
}

function fieldOf(message: unknown, name: string): unknown {
  return typeof message === 'object' && message !== null ? Reflect.get(message, name) : undefined;
}
