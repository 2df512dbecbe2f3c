export type PaneMode = 'three' | 'two' | 'one';

export interface PaneWidths {
  readonly mode: PaneMode;
  /** CSS pixels. In the drawer it is the drawer's width. */
  readonly sidebar: number;
  readonly list: number;
}

export const SIDEBAR = { least: 200, most: 360, usual: 244 } as const;
export const LIST = { least: 300, most: 560, usual: 372, usualBesideDrawer: 320 } as const;
/** The text column beside a list never falls under this. */
const ARTICLE_LEAST = 440;
const DRAWER_UNDER = 1080;
const ONE_PANE_UNDER = 800;

/**
 * What fits into a window: first the list gives way, then the sidebar; narrower, the sidebar is a drawer, then there is one pane.
 * Null stands for a width that the user has not chosen. The wishes are kept: they come back when the window grows.
 */
export function fitPanes(windowWidth: number, wish: { readonly sidebar: number | null; readonly list: number | null }): PaneWidths {
  const sidebarWish = clamp(wish.sidebar ?? SIDEBAR.usual, SIDEBAR.least, SIDEBAR.most);
  if (windowWidth < ONE_PANE_UNDER) {
    return { mode: 'one', sidebar: Math.min(sidebarWish + 40, windowWidth - 56), list: windowWidth };
  }
  if (windowWidth < DRAWER_UNDER) {
    const list = clamp(wish.list ?? LIST.usualBesideDrawer, LIST.least, LIST.most);
    return { mode: 'two', sidebar: sidebarWish + 40, list: Math.max(LIST.least, Math.min(list, windowWidth - ARTICLE_LEAST)) };
  }
  const listWish = clamp(wish.list ?? LIST.usual, LIST.least, LIST.most);
  const list = Math.max(LIST.least, Math.min(listWish, windowWidth - ARTICLE_LEAST - sidebarWish));
  const sidebar = Math.max(SIDEBAR.least, Math.min(sidebarWish, windowWidth - ARTICLE_LEAST - list));
  return { mode: 'three', sidebar, list };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
