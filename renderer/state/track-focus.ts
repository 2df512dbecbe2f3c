import { type Pane, useLayout } from './layout.ts';

/**
 * Keeps account of which pane has the keys, and on the page (`data-keys`) whether it is the keyboard that moves them.
 * @param onLost what had the keys is gone, and nothing has taken them since; an open dialog looks after its own
 */
export function trackFocus(onLost: () => void): void {
  watchLoss(onLost);
  const { dataset } = document.documentElement;
  window.addEventListener('keydown', () => (dataset['keys'] = ''), true);
  window.addEventListener('pointerdown', () => delete dataset['keys'], true);
  document.addEventListener('focusin', event => note(event.target));
  // A click into the article's frame is no focus event here: the page only loses the keys.
  window.addEventListener('blur', () => note(document.activeElement));
}

function watchLoss(onLost: () => void): void {
  let holder: Node | null = null;
  const isNowhere = (): boolean => document.activeElement === document.body && document.querySelector('dialog[open]') === null;
  document.addEventListener('focusin', ({ target }) => {
    holder = target instanceof Node ? target : null;
  });
  // Given up by a press on nothing, or to another window: not lost. What is being removed says so too, before it is gone.
  document.addEventListener('focusout', () =>
    queueMicrotask(() => {
      if (holder?.isConnected === true && document.activeElement !== holder) holder = null;
    }),
  );
  const observer = new MutationObserver(() => {
    if (holder === null || holder.isConnected || !isNowhere()) return;
    holder = null;
    // What comes in its place may take them itself.
    requestAnimationFrame(() => requestAnimationFrame(() => isNowhere() && onLost()));
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

function note(target: EventTarget | null): void {
  const pane = target instanceof Element ? target.closest('[data-pane]')?.getAttribute('data-pane') : null;
  if (isPane(pane) && useLayout.getState().focused !== pane) useLayout.setState({ focused: pane });
}

function isPane(name: string | null | undefined): name is Pane {
  return name === 'sidebar' || name === 'list' || name === 'article';
}
