import type { AllEvents } from '../../worker/protocol/host.ts';
import { bridge } from './bridge.ts';

type Listener<E extends keyof AllEvents> = (payload: AllEvents[E]) => void;

const listeners = new Map<string, Set<Listener<never>>>();

/** Calls `listener` at each such event. Returns the function that ends it. */
export function onEvent<E extends keyof AllEvents>(name: E, listener: Listener<E>): () => void {
  const ofName = listeners.get(name) ?? new Set();
  listeners.set(name, ofName.add(listener));
  return () => ofName.delete(listener);
}

/** Begins to hear the bridge; once, before anything is asked, so that no change falls between answer and event. */
export function hearEvents(): () => void {
  return bridge().onEvent(event => {
    for (const listener of listeners.get(event.name) ?? []) (listener as (payload: unknown) => void)(event.payload);
  });
}
