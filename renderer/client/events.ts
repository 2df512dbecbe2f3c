import type { AllEvents, ReaderEvent } from '../../worker/protocol/host.ts';
import { bridge } from './bridge.ts';

type Listener<E extends keyof AllEvents> = (payload: AllEvents[E]) => void;

const listeners = new Map<string, Set<Listener<never>>>();
/** What has happened before the listeners were there; null: they are. */
let held: ReaderEvent[] | null = null;

/** Calls `listener` at each such event. Returns the function that ends it. */
export function onEvent<E extends keyof AllEvents>(name: E, listener: Listener<E>): () => void {
  const ofName = listeners.get(name) ?? new Set();
  listeners.set(name, ofName.add(listener));
  return () => ofName.delete(listener);
}

/** Begins to hear the bridge; once, before anything is asked, so that no change falls between answer and event. */
export function hearEvents(): () => void {
  return bridge().onEvent(event => {
    if (held === null) tell(event);
    else held.push(event);
  });
}

/** From now on events are kept for listeners that are still to come. */
export function holdEvents(): void {
  held = [];
}

/** What was asked before is perhaps not so any more. */
export function hasHeldChanges(): boolean {
  return held?.some(({ name }) => name !== 'host.health') === true;
}

/** The listeners are there: tells them what they missed, and from now on all that comes. */
export function releaseEvents(): void {
  const missed = held ?? [];
  held = null;
  for (const event of missed) tell(event);
}

function tell(event: ReaderEvent): void {
  for (const listener of listeners.get(event.name) ?? []) (listener as (payload: unknown) => void)(event.payload);
}
