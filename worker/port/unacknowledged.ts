/** Sends that the parent has not confirmed yet, and how many of them count as failed. Times are monotonic milliseconds. */
export interface Unacknowledged {
  sent(seq: number, at: number): void;
  /** The parent has everything up to `seq`. */
  acknowledged(seq: number): void;
  /** The channel itself refused this one. */
  refused(seq: number): void;
  /** It was never sent. */
  withdrawn(seq: number): void;
  /** Counts the sends that have waited too long by now, each once; returns how long the oldest has waited. */
  look(now: number): number;
  /** We ourselves stood still for so long: the parent is not to blame for that time. */
  forgive(ms: number): void;
  failed(): number;
  /** How many still wait. */
  size(): number;
}

export function createUnacknowledged(failedAfterMs: number): Unacknowledged {
  let waiting: { readonly seq: number; at: number; hasFailed: boolean }[] = [];
  let failed = 0;
  return {
    sent: (seq, at) => void waiting.push({ seq, at, hasFailed: false }),
    acknowledged(seq) {
      waiting = waiting.filter(send => send.seq > seq);
    },
    refused(seq) {
      const send = waiting.find(each => each.seq === seq);
      if (send?.hasFailed !== true) failed += 1;
      waiting = waiting.filter(each => each !== send);
    },
    withdrawn(seq) {
      waiting = waiting.filter(each => each.seq !== seq);
    },
    look(now) {
      for (const send of waiting) {
        if (send.hasFailed || now - send.at < failedAfterMs) continue;
        send.hasFailed = true;
        failed += 1;
      }
      const oldest = waiting[0];
      return oldest === undefined ? 0 : now - oldest.at;
    },
    forgive(ms) {
      for (const send of waiting) send.at += ms;
    },
    failed: () => failed,
    size: () => waiting.length,
  };
}
