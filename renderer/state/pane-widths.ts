export type PaneMode = 'three' | 'two' | 'one';

export interface PaneWidths {
  readonly mode: PaneMode;
  /** CSS pixels. In the drawer it is the drawer's width. */
  readonly sidebar: number;
  readonly list: number;
}

export const sidebarWidths = { least: 200, most: 360, usual: 244 } as const;
export const listWidths = { least: 300, most: 560, usual: 372, usualBesideDrawer: 320 } as const;
/** The text column beside a list never falls under this. */
const articleLeast = 440;
const drawerUnder = 1080;
const onePaneUnder = 800;

/**
 * What fits into a window: first the list gives way, then the sidebar; narrower, the sidebar is a drawer, then there is one pane.
 * Null stands for a width that the user has not chosen. The wishes are kept: they come back when the window grows.
 */
export function fitPanes(windowWidth: number, wish: { readonly sidebar: number | null; readonly list: number | null }): PaneWidths {
  const sidebarWish = clamp(wish.sidebar ?? sidebarWidths.usual, sidebarWidths.least, sidebarWidths.most);
  if (windowWidth < onePaneUnder) {
    return { mode: 'one', sidebar: Math.min(sidebarWish + 40, windowWidth - 56), list: windowWidth };
  }
  if (windowWidth < drawerUnder) {
    const list = clamp(wish.list ?? listWidths.usualBesideDrawer, listWidths.least, listWidths.most);
    return { mode: 'two', sidebar: sidebarWish + 40, list: Math.max(listWidths.least, Math.min(list, windowWidth - articleLeast)) };
  }
  const listWish = clamp(wish.list ?? listWidths.usual, listWidths.least, listWidths.most);
  const list = Math.max(listWidths.least, Math.min(listWish, windowWidth - articleLeast - sidebarWish));
  const sidebar = Math.max(sidebarWidths.least, Math.min(sidebarWish, windowWidth - articleLeast - list));
  return { mode: 'three', sidebar, list };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
