import { useLayout } from './layout.ts';

/** Fits the panes to the window, now and whenever its width changes. */
export function trackWidth(): void {
  useLayout.getState().fit();
  window.addEventListener('resize', () => useLayout.getState().fit());
}
