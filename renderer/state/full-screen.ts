import { isInBrowserTab } from '../client/host.ts';
import { request } from '../client/request.ts';
import { useLayout } from './layout.ts';

/** The article alone, over the whole screen where the host lets it; or back to the panes as they were. */
export function toggleFullScreen(): void {
  setFullScreen(!useLayout.getState().isAlone);
}

export function setFullScreen(isOn: boolean): void {
  useLayout.getState().setAlone(isOn);
  // A screen that stays as it is takes nothing away: the article is alone in its window.
  if (isInBrowserTab()) void fillScreen(isOn).catch(() => undefined);
  else void request('host.setFullScreen', { isOn }).catch(() => undefined);
}

async function fillScreen(isOn: boolean): Promise<void> {
  if (isOn) await document.documentElement.requestFullscreen();
  else if (document.fullscreenElement !== null) await document.exitFullscreen();
}

/** A browser leaves the full screen by a key of its own, which the page never sees. */
export function trackFullScreen(): void {
  document.addEventListener('fullscreenchange', () => {
    if (document.fullscreenElement === null && useLayout.getState().isAlone) useLayout.getState().setAlone(false);
  });
}
