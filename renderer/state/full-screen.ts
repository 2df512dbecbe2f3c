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

/** One after another: a screen that is being left cannot be filled. */
let filling: Promise<unknown> = Promise.resolve();
/** How often the page itself has asked to leave the screen and has not heard of it yet: before or after its promise is settled. */
let leavings = 0;

function fillScreen(isOn: boolean): Promise<void> {
  const done = filling.then(async () => {
    if (isOn) return document.documentElement.requestFullscreen();
    if (document.fullscreenElement === null) return;
    leavings += 1;
    await document.exitFullscreen().catch(() => {
      leavings = 0;
    });
  });
  filling = done.catch(() => undefined);
  return done;
}

/** A browser leaves the full screen by a key of its own, which the page never sees. */
export function trackFullScreen(): void {
  document.addEventListener('fullscreenchange', () => {
    const isOwn = leavings > 0;
    leavings = document.fullscreenElement === null ? Math.max(0, leavings - 1) : 0;
    if (document.fullscreenElement === null && !isOwn && useLayout.getState().isAlone) useLayout.getState().setAlone(false);
  });
}
