import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { onListScroll } from '../../state/list-pane.ts';
import styles from './entry-rows.module.css';
import { HeadingLine } from './heading-line.tsx';
import type { ListHeading, ListHeadings } from './list-headings.ts';

/** Of a heading, CSS pixels: as in entry-rows.module.css. */
export const headingPx = 32;

interface Place {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

interface Held {
  readonly heading: ListHeading;
  /** The next heading pushes it out, CSS pixels. */
  readonly shift: number;
}

interface HeldHeadingProps {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Of the rows that are drawn, from the head of the list, CSS pixels. */
  places(): readonly Place[];
  readonly headings: ListHeadings;
}

/** The heading of the rows in sight, when it is scrolled away itself. */
export function HeldHeading({ scroller, places, headings }: HeldHeadingProps) {
  const [held, setHeld] = useState<Held | null>(null);
  const top = useRef<number | null>(null);

  // After every drawing and with every step of scrolling: what is drawn changes only with the rows, not with each pixel.
  useLayoutEffect(() => {
    function look(): void {
      const next = heldAt(top.current ?? 0, places(), headings);
      setHeld(before => (isSame(before, next) ? before : next));
    }
    function lookAgain(): void {
      top.current = scroller.current?.scrollTop ?? 0;
      look();
    }
    // Asked only when it has changed: right after a drawing the answer costs a layout.
    if (top.current === null) lookAgain();
    else look();
    return onListScroll(lookAgain);
  });

  if (held === null) return null;
  return (
    <div aria-hidden="true" className={styles['held']}>
      <HeadingLine heading={held.heading} style={{ transform: `translateY(${held.shift}px)` }} />
    </div>
  );
}

function isSame(one: Held | null, other: Held | null): boolean {
  return one?.heading.words === other?.heading.words && one?.heading.feedId === other?.heading.feedId && one?.shift === other?.shift;
}

function heldAt(offset: number, places: readonly Place[], headings: ListHeadings): Held | null {
  const top = places.find(place => place.end > offset);
  const heading = offset <= 0 || top === undefined ? null : headings.of(top.index);
  if (heading === null) return null;
  const next = places.find(place => place.start > offset && headings.above(place.index) !== null);
  return { heading, shift: next === undefined ? 0 : Math.min(0, next.start - offset - headingPx) };
}
