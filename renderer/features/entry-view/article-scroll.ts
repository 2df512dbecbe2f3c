import type { ReadingPlace } from '../../state/reading-places.ts';

export interface ArticleScroll {
  /** Scrolls by most of a screen. False at the end (or the beginning): then nothing moved. */
  page(direction: 1 | -1): boolean;
  get(): number;
  /** Goes there as soon as the text is tall enough, unless the reader moves first. */
  set(top: number): void;
  /** Another article has come, and is at its top. */
  begin(): void;
  /** Where the reader is; null at the beginning and at the end, where nothing is to be kept. */
  place(): ReadingPlace | null;
  /** Goes there, and stays there while the text around it grows, unless the reader moves first. */
  setPlace(place: ReadingPlace): void;
  /** To be called when the page may have grown. */
  settle(): void;
}

/** So much of the screen before stays in sight. */
const overlap = 72;
/** Nearer to an end than this, one is at that end. */
const nearEnd = 120;

/** @param isFilled whether all of the article that comes by itself is there */
export function createArticleScroll(page: Document, isFilled: () => boolean): ArticleScroll {
  const root = page.documentElement;
  let wanted: number | ReadingPlace | null = null;
  /** Where a smooth scroll under way will end: a second key adds to it. */
  let goal: number | null = null;

  const furthest = (): number => root.scrollHeight - root.clientHeight;

  function topOf(place: number | ReadingPlace): number {
    if (typeof place === 'number') return place;
    const block = blocksOf(page)[place.block];
    if (block === undefined) return furthest();
    const { top, height } = block.getBoundingClientRect();
    return Math.round(root.scrollTop + top + height * place.part);
  }
  function settle(): void {
    if (wanted === null) return;
    const top = topOf(wanted);
    root.scrollTop = top;
    // Text that is still set in another face will move once more.
    if (page.fonts.status === 'loading') void page.fonts.ready.then(settle);
    else if (isFilled() && furthest() >= top) wanted = null;
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
    get: () => (typeof wanted === 'number' ? wanted : root.scrollTop),
    set(top) {
      goal = null;
      wanted = top;
      settle();
    },
    begin() {
      goal = null;
      wanted = null;
    },
    place() {
      if (wanted !== null && typeof wanted !== 'number') return wanted;
      const isAtEnd = root.scrollTop < nearEnd || (isFilled() && furthest() - root.scrollTop < nearEnd);
      if (isAtEnd) return null;
      const blocks = blocksOf(page);
      const block = blocks.findIndex(each => each.getBoundingClientRect().bottom > 0);
      const at = blocks[block]?.getBoundingClientRect();
      if (at === undefined) return null;
      return { block, part: at.height === 0 ? 0 : Math.min(1, Math.max(0, -at.top / at.height)) };
    },
    setPlace(place) {
      goal = null;
      wanted = place;
      settle();
    },
    settle,
  };
}

/** The parts of the article one below the other, out of the boxes that hold all of it. */
function blocksOf(page: Document): readonly Element[] {
  let holder = page.querySelector('.text');
  while (holder?.childElementCount === 1 && holder.firstElementChild !== null && holder.firstElementChild.childElementCount > 0) {
    holder = holder.firstElementChild;
  }
  return [...(holder?.children ?? [])];
}
