import type { ParentWire } from './parent-wire.ts';

/** What the adapter needs of `process` in a child of child_process.fork. */
export interface ForkedProcess {
  send?: ((message: unknown, handle: undefined, options: undefined, sent: (error: Error | null) => void) => boolean) | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}

/** The channel of child_process.fork (`serialization: 'advanced'`). */
export function createForkWire(forked: ForkedProcess): ParentWire {
  return {
    send(message, sent) {
      if (forked.send === undefined) sent(new Error('no channel to a parent'));
      else forked.send(message, undefined, undefined, sent);
    },
    onMessage: listener => void forked.on('message', listener),
    onDisconnect: listener => void forked.on('disconnect', listener),
  };
}
