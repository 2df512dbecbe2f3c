import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styles from './tooltip.module.css';

const shownAfterMs = 500;
/** Going from button to button shows the next tooltip at once. */
const staysWarmMs = 300;
let lastShownAt = 0;

interface TooltipProps {
  readonly text: string;
  readonly children: ReactNode;
}

/** Shows `text` below what it wraps while the pointer rests on it or the keyboard is on it. A picture of the accessible name, so hidden from screen readers. */
export function Tooltip({ text, children }: TooltipProps) {
  const [isShown, setShown] = useState(false);
  const timer = useRef<number>(undefined);
  const place = useRef<HTMLSpanElement>(null);

  function show(delayMs: number): void {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setShown(true), delayMs);
  }
  function hide(): void {
    window.clearTimeout(timer.current);
    setShown(false);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches what it wraps
    <span
      ref={place}
      className={styles['place']}
      onPointerEnter={event => event.pointerType === 'mouse' && show(Date.now() - lastShownAt < staysWarmMs ? 0 : shownAfterMs)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={event => event.target.matches(':focus-visible') && show(shownAfterMs)}
      onBlur={hide}
      onKeyDown={hide}
    >
      {children}
      {isShown && <Tip text={text} place={place.current} />}
    </span>
  );
}

function Tip({ text, place }: { readonly text: string; readonly place: HTMLElement | null }) {
  const tip = useRef<HTMLSpanElement>(null);

  useLayoutEffect(() => {
    const anchor = place?.firstElementChild?.getBoundingClientRect();
    if (tip.current === null || anchor === undefined) return;
    // The top layer: a tooltip in a modal dialog would otherwise be under it.
    tip.current.showPopover();
    const { width, height } = tip.current.getBoundingClientRect();
    const left = Math.max(8, Math.min(anchor.left + (anchor.width - width) / 2, window.innerWidth - width - 8));
    const below = anchor.bottom + 6;
    const top = below + height > window.innerHeight - 8 ? anchor.top - height - 6 : below;
    tip.current.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
    return () => {
      lastShownAt = Date.now();
    };
  }, [place]);

  return (
    <span ref={tip} popover="manual" aria-hidden="true" className={styles['tip']}>
      {text}
    </span>
  );
}
