import { create } from 'zustand';
import type { EntryId } from '../../worker/protocol/ids.ts';

interface SelectionState {
  /** Where the keys are in the list: a row's entry and its place; between two rows while the entry is gone from it. Null before anything was chosen. */
  readonly selected: { readonly id: EntryId; readonly index: number } | null;
  /** The entry in the article pane. Differs from `selected` after moving without opening. */
  readonly openId: EntryId | null;
  /** Counts how often the selection went somewhere by a command: then it is brought into sight. */
  readonly moves: number;
  select(selected: SelectionState['selected']): void;
  /** Says where the selected entry stands in a list opened anew; the list stays where it is. */
  place(selected: SelectionState['selected']): void;
  /** Shows an entry; marking it as read is `openEntry`'s. */
  open(id: EntryId | null): void;
}

export const useSelection = create<SelectionState>()(set => ({
  selected: null,
  openId: null,
  moves: 0,
  select: selected => set(state => ({ selected, moves: state.moves + 1 })),
  place: selected => set({ selected }),
  open: openId => set({ openId }),
}));
