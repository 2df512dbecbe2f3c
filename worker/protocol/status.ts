import type { Milliseconds } from './ids.ts';

export interface WorkerStatus {
  readonly name: string;
  readonly pid: number;
  readonly version: string;
  readonly node: string;
  readonly sqlite: string;
  readonly startedAt: Milliseconds;
  readonly uptimeMs: number;
  readonly ticks: number;
  readonly lastTickAt: Milliseconds | null;
  readonly nextTickAt: Milliseconds | null;
  /** Ticks in a row that failed by our own fault. */
  readonly failedTicksInARow: number;
  /** Set while ten such ticks or more hold the timer, which then tries at distances of 5 minutes to an hour: the last error, in words. */
  readonly timerStoppedBecause: string | null;
  readonly errorsInWork: number;
  readonly failedSends: number;
  /** How often the host had to start the worker anew in this run. */
  readonly restarts: number;
  readonly feeds: number;
  readonly entries: number;
  readonly profileDir: string;
  readonly memoryBytes: number;
}
