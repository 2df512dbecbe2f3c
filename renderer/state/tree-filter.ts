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
  const takeKeys = (): void => document.querySelector<HTMLInputElement>('#tree-filter')?.focus();
  // As soon as it is drawn: the first letter would else be a command's.
  queueMicrotask(takeKeys);
  // And after the drawer, which gives its first row the keys, or a menu, which gives them back.
  requestAnimationFrame(() => requestAnimationFrame(takeKeys));
}

export function closeTreeFilter(): void {
  useTreeFilter.setState({ isOpen: false, words: '' });
}
