import { create } from 'zustand';
import { useLayout } from './layout.ts';

interface TreeFilter {
  /** Whether its field is shown. */
  readonly isOpen: boolean;
  readonly words: string;
}

export const useTreeFilter = create<TreeFilter>()(() => ({ isOpen: false, words: '' }));

/** Shows the field in which the feed to find is named; it takes the keys. */
export function openTreeFilter(): void {
  const { widths, setDrawer } = useLayout.getState();
  if (widths.mode !== 'three') setDrawer(true);
  useTreeFilter.setState({ isOpen: true });
  // After the drawer, which gives its first row the keys.
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector<HTMLInputElement>('#tree-filter')?.focus()));
}

export function closeTreeFilter(): void {
  useTreeFilter.setState({ isOpen: false, words: '' });
}
