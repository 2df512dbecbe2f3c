import type { EntryId } from '../../worker/protocol/ids.ts';
import type { ReadingPlace } from './reading-places.ts';
import { useSelection } from './selection.ts';

/** What commands and the window's notes may ask of the article pane. The pane registers itself while an article is shown. */
export interface ReadingPane {
  /** Scrolls by most of a screen. False when the article ends (or begins) here: then nothing moved. */
  scrollPage(direction: 1 | -1): boolean;
  /** CSS pixels from the article's top. */
  getScroll(): number;
  /** Also before the text is there: the pane keeps it until it can scroll that far. */
  setScroll(top: number): void;
  /** Where the reader is; null at the beginning and at the end. */
  place(): ReadingPlace | null;
  focus(): void;
  /** The text that is selected in the article; empty when there is none. */
  selection(): string;
  /** Opens the field that finds in the article. */
  find(): void;
  print(): void;
  /** Copies the block of code in sight. False when there is none. */
  copyCode(): boolean;
  /** Shows the pictures large, from the first in sight. False when there is none. */
  showPictures(): boolean;
}

let current: ReadingPane | null = null;
let isAwaited = false;
let toRestore: { readonly id: EntryId; readonly top: number } | null = null;
const scrollListeners = new Set<() => void>();

/** Returns the function that takes the pane off again. */
export function registerReadingPane(pane: ReadingPane): () => void {
  current = pane;
  if (toRestore !== null && toRestore.id === useSelection.getState().openId) pane.setScroll(toRestore.top);
  toRestore = null;
  if (isAwaited) pane.focus();
  isAwaited = false;
  return () => {
    if (current === pane) current = null;
  };
}

export function readingPane(): ReadingPane | null {
  return current;
}

/** Gives the keys to the article; when it is not there yet, as soon as it is. */
export function focusReadingPane(): void {
  isAwaited = current === null;
  current?.focus();
}

/** The keys went elsewhere: an article that comes late does not take them. */
export function forgetReadingFocus(): void {
  isAwaited = false;
}

/** Where to begin when this entry's pane registers: what the window's notes say. */
export function restoreReadingScroll(id: EntryId, top: number): void {
  toRestore = { id, top };
}

/** Where the open article stands, CSS pixels; also while it is still being restored. */
export function readingScroll(): number {
  return Math.round(current?.getScroll() ?? toRestore?.top ?? 0);
}

/** To be called by the pane when the reader has scrolled. */
export function announceReadingScroll(): void {
  for (const listener of scrollListeners) listener();
}

export function onReadingScroll(listener: () => void): () => void {
  scrollListeners.add(listener);
  return () => scrollListeners.delete(listener);
}
