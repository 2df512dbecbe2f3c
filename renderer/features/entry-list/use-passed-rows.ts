import { type RefObject, useEffect } from 'react';
import { onListScroll } from '../../state/list-pane.ts';
import { keepWaiting, markPassed, passRows } from '../../state/passed-rows.ts';

const handEvents = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/** Tells of rows that were in sight and that the reader has scrolled past, above the top; of each once. */
export function usePassedRows(scroller: RefObject<HTMLElement | null>, isOn: boolean): void {
  useEffect(() => {
    const element = scroller.current;
    if (!isOn || element === null) return;
    const seen = new Map<number, number>();
    const done = new Set<number>();
    let isByHand = false;
    let paneTop = element.getBoundingClientRect().top;

    /** @returns the index of the first row that reaches into sight */
    function look(list: HTMLElement): number | null {
      const { top, bottom } = list.getBoundingClientRect();
      let first: number | null = null;
      for (const place of list.querySelectorAll<HTMLElement>('[data-entry]')) {
        const box = place.getBoundingClientRect();
        const index = Number(place.dataset['index']);
        if (box.bottom > top && (first === null || index < first)) first = index;
        const id = Number(place.dataset['entry']);
        if (box.bottom > top && box.top < bottom && !done.has(id)) seen.set(id, index);
      }
      return first;
    }

    function begin(): void {
      isByHand = true;
    }

    /** What moves before the reader's own hand does is the list finding its place: what is in sight there is where the reader begins. */
    function settle(): void {
      if (element === null || isByHand) return;
      seen.clear();
      look(element);
    }

    function scrolled(): void {
      if (element === null) return;
      if (!isByHand) {
        settle();
        return;
      }
      const top = element.getBoundingClientRect().top;
      const isMoved = top !== paneTop;
      paneTop = top;
      // A line came or went above the list, which keeps its rows where they are.
      if (isMoved) return;
      const first = look(element);
      if (first === null) return;
      const past = [...seen].filter(([, index]) => index < first).map(([id]) => id);
      for (const id of past) {
        seen.delete(id);
        done.add(id);
      }
      if (past.length > 0) passRows(past);
      else keepWaiting();
    }

    settle();
    // The rows are drawn once the list knows its height.
    const frame = requestAnimationFrame(settle);
    const atEnd = (): void => {
      if (document.visibilityState === 'hidden') markPassed();
    };
    for (const name of handEvents) window.addEventListener(name, begin, { capture: true, passive: true });
    window.addEventListener('pagehide', markPassed);
    document.addEventListener('visibilitychange', atEnd);
    const stopListening = onListScroll(scrolled);
    return () => {
      for (const name of handEvents) window.removeEventListener(name, begin, { capture: true });
      window.removeEventListener('pagehide', markPassed);
      document.removeEventListener('visibilitychange', atEnd);
      stopListening();
      cancelAnimationFrame(frame);
      markPassed();
    };
  }, [scroller, isOn]);
}
