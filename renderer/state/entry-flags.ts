import type { EntryId } from '../../worker/protocol/model.ts';
import { onEvent } from '../client/events.ts';

/** Read and starred state of entries, as far as it changed. */
export interface FlagChange {
  readonly id: EntryId;
  readonly isRead?: boolean;
  readonly isStarred?: boolean;
}

type Listener = (changes: readonly FlagChange[] | null) => void;

const listeners = new Set<Listener>();

/**
 * Hears of every change: at once when the user makes it here, and as the worker says when it is stored, wherever it was made.
 * Null: too many to list, ask again.
 */
export function onFlagsChanged(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows a change before it is stored. The worker's word corrects it. */
export function showFlags(changes: readonly FlagChange[] | null): void {
  for (const listener of listeners) listener(changes);
}

onEvent('entries.stateChanged', ({ changes }) => showFlags(changes));
