export interface ArticleScroll {
  /** Scrolls by most of a screen. False at the end (or the beginning): then nothing moved. */
  page(direction: 1 | -1): boolean;
  get(): number;
  /** Goes there as soon as the text is tall enough, unless the reader moves first. */
  set(top: number): void;
  /** To be called when the page may have grown. */
  settle(): void;
}

/** So much of the screen before stays in sight. */
const overlap = 72;

export function createArticleScroll(page: Document): ArticleScroll {
  const root = page.documentElement;
  let wanted: number | null = null;
  /** Where a smooth scroll under way will end: a second key adds to it. */
  let goal: number | null = null;

  const furthest = (): number => root.scrollHeight - root.clientHeight;

  function settle(): void {
    if (wanted === null) return;
    root.scrollTop = wanted;
    // Text that is still set in another face will move once more.
    if (page.fonts.status === 'loading') void page.fonts.ready.then(settle);
    else if (furthest() >= wanted) wanted = null;
  }
  function giveUp(): void {
    wanted = null;
  }
  for (const name of ['wheel', 'pointerdown', 'keydown', 'touchstart']) {
    page.addEventListener(name, giveUp, { capture: true, passive: true });
  }
  page.addEventListener('scrollend', () => {
    goal = null;
  });

  return {
    page(direction) {
      wanted = null;
      const from = goal ?? root.scrollTop;
      const to = Math.max(0, Math.min(furthest(), from + direction * Math.max(80, root.clientHeight - overlap)));
      if (Math.abs(to - from) < 2) return false;
      goal = to;
      const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      root.scrollTo({ top: to, behavior: isCalm ? 'instant' : 'smooth' });
      return true;
    },
    get: () => wanted ?? root.scrollTop,
    set(top) {
      goal = null;
      wanted = top;
      settle();
    },
    settle,
  };
}
