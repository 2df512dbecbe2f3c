import type { HostLog } from './host-log.ts';
import { hostFault } from './wire-errors.ts';

/** Listeners of one kind. One that throws is logged and does not keep the news from the others. */
export function createListeners<T>(log: HostLog) {
  const listeners = new Set<(value: T) => void>();
  return {
    /** Returns the function that ends it. */
    add(listener: (value: T) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(value: T): void {
      for (const listener of [...listeners]) {
        try {
          listener(value);
        } catch (thrown) {
          log.add('error', `a listener failed: ${hostFault(thrown).detail}`);
        }
      }
    },
  };
}
