import type { FromWorker, ToWorker } from '../protocol/messages.ts';

/** A started worker process, whichever way it was forked. The adapters: `forked-child.ts` (child_process) and `electron/utility-child.ts` (utilityProcess). */
export interface WorkerChild {
  /** Undefined until the process has been spawned. */
  readonly pid: number | undefined;
  /** Posts nothing, and says so by `false`, once the process has gone. */
  post(message: ToWorker): boolean;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called exactly once. `code` is null when a signal ended it. */
  onExit(listener: (code: number | null, signal: string | null) => void): void;
  /** Its stdout and stderr, as they come. */
  onOutput(listener: (text: string) => void): void;
  /** Asks the process to end at once: SIGTERM, or SIGKILL when `force`. */
  kill(force: boolean): void;
}

export type ForkWorker = () => WorkerChild;
