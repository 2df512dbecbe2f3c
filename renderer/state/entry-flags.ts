import type { EntryId, LabelId } from '../../worker/protocol/ids.ts';
import { onEvent } from '../client/events.ts';

/** What the user made of entries, as far as it changed. */
export interface FlagChange {
  readonly id: EntryId;
  readonly isRead?: boolean;
  readonly isStarred?: boolean;
  readonly isLater?: boolean;
  readonly labelIds?: readonly LabelId[];
  /** Only of the open article: no row and no other window hears of it from the worker. */
  readonly showsFullText?: boolean;
}

/** The states that are shown before they are stored. */
type Flag = 'isRead' | 'isStarred' | 'isLater' | 'showsFullText';
const flags: readonly Flag[] = ['isRead', 'isStarred', 'isLater', 'showsFullText'];

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

/** What was wished here and is not stored yet, by entry and flag. */
const wishes = new Map<string, FlagChange>();

export interface FlagWish {
  /** No other value was wished for the same flag since. */
  isNewest(): boolean;
  end(): void;
}

/** Shows one flag as it was wished. Until the wish ends, what the worker says of the time before it does not show the old state again. */
export function wishFlag(change: FlagChange): FlagWish {
  const key = keyOf(change);
  wishes.set(key, change);
  showFlags([change]);
  const isNewest = (): boolean => wishes.get(key) === change;
  return {
    isNewest,
    end: () => {
      if (isNewest()) wishes.delete(key);
    },
  };
}

/** On their way to the store, by what they are about. */
const storing = new Map<string, { readonly change: FlagChange; readonly end: Promise<unknown> }>();

/** Stores a flag when the wish of before for the same flag is stored: two requests of a page can overtake each other. */
export function storeInTurn(change: FlagChange, store: () => Promise<unknown>): void {
  const key = keyOf(change);
  const before = storing.get(key);
  const end = (before === undefined ? store() : before.end.then(store)).finally(() => {
    if (storing.get(key)?.end === end) storing.delete(key);
  });
  storing.set(key, { change, end });
}

/** Null when nothing is on its way, else settles when that is stored or has failed: whatever is asked of the worker before may not know of it. */
export function flagsOnTheirWay(isMeant: (change: FlagChange) => boolean = () => true): Promise<unknown> | null {
  const waited = [...storing.values()].filter(({ change }) => isMeant(change));
  return waited.length === 0 ? null : Promise.allSettled(waited.map(({ end }) => end));
}

function keyOf(change: FlagChange): string {
  return wishKey(change.id, flags.find(flag => change[flag] !== undefined) ?? 'isRead');
}

function wishKey(id: EntryId, flag: Flag): string {
  return `${id}/${flag}`;
}

onEvent('entries.stateChanged', ({ changes }) => {
  showFlags(changes?.map(change => Object.assign({}, change, ...flags.map(flag => wishes.get(wishKey(change.id, flag))))) ?? null);
});
