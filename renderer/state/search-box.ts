import { create } from 'zustand';
import type { PlainView } from './view.ts';

interface SearchBoxState {
  /** What the list showed before, and shows again when the search is left; null: there is no search. */
  readonly behind: PlainView | null;
  readonly text: string;
  readonly isWithin: boolean;
  readonly order: 'newest' | 'relevance';
  /** The saved search that was opened. */
  readonly savedId: number | null;
  /** Counts the openings by a command: then the field takes the keys. */
  readonly calls: number;
}

export const useSearchBox = create<SearchBoxState>()(() => ({
  behind: null,
  text: '',
  isWithin: false,
  order: 'newest',
  savedId: null,
  calls: 0,
}));

/** Without opening what is behind it. */
export function leaveSearch(): void {
  if (useSearchBox.getState().behind !== null) useSearchBox.setState({ behind: null, text: '', savedId: null });
}
