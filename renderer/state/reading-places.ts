import type { EntryId } from '../../worker/protocol/ids.ts';

/** A place in an article that holds in any width and size of text: a block of it, and how much of that is above the screen. */
export interface ReadingPlace {
  readonly block: number;
  /** 0 to 1. */
  readonly part: number;
}

/** So many articles keep their place, the latest ones. */
const most = 500;
let places = new Map<EntryId, ReadingPlace>();
const listeners = new Set<(id: EntryId, place: ReadingPlace | null) => void>();

/** Null: it begins at its top again. */
export function noteReadingPlace(id: EntryId, place: ReadingPlace | null): void {
  places.delete(id);
  if (place !== null) places.set(id, place);
  for (const listener of listeners) listener(id, place);
  for (const [oldest] of places) {
    if (places.size <= most) break;
    places.delete(oldest);
  }
}

export function onReadingPlace(listener: (id: EntryId, place: ReadingPlace | null) => void): void {
  listeners.add(listener);
}

export function readingPlaceOf(id: EntryId): ReadingPlace | null {
  return places.get(id) ?? null;
}

/** As the window's notes keep them, the latest last. */
export function allReadingPlaces(): readonly (readonly [EntryId, ReadingPlace])[] {
  return [...places];
}

export function restoreReadingPlaces(kept: readonly (readonly [EntryId, ReadingPlace])[]): void {
  places = new Map(kept.slice(-most));
}
