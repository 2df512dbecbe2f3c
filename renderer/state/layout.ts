import { create } from 'zustand';
import { fitPanes, listWidths, type PaneWidths, sidebarWidths } from './pane-widths.ts';

export type Pane = 'sidebar' | 'list' | 'article';

interface LayoutState {
  /** What the user dragged the panes to; null: not touched. */
  readonly wish: { readonly sidebar: number | null; readonly list: number | null };
  readonly widths: PaneWidths;
  /** The one pane that is shown where only one fits. */
  readonly shown: 'list' | 'article';
  readonly isDrawerOpen: boolean;
  /** The article has the window to itself, without anything around it. */
  readonly isAlone: boolean;
  /** This window was opened for one article, and has no other panes. */
  readonly isOwnWindow: boolean;
  /** Which pane has the keys. */
  readonly focused: Pane;
  /** Folders that are folded in the sidebar. */
  readonly folded: ReadonlySet<number>;
  showPane(pane: 'list' | 'article'): void;
  setDrawer(isOpen: boolean): void;
  setAlone(isAlone: boolean): void;
  /** Null: back to the usual width. */
  resize(pane: 'sidebar' | 'list', width: number | null): void;
  setFolded(folderId: number, isFolded: boolean): void;
  fit(): void;
}

export const useLayout = create<LayoutState>()((set, get) => ({
  wish: { sidebar: null, list: null },
  widths: fitPanes(1280, { sidebar: null, list: null }),
  shown: 'list',
  isDrawerOpen: false,
  isAlone: false,
  isOwnWindow: false,
  focused: 'list',
  folded: new Set(),
  showPane: shown => set({ shown, isDrawerOpen: false }),
  setDrawer: isDrawerOpen => set({ isDrawerOpen }),
  setAlone: isAlone => {
    set(isAlone ? { isAlone, shown: 'article', isDrawerOpen: false } : { isAlone });
    get().fit();
  },
  resize: (pane, width) => {
    const limits = pane === 'sidebar' ? sidebarWidths : listWidths;
    const chosen = width === null ? null : Math.round(Math.min(limits.most, Math.max(limits.least, width)));
    set({ wish: { ...get().wish, [pane]: chosen } });
    get().fit();
  },
  setFolded: (folderId, isFolded) => {
    const folded = new Set(get().folded);
    if (isFolded) folded.add(folderId);
    else folded.delete(folderId);
    set({ folded });
  },
  fit: () => {
    const fitting = fitPanes(window.innerWidth, get().wish);
    const widths: PaneWidths = get().isAlone ? { ...fitting, mode: 'one' } : fitting;
    set({ widths, ...(widths.mode === 'three' ? { isDrawerOpen: false } : {}) });
  },
}));
