import type { Clock } from './clock.ts';
import { mergeArrived, mergeNews, mergeRemoved, mergeStateChanges } from './events-merge.ts';
import type { EventName, Events, WorkerEvent } from './protocol/events.ts';

/** Announces what has changed, after it was committed; the same name at most ten times a second (protocol/events.ts). */
export interface EventEmitter {
  emit<E extends EventName>(name: E, payload: Events[E]): void;
  /** Sends at once what still waits for its turn. */
  flush(): void;
}

export interface EventEmitterNeeds {
  readonly post: (event: WorkerEvent) => void;
  readonly clock: Clock;
}

const shortestGapMs = 100;

interface Lane {
  lastSentAt: number;
  /** Sends what waits; null when nothing does. */
  send: (() => void) | null;
  cancelTimer: () => void;
}

export function createEventEmitter({ post, clock }: EventEmitterNeeds): EventEmitter {
  const lanes = new Map<EventName, Lane>();
  const waiting = new Map<EventName, Events[EventName]>();

  function laneOf(name: EventName): Lane {
    const known = lanes.get(name);
    if (known !== undefined) return known;
    const lane: Lane = { lastSentAt: Number.NEGATIVE_INFINITY, send: null, cancelTimer: () => undefined };
    lanes.set(name, lane);
    return lane;
  }

  function sendNow(lane: Lane): void {
    const { send } = lane;
    if (send === null) return;
    lane.send = null;
    lane.cancelTimer();
    lane.lastSentAt = clock.monotonic();
    send();
  }

  function emit<E extends EventName>(name: E, payload: Events[E]): void {
    const lane = laneOf(name);
    const earlier = waiting.get(name) as Events[E] | undefined;
    const merged = earlier === undefined ? payload : mergers[name](earlier, payload);
    waiting.set(name, merged);
    const isArmed = lane.send !== null;
    lane.send = () => {
      waiting.delete(name);
      // A name and its own payload belong together; the compiler cannot follow that through `E`.
      post({ name, payload: merged } as WorkerEvent);
    };
    if (isArmed) return;
    const waitMs = lane.lastSentAt + shortestGapMs - clock.monotonic();
    if (waitMs <= 0) sendNow(lane);
    else lane.cancelTimer = clock.after(waitMs, () => sendNow(lane));
  }

  return {
    emit,
    flush() {
      for (const lane of lanes.values()) sendNow(lane);
    },
  };
}

const mergers: { readonly [E in EventName]: (earlier: Events[E], later: Events[E]) => Events[E] } = {
  'entries.arrived': mergeArrived,
  'entries.stateChanged': mergeStateChanges,
  'entries.removed': mergeRemoved,
  'entries.progress': (_earlier, later) => later,
  'search.indexed': (_earlier, later) => later,
  'retention.done': (_earlier, later) => later,
  'subscriptions.changed': (earlier, later) => ({ ...later, countsOnly: earlier.countsOnly && later.countsOnly }),
  'refresh.progress': (_earlier, later) => later,
  'refresh.news': mergeNews,
  'settings.changed': (_earlier, later) => later,
  'discover.progress': (_earlier, later) => later,
  'worker.tick': (earlier, later) => ({ ...later, due: earlier.due + later.due, failedByUs: earlier.failedByUs || later.failedByUs }),
  'worker.timerStopped': (_earlier, later) => later,
};
