import type { FromWorker } from '../protocol/messages.ts';

/** The bare channel to the host: child_process.fork's or Electron's. */
export interface ParentWire {
  /** Calls `sent` once, with the error when the channel says that it could not. Throws what cannot be cloned. */
  send(message: FromWorker, sent: (error: Error | null) => void): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Electron's wire never calls it: there, only silence tells. */
  onDisconnect(listener: () => void): void;
}
