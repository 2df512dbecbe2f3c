import { type RefObject, useLayoutEffect, useState } from 'react';
import { onListScroll } from '../../state/list-pane.ts';
import styles from './entry-rows.module.css';

/** Of a heading, CSS pixels: as in entry-rows.module.css. */
export const headingPx = 32;

interface Place {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

interface Held {
  readonly words: string;
  /** The next heading pushes it out, CSS pixels. */
  readonly shift: number;
}

interface HeldHeadingProps {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Of the rows that are drawn, from the head of the list, CSS pixels. */
  places(): readonly Place[];
  /** What stands above the first row of its day; null: nothing does. */
  headingOf(index: number): string | null;
  isFirstOfDay(index: number): boolean;
}

/** The heading of the rows in sight, when it is scrolled away itself. */
export function HeldHeading({ scroller, places, headingOf, isFirstOfDay }: HeldHeadingProps) {
  const [held, setHeld] = useState<Held | null>(null);

  // After every drawing and with every step of scrolling: what is drawn changes only with the rows, not with each pixel.
  useLayoutEffect(() => {
    function look(): void {
      const next = heldAt(scroller.current?.scrollTop ?? 0, places(), headingOf, isFirstOfDay);
      setHeld(before => (before?.words === next?.words && before?.shift === next?.shift ? before : next));
    }
    look();
    return onListScroll(look);
  });

  if (held === null) return null;
  return (
    <div aria-hidden="true" className={styles['held']}>
      <div className={styles['day']} style={{ transform: `translateY(${held.shift}px)` }}>
        {held.words}
      </div>
    </div>
  );
}

function heldAt(
  offset: number,
  places: readonly Place[],
  headingOf: HeldHeadingProps['headingOf'],
  isFirstOfDay: HeldHeadingProps['isFirstOfDay'],
): Held | null {
  const top = places.find(place => place.end > offset);
  const words = offset <= 0 || top === undefined ? null : headingOf(top.index);
  if (words === null) return null;
  const next = places.find(place => place.start > offset && isFirstOfDay(place.index));
  return { words, shift: next === undefined ? 0 : Math.min(0, next.start - offset - headingPx) };
}
