import { type Clock, systemClock } from '../clock.ts';
import { FeedError } from '../errors.ts';

/** N8, P15. Times in ms. */
export interface HostLimits {
  readonly underWay: number;
  readonly underWayOnBattery: number;
  readonly perHost: number;
  /** Between starts for feeds of one host. */
  readonly spacingMs: number;
  /** A request that hears less than `silentBytes` for this long gives its slot up and goes on beside the count. */
  readonly silentMs: number;
  readonly silentBytes: number;
  readonly besideCount: number;
}

export const defaultHostLimits: HostLimits = {
  underWay: 32,
  underWayOnBattery: 16,
  perHost: 2,
  spacingMs: 1000,
  silentMs: 1000,
  silentBytes: 4096,
  besideCount: 64,
};

export interface Start {
  readonly host: string;
  /** Counts for the spacing of its host, and waits for it. */
  readonly isSpaced: boolean;
  /** Goes first, and waits for no spacing. */
  readonly isUrgent: boolean;
}

/** A request's place among those under way. */
export interface Place {
  /** So many bytes have arrived. */
  heard(bytes: number): void;
  /** Leaves the host for another one (redirect), keeping its slot; resolves when there is room. Rejects as `enter` does. */
  move(start: Start): Promise<void>;
  /** Must be called once, in the end. */
  leave(): void;
}

export interface Gate {
  /** Resolves when the request may start; rejects with FeedError 'cancelled' when the signal fires first. */
  enter(start: Start, signal: AbortSignal | null): Promise<Place>;
  /** Fewer at once from now on, or as many as ever; what is under way goes on. */
  onBattery(isOnBattery: boolean): void;
}

interface Waiter {
  readonly start: Start;
  readonly hasSlot: boolean;
  readonly go: () => void;
}

interface Host {
  active: number;
  /** No spaced start before this, on the gate's clock. */
  nextStartAt: number;
}

/** @param clock for the spacing of starts. */
export function createGate(limits: HostLimits, clock: Pick<Clock, 'monotonic' | 'after'> = systemClock): Gate {
  const now = clock.monotonic;
  const hosts = new Map<string, Host>();
  let waiting: Waiter[] = [];
  let most = limits.underWay;
  let underWay = 0;
  let beside = 0;
  let forgetAt = 0;
  let cancelTimer: (() => void) | null = null;

  const hostOf = (name: string): Host => {
    const host = hosts.get(name) ?? { active: 0, nextStartAt: 0 };
    hosts.set(name, host);
    return host;
  };

  const leaveHost = (name: string) => {
    const host = hostOf(name);
    host.active -= 1;
    if (host.active === 0 && host.nextStartAt <= now()) hosts.delete(name);
  };

  /** Starts everything that may start, urgent ones first, then in order of arrival. */
  const pump = () => {
    cancelTimer?.();
    cancelTimer = null;
    const at = now();
    let soonest = Number.POSITIVE_INFINITY;
    const started = new Set<Waiter>();
    for (const waiter of waiting) {
      const { start, hasSlot, go } = waiter;
      if (!hasSlot && underWay >= most) continue;
      const host = hosts.get(start.host);
      if (host !== undefined && host.active >= limits.perHost) continue;
      if (start.isSpaced && !start.isUrgent && host !== undefined && host.nextStartAt > at) {
        soonest = Math.min(soonest, host.nextStartAt);
        continue;
      }
      if (!hasSlot) underWay += 1;
      const entered = hostOf(start.host);
      entered.active += 1;
      if (start.isSpaced) entered.nextStartAt = at + limits.spacingMs;
      started.add(waiter);
      go();
    }
    if (started.size > 0) waiting = waiting.filter(waiter => !started.has(waiter));
    if (soonest < Number.POSITIVE_INFINITY) cancelTimer = clock.after(Math.max(1, soonest - at), pump);
    if (waiting.length === 0 && at >= forgetAt) forgetIdleHosts(at);
  };

  /** Now and then: a refresh starts hundreds of hosts within the spacing, and comes by here twice for each. */
  const forgetIdleHosts = (at: number) => {
    forgetAt = at + Math.max(1000, limits.spacingMs);
    for (const [name, host] of hosts) if (host.active === 0 && host.nextStartAt <= at) hosts.delete(name);
  };

  const wait = (start: Start, hasSlot: boolean, signal: AbortSignal | null) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled());
      const giveUp = () => {
        waiting = waiting.filter(other => other !== waiter);
        reject(cancelled());
        pump();
      };
      const go = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const waiter: Waiter = { start, hasSlot, go };
      signal?.addEventListener('abort', giveUp, { once: true });
      if (start.isUrgent) waiting.splice(waiting.filter(other => other.start.isUrgent).length, 0, waiter);
      else waiting.push(waiter);
      pump();
    });

  return {
    onBattery(isOnBattery) {
      most = isOnBattery ? limits.underWayOnBattery : limits.underWay;
      pump();
    },
    async enter(first, signal) {
      await wait(first, false, signal);
      let host: string | null = first.host;
      let hasSlot = true;
      let recent = 0;
      const watch = setInterval(() => {
        if (hasSlot && recent < limits.silentBytes && beside < limits.besideCount) {
          hasSlot = false;
          beside += 1;
          underWay -= 1;
          clearInterval(watch);
          pump();
        }
        recent = 0;
      }, limits.silentMs);
      return {
        heard: bytes => {
          recent += bytes;
        },
        async move(start) {
          if (host !== null) leaveHost(host);
          host = null;
          // It holds its slot (or its place beside) while it waits, and so takes none.
          await wait(start, true, signal);
          host = start.host;
        },
        leave() {
          clearInterval(watch);
          if (hasSlot) underWay -= 1;
          else beside -= 1;
          if (host !== null) leaveHost(host);
          pump();
        },
      };
    },
  };
}

function cancelled(): FeedError {
  return new FeedError('cancelled', 'Cancelled.');
}
