import { type RefObject, useEffect, useRef } from 'react';

/** Keeps the rows where they are on the screen when something comes or goes above them (a note, the "new articles" line). */
export function useSteadyRows(scroller: RefObject<HTMLElement | null>): void {
  const before = useRef<number | null>(null);
  useEffect(() => {
    const element = scroller.current;
    const parent = element?.parentElement;
    if (element === null || parent === null || parent === undefined) return;
    const topNow = (): number => element.getBoundingClientRect().top - parent.getBoundingClientRect().top;
    before.current = topNow();
    // Runs before the frame is painted: the rows are not seen to move.
    const observer = new ResizeObserver(() => {
      const top = topNow();
      const moved = top - (before.current ?? top);
      before.current = top;
      if (moved !== 0) element.scrollTop += moved;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
}
