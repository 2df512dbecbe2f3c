import { type Pane, useLayout } from './layout.ts';

/** Keeps account of which pane has the keys, and on the page (`data-keys`) whether it is the keyboard that moves them. */
export function trackFocus(): void {
  const { dataset } = document.documentElement;
  window.addEventListener('keydown', () => (dataset['keys'] = ''), true);
  window.addEventListener('pointerdown', () => delete dataset['keys'], true);
  document.addEventListener('focusin', event => note(event.target));
  // A click into the article's frame is no focus event here: the page only loses the keys.
  window.addEventListener('blur', () => note(document.activeElement));
}

function note(target: EventTarget | null): void {
  const pane = target instanceof Element ? target.closest('[data-pane]')?.getAttribute('data-pane') : null;
  if (isPane(pane) && useLayout.getState().focused !== pane) useLayout.setState({ focused: pane });
}

function isPane(name: string | null | undefined): name is Pane {
  return name === 'sidebar' || name === 'list' || name === 'article';
}
