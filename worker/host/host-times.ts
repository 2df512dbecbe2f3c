/** How patient a host is with its worker. All in milliseconds but `crashLimit`. */
export interface HostTimes {
  readonly pingEveryMs: number;
  /** A ready worker that says nothing for so long is killed. */
  readonly silentMs: number;
  /** The same before it is ready: a slow disk, a big program to load. */
  readonly startSilentMs: number;
  /** Well under the 5 s after which the worker counts a message as lost. */
  readonly ackWithinMs: number;
  /** From 'stop' to SIGTERM, from SIGTERM to SIGKILL, and from SIGKILL to giving up. */
  readonly stopStepMs: number;
  readonly restartDelaysMs: readonly number[];
  /** A worker that stood so long starts again with the first delay. */
  readonly quietMs: number;
  /** So many crashes within `crashWindowMs` end the attempts. Infinity lifts the limit. */
  readonly crashLimit: number;
  readonly crashWindowMs: number;
  /** The same for crashes with a document in work: each sets a feed aside, so that they come to an end by themselves. */
  readonly explainedCrashLimit: number;
}

export const hostTimes: HostTimes = {
  pingEveryMs: 2_000,
  silentMs: 10_000,
  startSilentMs: 60_000,
  ackWithinMs: 50,
  stopStepMs: 3_000,
  restartDelaysMs: [100, 300, 1_000, 3_000, 10_000, 30_000],
  quietMs: 60_000,
  crashLimit: 3,
  crashWindowMs: 300_000,
  explainedCrashLimit: 10,
};
