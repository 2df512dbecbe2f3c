import { fitPanes } from './state/pane-widths.ts';

/** Where the window keeps what its next first frame must know. */
export const rememberedFrame = 'freshet-frame';

/**
 * Gives the frame that is part of the page theme, direction and widths as they were last seen: before it is drawn, so that nothing
 * of it has to change when the window takes its place.
 */
export function dressFirstFrame(): void {
  const { theme, dir, sidebar, list, hasFeeds } = remembered();
  const root = document.documentElement;
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
  if (dir === 'rtl') root.dir = 'rtl';
  const widths = fitPanes(window.innerWidth, { sidebar: widthOf(sidebar), list: widthOf(list) });
  const frame = document.getElementById('first-frame');
  if (frame === null) return;
  // Without feeds there are no panes to come; whoever starts for the first time has none.
  frame.dataset['mode'] = location.hash.startsWith('#article=') ? 'own' : hasFeeds === true ? widths.mode : 'bare';
  frame.style.setProperty('--sidebar-width', `${widths.sidebar}px`);
  frame.style.setProperty('--list-width', `${widths.list}px`);
}

/** Nobody but this program has written it; it is read as if somebody had. */
function remembered(): Partial<Record<'theme' | 'dir' | 'sidebar' | 'list' | 'hasFeeds', unknown>> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(rememberedFrame) ?? 'null');
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}

function widthOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
