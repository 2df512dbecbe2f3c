import type { ParentWire } from './parent-wire.ts';

/** `process.parentPort` of an Electron utility process, as far as it is used. */
export interface ElectronParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly unknown[] }) => void): unknown;
  postMessage(message: unknown): void;
}

/** The channel of Electron's utilityProcess: it swallows posts to a dead parent and tells nothing of its end. */
export function createElectronWire(parentPort: ElectronParentPort): ParentWire {
  return {
    send(message, sent) {
      parentPort.postMessage(message);
      sent(null);
    },
    onMessage: listener => void parentPort.on('message', event => listener(event.data)),
    onDisconnect: () => undefined,
  };
}
