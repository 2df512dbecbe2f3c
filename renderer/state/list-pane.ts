import type { EntryId } from '../../worker/protocol/ids.ts';

/** What commands and the window's notes may ask of the list pane. */
export interface ListPane {
  /** The first row in sight, and where it stands: CSS pixels from the top of the rows' part of the pane. */
  top(): { readonly anchorId: EntryId; readonly offset: number } | null;
  /** Where a row stands that is in sight as a whole, in the same pixels; null for others. */
  placeOf(id: EntryId): number | null;
  /** Nothing is scrolled away: what arrives may come in above. */
  isAtTop(): boolean;
  focus(): void;
}

let current: ListPane | null = null;
const scrollListeners = new Set<() => void>();

/** Returns the function that takes the pane off again. */
export function registerListPane(pane: ListPane): () => void {
  current = pane;
  return () => {
    if (current === pane) current = null;
  };
}

export function listPane(): ListPane | null {
  return current;
}

/** To be called by the pane when the reader has scrolled. */
export function announceListScroll(): void {
  for (const listener of scrollListeners) listener();
}

export function onListScroll(listener: () => void): () => void {
  scrollListeners.add(listener);
  return () => scrollListeners.delete(listener);
}
