import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Rows are measured while they come into sight; until then places are estimates. */
const maxFrames = 12;

/** Brings a row to where it stood before: its estimated place is not enough, so it is looked at until it is there. */
export function useStartPlace(
  scroller: RefObject<HTMLElement | null>,
  startAt: { readonly index: number; readonly offset: number },
  /** Where a row is reckoned to begin, CSS pixels from the first. */
  estimate: (index: number) => number,
): void {
  const newestEstimate = useRef(estimate);
  newestEstimate.current = estimate;

  useLayoutEffect(() => {
    if (startAt.index === 0 && startAt.offset === 0) return;
    let frame = 0;
    let frames = 0;
    function settle(): void {
      const element = scroller.current;
      const place = element?.querySelector(`[data-index="${startAt.index}"]`);
      if (element !== null && place === null) element.scrollTop = newestEstimate.current(startAt.index) - startAt.offset;
      if (element !== null && place !== null && place !== undefined) {
        const off = place.getBoundingClientRect().top - element.getBoundingClientRect().top - startAt.offset;
        if (Math.abs(off) >= 1) element.scrollTop += off;
      }
      if (++frames < maxFrames) frame = requestAnimationFrame(settle);
    }
    settle();
    const stop = (): void => cancelAnimationFrame(frame);
    // The reader's own hand comes first.
    const element = scroller.current;
    for (const name of ['wheel', 'pointerdown', 'keydown', 'touchstart'])
      element?.addEventListener(name, stop, { once: true, passive: true });
    return stop;
  }, [scroller, startAt]);
}
