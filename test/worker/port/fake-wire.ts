import type { ParentWire } from '../../../worker/port/parent-wire.ts';
import type { FromWorker } from '../../../worker/protocol/messages.ts';

export interface FakeWire extends ParentWire {
  readonly sent: FromWorker[];
  /** The host posts. */
  say(message: unknown): void;
  disconnect(): void;
  /** From now on the channel refuses every send. */
  breakDown(): void;
}

export function createFakeWire(): FakeWire {
  const sent: FromWorker[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const disconnects: (() => void)[] = [];
  let isBroken = false;
  return {
    sent,
    send(message, done) {
      structuredClone(message);
      if (isBroken) return done(new Error('channel closed'));
      sent.push(message);
      done(null);
    },
    onMessage: listener => void listeners.push(listener),
    onDisconnect: listener => void disconnects.push(listener),
    say(message) {
      for (const listener of listeners) listener(message);
    },
    disconnect() {
      for (const listener of disconnects) listener();
    },
    breakDown() {
      isBroken = true;
    },
  };
}
